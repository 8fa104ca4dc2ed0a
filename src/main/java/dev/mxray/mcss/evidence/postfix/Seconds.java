package dev.mxray.mcss.evidence.postfix;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of Postfix: a number with s, m, h, d or w behind it. */
final class Seconds {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhdw]?)");

  private Seconds() {}

  /** Without a unit it is seconds, as the parameters here have it. */
  static Optional<Long> of(String text) {
    Matcher matcher = TIME.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        number
            * switch (matcher.group(2)) {
              case "m" -> 60;
              case "h" -> 3_600;
              case "d" -> 86_400;
              case "w" -> 604_800;
              default -> 1;
            });
  }
}
