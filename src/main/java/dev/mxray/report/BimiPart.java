package dev.mxray.report;

import dev.mxray.check.bimi.BimiObservation;
import dev.mxray.check.bimi.BimiRecord;
import dev.mxray.check.bimi.MarkCertificate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logo that the domain wants to be shown.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param record null when there is none, more than one, or it was not seen
 * @param foundAt the name at which it stands; null unless present
 * @param logo the URI of the logo; null without a usable one
 * @param certificate null unless a certificate was fetched and could be read
 */
public record BimiPart(
    String state,
    @Nullable String record,
    @Nullable String foundAt,
    @Nullable String logo,
    @Nullable Certificate certificate) {

  /**
   * The mark certificate. Its authority was not verified.
   *
   * @param notBefore RFC 3339
   * @param notAfter RFC 3339
   */
  public record Certificate(
      String subject, String issuer, List<String> names, String notBefore, String notAfter) {}

  /** What the report says of an observed record. */
  public static BimiPart of(BimiObservation bimi) {
    List<BimiRecord> records = bimi.records().found().orElse(List.of());
    BimiRecord only = records.size() == 1 ? records.get(0) : null;
    return new BimiPart(
        bimi.records().isUnknown() ? "unknown" : records.isEmpty() ? "absent" : "present",
        only == null ? null : only.text(),
        records.isEmpty() ? null : bimi.foundAt(),
        only == null || only.logo() == null ? null : only.logo().toString(),
        certificate(bimi.certificate()));
  }

  private static @Nullable Certificate certificate(@Nullable MarkCertificate mark) {
    return mark == null
        ? null
        : new Certificate(
            mark.subject(),
            mark.issuer(),
            mark.names(),
            mark.notBefore().truncatedTo(ChronoUnit.SECONDS).toString(),
            mark.notAfter().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
