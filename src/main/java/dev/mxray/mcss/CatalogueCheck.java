package dev.mxray.mcss;

import dev.mxray.finding.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks catalogue files in the framework's {@linkplain CsvLayout layouts}: columns, values of
 * metrics and severities, ids that occur once in all files together. Finds everything that is
 * wrong, not only the first. Not safe for use by several threads.
 */
public final class CatalogueCheck {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final String ID = "control_id";
  private static final String SEVERITY = "severity";
  private static final String VECTOR = "vector";

  /** So much of a wrong value is repeated in a message. */
  private static final int MAX_SHOWN = 40;

  private static final List<String> SEVERITIES =
      Stream.of(Severity.values()).map(CsvLayout::written).toList();

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<Checked> controls = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();
  private int files;

  /** One thing that is wrong, and where. */
  public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + message;
    }
  }

  /** A control of a file without fault in its id, severity and metrics. */
  public record Checked(String id, Severity severity, Vector vector, Scores scores) {}

  /** What is wrong, in the order of the files and lines. */
  public List<Problem> errors() {
    return List.copyOf(errors);
  }

  /** What others may not read, although it is right. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** The controls that can be scored. */
  public List<Checked> controls() {
    return List.copyOf(controls);
  }

  /** How many files were checked. */
  public int files() {
    return files;
  }

  /** Checks one more file. */
  public void check(String file, byte[] octets) {
    files++;
    int start = 0;
    if (octets.length >= MARK.length
        && Arrays.equals(octets, 0, MARK.length, MARK, 0, MARK.length)) {
      start = MARK.length;
      warnings.add(
          new Problem(
              file, 1, "begins with a byte order mark, which the framework's tools do not read"));
    }
    checkCharacters(file, octets, start);
    String text = new String(octets, start, octets.length - start, StandardCharsets.UTF_8);
    List<CsvRecord> records =
        CsvRecord.read(text).stream().filter(record -> !record.blank()).toList();
    if (records.isEmpty()) {
      errors.add(new Problem(file, 1, "is empty: no line names the columns"));
      return;
    }
    Columns columns = columns(file, records.get(0));
    if (columns == null) {
      return;
    }
    if (records.size() == 1) {
      errors.add(new Problem(file, records.get(0).line(), "no control follows the columns"));
    }
    records.stream().skip(1).forEach(record -> check(new Row(file, record, columns)));
  }

  /** Lines that are not UTF-8. */
  private void checkCharacters(String file, byte[] octets, int from) {
    int line = 1;
    int start = from;
    while (start < octets.length) {
      int end = start;
      while (end < octets.length && octets[end] != '\n') {
        end++;
      }
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, start, end - start));
      } catch (CharacterCodingException e) {
        errors.add(new Problem(file, line, "is not UTF-8"));
      }
      start = end + 1;
      line++;
    }
  }

  private record Columns(CsvLayout layout, List<String> names) {}

  private record Row(String file, CsvRecord record, Columns columns) {
    /** The value of a column; null when there is no such column. */
    @Nullable String value(String column) {
      int at = columns.names().indexOf(column);
      return at < 0 ? null : record.cells().get(at);
    }
  }

  /** The columns of a file; null when its lines cannot be told apart by them. */
  private @Nullable Columns columns(String file, CsvRecord header) {
    List<String> names = header.cells().stream().map(String::strip).toList();
    CsvLayout layout =
        names.contains("area") && names.contains("component")
            ? CsvLayout.MASTER
            : CsvLayout.LOCALISED;
    if (header.fault() != null) {
      errors.add(new Problem(file, header.line(), header.fault()));
    }
    List<String> missing =
        layout.columns().stream().filter(column -> !names.contains(column)).toList();
    if (!missing.isEmpty()) {
      errors.add(
          new Problem(
              file,
              header.line(),
              (missing.size() == 1 ? "the column " : "the columns ")
                  + String.join(", ", missing)
                  + (missing.size() == 1 ? " is missing" : " are missing")));
    }
    names.stream()
        .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()))
        .forEach(
            (name, count) -> {
              if (count > 1) {
                errors.add(
                    new Problem(
                        file, header.line(), "the column " + shown(name) + " is there twice"));
              }
            });
    return missing.contains(ID) ? null : new Columns(layout, names);
  }

  private void check(Row row) {
    CsvRecord record = row.record();
    if (record.fault() != null) {
      error(row, record.fault());
      return;
    }
    int expected = row.columns().names().size();
    if (record.cells().size() != expected) {
      error(
          row,
          "has "
              + record.cells().size()
              + (record.cells().size() == 1 ? " value" : " values")
              + " for "
              + expected
              + " columns");
      return;
    }
    int before = errors.size();
    checkId(row);
    for (String column : row.columns().layout().columns()) {
      String value = row.value(column);
      if (value != null && value.isBlank()) {
        error(row, column + " is empty");
      }
    }
    checkSeverity(row);
    Vector vector = vector(row);
    String id = row.value(ID);
    String severity = row.value(SEVERITY);
    if (errors.size() == before && id != null && severity != null && vector != null) {
      controls.add(new Checked(id, Severity.of(severity), vector, Scores.of(vector)));
    }
  }

  private void checkId(Row row) {
    String id = row.value(ID);
    if (id == null || id.isBlank()) {
      return;
    }
    if (id.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      error(row, ID + " has a space or control character in it");
    }
    String place = row.file() + ":" + row.record().line();
    String other = places.putIfAbsent(id, place);
    if (other != null) {
      error(row, ID + " " + shown(id) + " is already at " + other);
    }
  }

  private void checkSeverity(Row row) {
    String severity = row.value(SEVERITY);
    if (severity != null && !severity.isBlank() && !SEVERITIES.contains(severity)) {
      error(
          row,
          shown(severity) + " is no severity, which is one of " + String.join(", ", SEVERITIES));
    }
  }

  /** The vector that the metrics of a line make; null when they do not. */
  private @Nullable Vector vector(Row row) {
    var text = new StringBuilder(Vector.PREFIX);
    boolean whole = true;
    for (Metric metric : Metric.values()) {
      String value = row.value(metric.name());
      if (value == null || value.isBlank()) {
        whole = false;
      } else if (value.length() != 1 || metric.value(value.charAt(0)).isEmpty()) {
        error(row, shown(value) + " is no value of " + metric + ", which has " + metric.letters());
        whole = false;
      } else {
        text.append('/').append(metric).append(':').append(value);
      }
    }
    Vector vector = whole ? Vector.parse(text.toString()) : null;
    checkWritten(row, vector);
    return vector;
  }

  /** A column of vectors is none that has to be there; what it says has to be so. */
  private void checkWritten(Row row, @Nullable Vector metrics) {
    String written = row.value(VECTOR);
    if (written == null || written.isBlank()) {
      return;
    }
    try {
      Vector vector = Vector.parse(written);
      if (metrics != null && !metrics.equals(vector)) {
        error(row, "the vector is not that of the metrics, " + metrics);
      }
    } catch (InvalidVectorException e) {
      error(row, "vector: " + e.getMessage());
    }
  }

  private void error(Row row, String message) {
    String id = row.columns().names().size() == row.record().cells().size() ? row.value(ID) : null;
    errors.add(
        new Problem(
            row.file(),
            row.record().line(),
            id == null || id.isBlank() || message.startsWith(ID)
                ? message
                : cut(id) + ": " + message));
  }

  private static String shown(String value) {
    return "'" + cut(value) + "'";
  }

  private static String cut(String value) {
    return value.codePointCount(0, value.length()) <= MAX_SHOWN
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_SHOWN)) + "…";
  }
}
