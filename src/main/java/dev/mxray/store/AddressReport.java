package dev.mxray.store;

import dev.mxray.report.ReputationPart;
import java.util.List;

/**
 * What lists say of one address that was looked at by itself.
 *
 * @param scannedAt RFC 3339, UTC, seconds
 */
public record AddressReport(
    String schemaVersion,
    String address,
    String scannedAt,
    long durationMs,
    List<ReputationPart> reputation) {
  /** The version of the document's shape. */
  public static final String SCHEMA_VERSION = "1.0";
}
