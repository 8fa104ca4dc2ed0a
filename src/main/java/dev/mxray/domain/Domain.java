package dev.mxray.domain;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A domain name that mail can be sent to, in both of its forms.
 *
 * @param ascii A-labels, lower case, no final dot (RFC 5890)
 * @param unicode the same for people; equal to {@code ascii} unless the name is internationalised
 */
public record Domain(String ascii, String unicode) {
  /** RFC 1035 §2.3.4, in presentation form without the final dot. */
  static final int MAX_LENGTH = 253;

  /** RFC 1035 §2.3.4. */
  static final int MAX_LABEL = 63;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  /** Characters that IDNA2003 and IDNA2008 map to different names (UTS #46 §7). */
  private static final Pattern DEVIATION = Pattern.compile("[\\u00df\\u03c2\\u200c\\u200d]");

  /**
   * Reads a name as a person types it: with or without a final dot, in Unicode or A-labels, in any
   * case.
   *
   * @throws InvalidDomainException when it is no domain name; a URL, an e-mail address or an IP
   *     address is told apart and answered with the name that was probably meant
   */
  public static Domain parse(String text) {
    String given = text.strip();
    if (given.isEmpty()) {
      throw new InvalidDomainException("the domain name is empty");
    }
    String shown = shown(given);
    String meant = insideOf(given);
    if (meant != null) {
      throw new InvalidDomainException(
          "'" + shown + "' is not a domain name; did you mean '" + shown(meant) + "'?");
    }
    if (IPV4.matcher(given).matches() || given.contains(":") || given.startsWith("[")) {
      throw new InvalidDomainException("'" + shown + "' is an address, not a domain name");
    }
    if (DEVIATION.matcher(given).find()) {
      throw new InvalidDomainException(
          "'"
              + shown
              + "' has a character that IDNA versions read differently (ß, ς or a joiner);"
              + " give the name in its xn-- form");
    }
    String ascii = toAscii(given, shown);
    check(ascii, shown);
    return new Domain(ascii, IDN.toUnicode(ascii));
  }

  /** The labels, leftmost first. */
  public List<String> labels() {
    return List.of(ascii.split("\\."));
  }

  @Override
  public String toString() {
    return ascii;
  }

  private static String toAscii(String given, String shown) {
    try {
      String name = IDN.toASCII(given).toLowerCase(Locale.ROOT);
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    } catch (IllegalArgumentException e) {
      // The JDK says "label is too long" or "contains prohibited code points", sometimes nothing.
      String detail = e.getMessage() == null ? "" : ": " + shown(e.getMessage());
      throw new InvalidDomainException("'" + shown + "' is not a domain name" + detail);
    }
  }

  private static void check(String ascii, String shown) {
    if (ascii.length() > MAX_LENGTH) {
      throw new InvalidDomainException(
          "'" + shown + "' is longer than the " + MAX_LENGTH + " characters of a domain name");
    }
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()) {
        throw new InvalidDomainException("'" + shown + "' has an empty label");
      }
      if (label.length() > MAX_LABEL) {
        throw new InvalidDomainException(
            "'" + shown + "' has a label longer than " + MAX_LABEL + " characters");
      }
      if (!LABEL.matcher(label).matches()) {
        throw new InvalidDomainException(
            "'" + shown + "' is not a domain name: the label '" + shown(label) + "'");
      }
    }
    if (labels.length == 1) {
      throw new InvalidDomainException(
          "'" + shown + "' is a single label; give a full domain name such as example.com");
    }
    if (labels[labels.length - 1].chars().allMatch(Character::isDigit)) {
      throw new InvalidDomainException(
          "'" + shown + "' ends in a number; that is no domain name (RFC 3696 §2)");
    }
  }

  /** The host of a URL or the domain of an address, when the text looks like one. */
  private static @Nullable String insideOf(String given) {
    String rest = given;
    int scheme = rest.indexOf("://");
    boolean found = false;
    if (scheme >= 0) {
      rest = rest.substring(scheme + 3);
      found = true;
    } else if (rest.toLowerCase(Locale.ROOT).startsWith("mailto:")) {
      rest = rest.substring("mailto:".length());
      found = true;
    }
    int slash = firstOf(rest, "/?#");
    if (slash >= 0) {
      rest = rest.substring(0, slash);
      found = true;
    }
    int at = rest.lastIndexOf('@');
    if (at >= 0) {
      rest = rest.substring(at + 1);
      found = true;
    }
    if (found || rest.matches("[^:]+:\\d+")) {
      rest = rest.replaceFirst(":\\d+$", "").replaceFirst(">$", "");
      return rest.isBlank() || rest.contains(":") ? null : rest;
    }
    return null;
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The text for an error message: short, printable. */
  private static String shown(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return text.codePointCount(0, text.length()) > 80 ? out.append('…').toString() : out.toString();
  }
}
