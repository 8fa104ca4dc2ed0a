package dev.mxray.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CSV form (RFC 4180): one row per domain, the columns of {@link CsvRow}. Made for
 * spreadsheets, so no cell starts a formula: one that would is preceded by an apostrophe. What is
 * not visible is written by its number, so that every row is one line. Safe for use by several
 * threads.
 */
public final class CsvWriter {
  /** First characters that spreadsheets take for a formula, in their full-width forms too. */
  private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

  private static final String LINE_END = "\r\n";

  /** Characters that one cell of common spreadsheets holds, less the remark that it was cut. */
  private static final int MAX_CELL = 30_000;

  private final ObjectWriter writer =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build()
          .writer(CsvSchema.emptySchema().withLineSeparator(LINE_END));

  /** The line with the names of the columns. */
  public String header() {
    return line(CsvRow.COLUMNS.toArray());
  }

  /** The line of one report. */
  public String row(Report report) {
    return row(CsvRow.of(report));
  }

  /** A line of text and numbers. */
  String row(List<?> cells) {
    return line(cells.stream().map(CsvWriter::cell).toArray());
  }

  private String line(@Nullable Object[] cells) {
    try {
      return writer.writeValueAsString(cells);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be written as CSV", e);
    }
  }

  private static Object cell(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    String cell = Printable.cut(Printable.of(text), MAX_CELL);
    return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  /** The lines of several reports under one header. */
  public String text(List<Report> reports) {
    var out = new StringBuilder(header());
    reports.forEach(report -> out.append(row(report)));
    return out.toString();
  }
}
