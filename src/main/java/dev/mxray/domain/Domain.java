package dev.mxray.domain;

import dev.mxray.address.IpAddress;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

  /** Nobody types more; longer text is not looked into. */
  private static final int MAX_INPUT = 1000;

  /** Code points of the user's text that a message repeats. */
  private static final int MAX_SHOWN = 80;

  /** Letters, digits, hyphens inside (RFC 1123 §2.1), and underscores, which the DNS knows too. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?");

  /** Characters that IDNA2003 and IDNA2008 map to different names (UTS #46 §7). */
  private static final Pattern DEVIATION = Pattern.compile("[\\u00df\\u03c2\\u200c\\u200d]");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  /**
   * Reads a name as a person types it: with or without a final dot, in Unicode or A-labels, in any
   * case. Unicode is mapped as IDNA2003 does (RFC 3490), except that characters which IDNA2008
   * reads differently are refused; an {@code xn--} label that does not decode is taken as it is.
   *
   * @throws InvalidDomainException when it is no domain name; a URL, an e-mail address or an IP
   *     address is told apart and answered with the name that was probably meant
   */
  public static Domain parse(String text) {
    String given = text.strip();
    if (given.isEmpty()) {
      throw new InvalidDomainException("the domain name is empty");
    }
    String shown = "'" + shown(given) + "'";
    if (given.length() > MAX_INPUT) {
      throw tooLong(shown);
    }
    try {
      return read(given, shown);
    } catch (InvalidDomainException e) {
      throw meant(given)
          .map(
              name ->
                  new InvalidDomainException(
                      shown + " is not a domain name; did you mean '" + name.unicode + "'?"))
          .orElse(e);
    }
  }

  /** The labels, leftmost first. */
  public List<String> labels() {
    return List.of(ascii.split("\\."));
  }

  @Override
  public String toString() {
    return ascii;
  }

  private static Domain read(String given, String shown) {
    if (isAddress(given)) {
      throw new InvalidDomainException(shown + " is an address, not a domain name");
    }
    if (DEVIATION.matcher(given).find()) {
      throw new InvalidDomainException(
          shown
              + " has a character that IDNA versions read differently (ß, ς or a joiner);"
              + " give the name in its xn-- form");
    }
    String ascii = toAscii(given, shown);
    check(ascii, shown);
    // Leaves a label as it is when its Unicode form would not lead back to it (RFC 3490 §4.2).
    return new Domain(ascii, IDN.toUnicode(ascii));
  }

  private static boolean isAddress(String given) {
    String bare = given.startsWith("[") && given.endsWith("]") ? inside(given) : given;
    String undotted = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    return IpAddress.parse(undotted).isPresent();
  }

  private static String inside(String bracketed) {
    return bracketed.substring(1, Math.max(1, bracketed.length() - 1));
  }

  private static String toAscii(String given, String shown) {
    for (String label : given.split("[.\\u3002\\uff0e\\uff61]", -1)) {
      if (label.length() > MAX_LABEL) {
        throw longLabel(shown);
      }
    }
    try {
      String name = IDN.toASCII(given).toLowerCase(Locale.ROOT);
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    } catch (IllegalArgumentException e) {
      // The JDK's messages name classes of its own, or nothing; these are the three causes.
      if (given.matches("(?s).*[.\\u3002\\uff0e\\uff61]{2}.*|[.\\u3002\\uff0e\\uff61].+")) {
        throw emptyLabel(shown);
      }
      if (String.valueOf(e.getMessage()).contains("too long")) {
        throw longLabel(shown);
      }
      throw new InvalidDomainException(
          shown
              + " has a character that is not allowed in a domain name, or is newer than IDNA2003;"
              + " if it is right, give the name in its xn-- form");
    }
  }

  private static void check(String ascii, String shown) {
    if (ascii.length() > MAX_LENGTH) {
      throw tooLong(shown);
    }
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()) {
        throw emptyLabel(shown);
      }
      if (label.length() > MAX_LABEL) {
        throw longLabel(shown);
      }
      if (!LABEL.matcher(label).matches()) {
        throw new InvalidDomainException(
            shown + " is not a domain name: the label '" + shown(label) + "' " + fault(label));
      }
    }
    if (labels.length == 1) {
      throw new InvalidDomainException(
          shown + " is a single label; give a full domain name such as example.com");
    }
    if (labels[labels.length - 1].chars().allMatch(Character::isDigit)) {
      throw new InvalidDomainException(
          shown + " ends in a number; that is no domain name (RFC 3696 §2)");
    }
  }

  private static String fault(String label) {
    return label.startsWith("-") || label.endsWith("-")
        ? "begins or ends with a hyphen"
        : "has a character other than letters, digits, hyphens and underscores";
  }

  private static InvalidDomainException tooLong(String shown) {
    return new InvalidDomainException(
        shown + " is longer than the " + MAX_LENGTH + " characters of a domain name");
  }

  private static InvalidDomainException longLabel(String shown) {
    return new InvalidDomainException(
        shown + " has a label longer than " + MAX_LABEL + " characters");
  }

  private static InvalidDomainException emptyLabel(String shown) {
    return new InvalidDomainException(shown + " has an empty label");
  }

  /** The host of a URL or the domain of an address, when the text has one that is a domain. */
  private static Optional<Domain> meant(String given) {
    String rest = given;
    int scheme = rest.indexOf("://");
    if (scheme >= 0) {
      rest = rest.substring(scheme + 3);
    } else if (rest.regionMatches(/* ignoreCase= */ true, 0, "mailto:", 0, "mailto:".length())) {
      rest = rest.substring("mailto:".length());
    }
    rest = rest.split("[/?#\\\\]", 2)[0];
    rest = rest.substring(rest.lastIndexOf('@') + 1);
    rest = PORT.matcher(rest).replaceFirst("");
    rest = rest.endsWith(">") ? rest.substring(0, rest.length() - 1) : rest;
    if (rest.isBlank() || rest.equals(given)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(rest.strip(), "the name"));
    } catch (InvalidDomainException e) {
      return Optional.empty();
    }
  }

  /** The text for an error message: short, and nothing in it that a terminal would act on. */
  private static String shown(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .limit(MAX_SHOWN)
        .forEach(
            c -> {
              if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return text.codePointCount(0, text.length()) > MAX_SHOWN
        ? out.append('…').toString()
        : out.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
