package dev.mxray.mcss;

import java.util.Locale;

/** Where the evidence of a decision comes from. */
public enum Basis {
  /** Seen from outside. */
  OBSERVED,
  /** Collected on the mail host. */
  EVIDENCE,
  /** Told by a person. */
  ANSWER;

  /** The word used in reports: {@code observed}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
