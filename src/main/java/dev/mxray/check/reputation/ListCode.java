package dev.mxray.check.reputation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a return code of a list means.
 *
 * @param code which codes: an IPv4 address in which an octet may be {@code *} or a range {@code
 *     10-12}
 * @param weight what it counts for
 * @param meaning in the list's own terms
 */
public record ListCode(String code, Weight weight, String meaning) {
  private static final Pattern CODE =
      Pattern.compile("127(?:\\.(?:\\*|\\d{1,3}(?:-\\d{1,3})?)){3}");
  private static final Pattern OCTET = Pattern.compile("(\\d+)(?:-(\\d+))?");
  private static final int MAX_OCTET = 255;

  /** True when the text can say which codes are meant. */
  static boolean isPattern(String text) {
    if (!CODE.matcher(text).matches()) {
      return false;
    }
    for (String octet : text.split("\\.")) {
      Matcher range = OCTET.matcher(octet);
      if (range.matches()
          && (Integer.parseInt(range.group(1)) > MAX_OCTET
              || (range.group(2) != null
                  && (Integer.parseInt(range.group(2)) > MAX_OCTET
                      || Integer.parseInt(range.group(2)) < Integer.parseInt(range.group(1)))))) {
        return false;
      }
    }
    return true;
  }

  /** True for a code that this is about. */
  boolean matches(String address) {
    return matches(code, address);
  }

  static boolean matches(String pattern, String address) {
    String[] wanted = pattern.split("\\.");
    String[] octets = address.split("\\.");
    if (octets.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      Matcher range = OCTET.matcher(wanted[i]);
      if (range.matches() && !within(range, Integer.parseInt(octets[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(Matcher range, int octet) {
    int from = Integer.parseInt(range.group(1));
    int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
    return octet >= from && octet <= to;
  }
}
