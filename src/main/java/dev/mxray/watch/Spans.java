package dev.mxray.watch;

import java.time.Duration;

/** Lengths of time for people. */
final class Spans {
  private Spans() {}

  /** {@code 3 d 4 h}, {@code 12 min}, {@code 40 s}. */
  static String said(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    if (length.toDays() > 0) {
      return length.toDays()
          + " d"
          + (length.toHoursPart() > 0 ? " " + length.toHoursPart() + " h" : "");
    }
    if (length.toHours() > 0) {
      return length.toHours()
          + " h"
          + (length.toMinutesPart() > 0 ? " " + length.toMinutesPart() + " min" : "");
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : seconds + " s";
  }
}
