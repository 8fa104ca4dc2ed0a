package dev.mxray.mcss;

import java.util.Locale;

/** How much a remedy costs: the metric RC (remediation complexity) of a control in words. */
public enum Effort {
  /** One value in one place. */
  TRIVIAL,
  /** Some values, to be tried. */
  SIMPLE,
  /** Several parts, and time to watch them. */
  MODERATE,
  /** A project of its own. */
  COMPLEX,
  /** Another construction of the system. */
  ARCHITECTURAL;

  /** The effort of a control; moderate where its vector does not say. */
  public static Effort of(Control control) {
    char letter = control.vector().letter(Metric.RC).orElse('M');
    for (Effort effort : values()) {
      if (effort.name().charAt(0) == letter) {
        return effort;
      }
    }
    throw new IllegalStateException("no effort " + letter);
  }

  /** The word used in reports: {@code trivial}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
