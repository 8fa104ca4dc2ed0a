package dev.mxray.mcss;

import java.util.Locale;

/** How far the evidence of a decision carries. */
public enum Strength {
  /** It shows the very thing that the control asks for. */
  DIRECT,
  /** It speaks for it; there may be what was not seen. */
  INDICATIVE;

  /** The word used in reports: {@code direct}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
