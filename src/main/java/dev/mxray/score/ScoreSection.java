package dev.mxray.score;

import java.util.Locale;

/** The six sections of the score, in the order of the report. */
public enum ScoreSection {
  SPF,
  DKIM,
  DMARC,
  SMTP,
  REPUTATION,
  ADDITIONAL;

  /** The word used in reports: {@code spf}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
