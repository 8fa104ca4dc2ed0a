package dev.mxray.check.dmarc;

import java.util.Locale;
import java.util.Optional;

/**
 * What a domain owner asks receivers to do with mail that fails DMARC (RFC 9989 §4.7), weakest
 * first.
 */
public enum DmarcPolicy {
  NONE,
  QUARANTINE,
  REJECT;

  /**
   * The policy written in a tag; the words are compared without case (RFC 9989 §4.8, RFC 5234
   * §2.3).
   */
  public static Optional<DmarcPolicy> of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "none" -> Optional.of(NONE);
      case "quarantine" -> Optional.of(QUARANTINE);
      case "reject" -> Optional.of(REJECT);
      default -> Optional.empty();
    };
  }

  /** The word used in records and reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The policy that {@code t=y} asks for in place of this one (RFC 9989 §4.7). */
  public DmarcPolicy oneLevelLower() {
    return this == REJECT ? QUARANTINE : NONE;
  }

  /** True when this asks for less than the other. */
  public boolean weakerThan(DmarcPolicy other) {
    return compareTo(other) < 0;
  }
}
