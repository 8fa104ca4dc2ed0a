package dev.mxray.finding;

import java.util.Locale;

/** How much a finding matters, worst first. {@code INFO} never lowers a score. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO;

  /** The word used in reports: {@code critical}, {@code high}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The severity with this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Severity of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** True when this is at least as bad as the other. */
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
