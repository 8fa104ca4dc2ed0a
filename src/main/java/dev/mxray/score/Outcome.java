package dev.mxray.score;

import java.util.Locale;

/** How much came of a scan. Parts that an option switched off do not count for it. */
public enum Outcome {
  /** All was seen. */
  COMPLETE,
  /** At least half was seen, but not all. */
  PARTIAL,
  /** Less than half was seen, or the domain does not exist: there is no score. */
  FAILED;

  /** The word used in reports: {@code complete}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
