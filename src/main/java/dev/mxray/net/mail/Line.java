package dev.mxray.net.mail;

/**
 * One line as a server sent it.
 *
 * @param text without its end; every octet is the char of the same number, so nothing is lost. It
 *     is hostile text and is escaped at every exit
 * @param end how the line ended
 */
record Line(String text, End end) {

  /** RFC 5321 §4.5.3.1.5: octets of a reply line, with its CRLF. */
  static final int MAX_OCTETS = 512;

  /** The ends that lines have. */
  enum End {
    CRLF,
    /** Without the CR that RFC 5321 §2.3.8 demands. */
    BARE_LF,
    /** The line was longer than is kept, and the rest of it is not known. */
    CUT,
    /** The connection ended first. */
    NONE
  }

  /** True when the line keeps to the limit of RFC 5321. */
  boolean fits() {
    return end != End.CUT && text.length() + 2 <= MAX_OCTETS;
  }

  /**
   * True when there are control characters in it; a reply's text has none but the tab (RFC 5321
   * §4.2).
   */
  boolean hasControls() {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }
}
