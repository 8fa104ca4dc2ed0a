package dev.mxray.check.spf;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names that come out of macros and out of mail: what they are in the DNS, when they can be. */
final class TargetName {
  /** Characters of a name without its final dot (RFC 7208 §7.3). */
  private static final int MAX_LENGTH = 253;

  /** RFC 1035 §2.3.4. */
  private static final int MAX_LABEL = 63;

  private TargetName() {}

  /**
   * An expanded domain-spec as a name: without its final dot, and without as many labels on the
   * left as it takes to get to 253 characters (RFC 7208 §7.3).
   */
  static String fitted(String expanded) {
    String name = expanded.endsWith(".") ? expanded.substring(0, expanded.length() - 1) : expanded;
    int from = 0;
    while (name.length() - from > MAX_LENGTH) {
      int dot = name.indexOf('.', from);
      if (dot < 0) {
        return name.substring(from);
      }
      from = dot + 1;
    }
    return name.substring(from);
  }

  /** True when the DNS can have the name: no label is empty or longer than 63 octets. */
  static boolean isAskable(String name) {
    if (octets(name) > MAX_LENGTH) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || octets(label) > MAX_LABEL) {
        return false;
      }
    }
    return true;
  }

  /**
   * True for a name that check_host() looks up at all: askable, of several labels, and no address
   * literal (RFC 7208 §4.3).
   */
  static boolean isDomain(String name) {
    return isAskable(name) && name.indexOf('.') > 0 && !name.startsWith("[");
  }

  /**
   * The name in presentation form (RFC 1035 §5.1), lower case: everything that is not visible
   * ASCII, and the backslash, is escaped. The dots part labels.
   */
  static String escaped(String name) {
    var out = new StringBuilder(name.length());
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xff;
      if (c == '\\') {
        out.append("\\\\");
      } else if (c > 0x20 && c < 0x7f) {
        out.append((char) c);
      } else {
        out.append('\\').append((char) ('0' + c / 100));
        out.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
      }
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }

  /** True when a name is a domain or below it; both in presentation form and lower case. */
  static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
