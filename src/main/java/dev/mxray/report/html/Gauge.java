package dev.mxray.report.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A half circle from 0 to 100: as far as the score goes, and beside it the range in which it lies.
 * Coordinates are those of a view box of 200 by 120.
 *
 * @param track the whole half circle
 * @param value up to the score; empty without one
 * @param range from the low end to the high end; empty without one
 */
record Gauge(String track, String value, String range) {
  private static final double CENTRE_X = 100;
  private static final double CENTRE_Y = 100;
  private static final double RADIUS = 80;
  private static final double OUTER = 94;
  private static final int FULL = 100;

  static Gauge of(@Nullable Integer score, @Nullable Integer low, @Nullable Integer high) {
    return new Gauge(
        arc(RADIUS, 0, FULL),
        score == null || score <= 0 ? "" : arc(RADIUS, 0, score),
        low == null || high == null || high <= low ? "" : arc(OUTER, low, high));
  }

  private static String arc(double radius, int from, int to) {
    return String.format(
        Locale.ROOT,
        "M%s A%.0f %.0f 0 0 1 %s",
        point(radius, from),
        radius,
        radius,
        point(radius, Math.min(FULL, to)));
  }

  private static String point(double radius, int at) {
    double angle = Math.PI * (1 - at / (double) FULL);
    return String.format(
        Locale.ROOT,
        "%.2f %.2f",
        CENTRE_X + radius * Math.cos(angle),
        CENTRE_Y - radius * Math.sin(angle));
  }
}
