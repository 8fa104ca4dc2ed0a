package dev.mxray.check.dnssec;

import java.time.Duration;
import java.time.Instant;

/**
 * What an RRSIG record says (RFC 4034 §3).
 *
 * @param name of the signed set, A-labels, lower case, no final dot
 * @param type of the signed set: {@code MX}
 * @param zone the signer
 * @param algorithm number (IANA DNS security algorithm numbers)
 */
public record Signature(
    String name, String type, String zone, int algorithm, Instant inception, Instant expiration) {

  /** How long it holds in all. */
  public Duration validity() {
    return Duration.between(inception, expiration);
  }
}
