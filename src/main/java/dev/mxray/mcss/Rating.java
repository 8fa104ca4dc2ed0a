package dev.mxray.mcss;

import java.math.BigDecimal;
import java.util.Locale;

/** What a base score amounts to in a word: the computed one, beside the declared severity. */
public enum Rating {
  NONE("0.0"),
  LOW("0.1"),
  MEDIUM("4.0"),
  HIGH("7.0"),
  CRITICAL("9.0");

  private final BigDecimal from;

  Rating(String from) {
    this.from = new BigDecimal(from);
  }

  /** The rating of a base score of one decimal, 0.0 to 10.0. */
  static Rating of(BigDecimal baseScore) {
    Rating found = NONE;
    for (Rating rating : values()) {
      if (baseScore.compareTo(rating.from) >= 0) {
        found = rating;
      }
    }
    return found;
  }

  /** The word used in reports: {@code critical}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
