package dev.mxray.message.source;

import java.util.Locale;
import java.util.Optional;

/** The two forms in which header and body are hashed (RFC 6376 §3.4). */
public enum Canonicalization {
  /** Almost as it is. */
  SIMPLE,
  /** White space and the case of field names do not matter. */
  RELAXED;

  /** The form named by a word of the tag {@code c}. */
  public static Optional<Canonicalization> of(String word) {
    return switch (word) {
      case "simple" -> Optional.of(SIMPLE);
      case "relaxed" -> Optional.of(RELAXED);
      default -> Optional.empty();
    };
  }

  /** The word used in signatures. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
