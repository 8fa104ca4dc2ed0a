package dev.mxray.report.change;

import dev.mxray.finding.FindingType;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings that the user lives with for a time. The file is YAML:
 *
 * <pre>{@code
 * suppressions:
 *   - id: dkim-key-short
 *     subject: s1._domainkey.example.com
 *     reason: the provider changes the key in spring
 *     expires: 2027-03-31
 * }</pre>
 *
 * All four are needed; the subject is that of the report. What has expired counts no longer.
 */
public final class Suppressions {
  private static final int MAX_OCTETS = 1 << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_REASON = 1_000;
  private static final String LIST = "suppressions";
  private static final List<String> FIELDS = List.of("id", "subject", "reason", "expires");

  /**
   * One suppression.
   *
   * @param line of the file where it begins
   * @param expires the last day on which it holds
   */
  public record Entry(int line, String id, String subject, String reason, LocalDate expires) {}

  private final String file;
  private final Map<String, Entry> live = new HashMap<>();
  private final List<Entry> expired = new ArrayList<>();

  private Suppressions(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param today in the user's eyes
   * @throws IOException when it cannot be read
   * @throws InvalidSuppressionsException when it is not as it should be
   */
  public static Suppressions read(Path file, LocalDate today)
      throws IOException, InvalidSuppressionsException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new InvalidSuppressionsException(
            Printable.of(file.toString()) + ": is larger than such a file may be (1 MiB)");
      }
      return parse(file.toString(), new String(octets, StandardCharsets.UTF_8), today);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, for messages
   */
  public static Suppressions parse(String name, String text, LocalDate today)
      throws InvalidSuppressionsException {
    var suppressions = new Suppressions(Printable.of(name));
    Map<String, Entry> seen = new HashMap<>();
    for (SuppressionFile.Item item : SuppressionFile.items(suppressions.file, LIST, text)) {
      Entry entry = suppressions.entry(item);
      Entry twin = seen.putIfAbsent(key(entry.id(), entry.subject()), entry);
      if (twin != null) {
        throw suppressions.wrong(item.line(), "the same stands in line " + twin.line());
      }
      if (seen.size() > MAX_ENTRIES) {
        throw suppressions.wrong(item.line(), "there are more than " + MAX_ENTRIES);
      }
      if (entry.expires().isBefore(today)) {
        suppressions.expired.add(entry);
      } else {
        suppressions.live.put(key(entry.id(), entry.subject()), entry);
      }
    }
    return suppressions;
  }

  /** One line for each that has expired. */
  public List<String> remarks() {
    return expired.stream()
        .map(
            one ->
                file
                    + ":"
                    + one.line()
                    + ": the suppression of "
                    + one.id()
                    + " at "
                    + Printable.of(Printable.cut(one.subject(), 200))
                    + " expired on "
                    + one.expires())
        .toList();
  }

  /** What the report says of a finding that is suppressed; null for others. */
  public FindingPart.@Nullable Suppression of(FindingPart finding) {
    Entry entry = live.get(key(finding.id(), finding.subject()));
    return entry == null
        ? null
        : new FindingPart.Suppression(entry.reason(), entry.expires().toString());
  }

  private static String key(String id, String subject) {
    return id + " " + subject;
  }

  private Entry entry(SuppressionFile.Item item) throws InvalidSuppressionsException {
    for (Map.Entry<String, SuppressionFile.Value> field : item.values().entrySet()) {
      if (!FIELDS.contains(field.getKey())) {
        throw wrong(
            field.getValue().line(),
            "'"
                + Printable.of(Printable.cut(field.getKey(), 60))
                + "' is none of "
                + String.join(", ", FIELDS));
      }
    }
    for (String field : FIELDS) {
      SuppressionFile.Value value = item.values().get(field);
      if (value == null || value.text().isBlank()) {
        throw wrong(item.line(), "a suppression needs " + field);
      }
    }
    String id = text(item, "id");
    if (FindingType.of(id).isEmpty()) {
      throw wrong(
          line(item, "id"),
          "there is no finding '" + Printable.of(Printable.cut(id, 60)) + "' (id)");
    }
    return new Entry(
        item.line(),
        id,
        text(item, "subject"),
        Printable.cut(text(item, "reason"), MAX_REASON),
        day(item));
  }

  private LocalDate day(SuppressionFile.Item item) throws InvalidSuppressionsException {
    String text = text(item, "expires");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong(
          line(item, "expires"),
          "expires is a day like 2027-03-31, not '" + Printable.of(Printable.cut(text, 60)) + "'");
    }
  }

  private static String text(SuppressionFile.Item item, String field) {
    SuppressionFile.Value value = item.values().get(field);
    return value == null ? "" : value.text().strip();
  }

  private static int line(SuppressionFile.Item item, String field) {
    SuppressionFile.Value value = item.values().get(field);
    return value == null ? item.line() : value.line();
  }

  private InvalidSuppressionsException wrong(int line, String what) {
    return new InvalidSuppressionsException(file + ":" + line + ": " + what);
  }
}
