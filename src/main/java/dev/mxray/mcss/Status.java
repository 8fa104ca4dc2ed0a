package dev.mxray.mcss;

import java.util.Locale;

/** How a control stands. */
public enum Status {
  PASS,
  FAIL,
  /** Some of what was seen is good, some is not. */
  PARTIAL,
  /** There is nothing that the control could be about. */
  NA,
  /** What was seen does not decide it. */
  NOT_ASSESSED;

  /** The word used in reports: {@code pass}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
