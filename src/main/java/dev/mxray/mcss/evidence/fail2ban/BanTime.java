package dev.mxray.mcss.evidence.fail2ban;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as Fail2ban reads it: {@code 600}, {@code 10m}, {@code 1d 12h}, {@code -1}. */
final class BanTime {
  private static final Pattern PART = Pattern.compile("\\G\\s*(-?\\d{1,9})\\s*([a-z]*)\\s*");

  private BanTime() {}

  /** In seconds, negative for ever; nothing when it is not a time. */
  static OptionalLong seconds(String text) {
    Matcher part = PART.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
    long seconds = 0;
    int end = 0;
    while (part.find()) {
      long unit = unit(part.group(2));
      if (unit == 0) {
        return OptionalLong.empty();
      }
      seconds += Long.parseLong(part.group(1)) * unit;
      end = part.end();
    }
    return end > 0 && end == text.strip().length()
        ? OptionalLong.of(seconds)
        : OptionalLong.empty();
  }

  private static long unit(String name) {
    return switch (name) {
      case "", "s", "ss", "sec", "secs", "second", "seconds" -> 1;
      case "m", "mm", "min", "mins", "minute", "minutes" -> 60;
      case "h", "hh", "hour", "hours" -> 3_600;
      case "d", "da", "day", "days" -> 86_400;
      case "w", "wk", "week", "weeks" -> 604_800;
      case "mo", "mon", "month", "months" -> 2_629_800;
      case "y", "ye", "year", "years" -> 31_557_600;
      default -> 0;
    };
  }
}
