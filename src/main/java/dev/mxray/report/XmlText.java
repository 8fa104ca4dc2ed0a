package dev.mxray.report;

import java.util.Locale;

/**
 * A value as character data or attribute value of XML 1.0. What has a meaning in markup, and every
 * character that is allowed but not {@linkplain Printable#isVisible visible}, is a character
 * reference, which a parser turns back. A character that XML cannot hold at all (most of C0, halves
 * of surrogate pairs, U+FFFE, U+FFFF) is written {@code \\u001B}; a value with such a one is
 * {@linkplain #isEscaped() escaped} as a whole: its backslashes are doubled, so that nothing is
 * lost.
 *
 * @param content ready to stand in a document
 */
record XmlText(String content, boolean isEscaped) {

  static XmlText of(String value) {
    boolean escaped = !value.codePoints().allMatch(XmlText::isAllowed);
    var out = new StringBuilder(value.length());
    value.codePoints().forEach(c -> append(out, c, escaped));
    return new XmlText(out.toString(), escaped);
  }

  private static void append(StringBuilder out, int c, boolean escaped) {
    if (!isAllowed(c)) {
      out.append(String.format(Locale.ROOT, "\\u%04X", c));
      return;
    }
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&apos;");
      case '\\' -> out.append(escaped ? "\\\\" : "\\");
      default -> {
        if (Printable.isVisible(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(String.format(Locale.ROOT, "&#x%X;", c));
        }
      }
    }
  }

  /** The production Char of XML 1.0 (section 2.2). */
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
