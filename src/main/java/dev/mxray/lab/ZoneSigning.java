package dev.mxray.lab;

import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.DNSSEC.Digest;

/**
 * How a zone of the lab is signed: {@code !signed example.com} in zone text, and the other words in
 * place of {@code signed}. What no such line names, or is below a name that it does, is not signed.
 */
public enum ZoneSigning {
  /** As it has to be. */
  SIGNED,
  /** The signatures do not verify. */
  BOGUS,
  /** The signatures have expired. */
  EXPIRED,
  /** The signatures hold for one day more, of thirty-one. */
  EXPIRING,
  /** The parent has no DS record. */
  UNANCHORED,
  /** The parent's DS record has a digest of SHA-1. */
  WEAK,
  /** Not signed, though the zone above may be. */
  UNSIGNED;

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LONG_AFTER = Instant.parse("2037-01-01T00:00:00Z");

  boolean isSigned() {
    return this != UNSIGNED;
  }

  /** True when the parent vouches for the zone's keys. */
  boolean isAnchored() {
    return isSigned() && this != UNANCHORED;
  }

  int digest() {
    return this == WEAK ? Digest.SHA1 : Digest.SHA256;
  }

  Instant inception() {
    return this == EXPIRING ? Instant.now().minus(Duration.ofDays(30)) : LONG_AGO;
  }

  Instant expiration() {
    return switch (this) {
      case EXPIRED -> LONG_AGO.plus(Duration.ofDays(31));
      case EXPIRING -> Instant.now().plus(Duration.ofDays(1));
      default -> LONG_AFTER;
    };
  }
}
