package dev.mxray.check.dmarc;

/** The white space of DMARC records: space and tab, nothing else (WSP, RFC 5234 §B.1). */
final class Wsp {
  private Wsp() {}

  static boolean is(char c) {
    return c == ' ' || c == '\t';
  }

  /** The text without white space at its ends. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && is(text.charAt(from))) {
      from++;
    }
    while (to > from && is(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
