package dev.mxray.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at a domain or an address, without what it saw in particular.
 *
 * @param id by which the report is got
 * @param subject A-labels in lower case, or an address
 * @param kind {@code domain} or {@code address}
 * @param profile {@code full}, {@code reputation} or {@code chosen}
 * @param scannedAt when it began
 * @param outcome {@code complete}, {@code partial} or {@code failed}
 * @param score 0–100; null when the outcome is failed, and for addresses
 * @param low the score if everything unseen were at its worst
 * @param high the score if everything unseen were at its best
 * @param listings answers of block lists that list an address or a domain
 * @param listsUnknown answers of block lists that say nothing
 * @param certificateDays of the server's certificate that ends first, whole days from the run on;
 *     null when none was seen
 */
public record Run(
    long id,
    String subject,
    String kind,
    String profile,
    Instant scannedAt,
    long durationMs,
    String outcome,
    @Nullable Integer score,
    @Nullable String grade,
    @Nullable Integer low,
    @Nullable Integer high,
    Findings findings,
    int listings,
    int listsUnknown,
    @Nullable Integer certificateDays) {

  /** How many findings there are of each severity. */
  public record Findings(int critical, int high, int medium, int low, int info) {
    /** None. */
    static final Findings NONE = new Findings(0, 0, 0, 0, 0);
  }
}
