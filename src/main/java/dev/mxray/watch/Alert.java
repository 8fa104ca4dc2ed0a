package dev.mxray.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told about one run: the document that webhooks get.
 *
 * @param id the same at every attempt to deliver it
 * @param subject the domain or address
 * @param kind {@code domain} or {@code address}
 * @param profile {@code full} or {@code reputation}
 * @param scannedAt when the run began that confirmed the changes
 * @param score null when there is none
 */
public record Alert(
    String schemaVersion,
    String id,
    String subject,
    String kind,
    String profile,
    Instant scannedAt,
    @Nullable Integer score,
    @Nullable String grade,
    List<Change> changes) {
  /** The version of the document's shape. */
  public static final String SCHEMA_VERSION = "1.0";

  /** The severities, the worst first. */
  public static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "info");

  /** The worst severity of its changes. */
  public String worst() {
    return changes.stream()
        .map(Change::severity)
        .min(java.util.Comparator.comparingInt(SEVERITIES::indexOf))
        .orElse("info");
  }

  /** The same with other changes. */
  Alert with(List<Change> others) {
    return new Alert(schemaVersion, id, subject, kind, profile, scannedAt, score, grade, others);
  }
}
