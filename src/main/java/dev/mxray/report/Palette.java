package dev.mxray.report;

/**
 * The colours of terminal output, or none. Whether there are any is for the caller to know (a
 * terminal, {@code NO_COLOR}, {@code --color}); a palette that is off writes no escape sequence at
 * all.
 */
public enum Palette {
  /** ANSI escape sequences (ECMA-48 SGR) in the eight colours that every terminal has. */
  ON,
  /** Plain text. */
  OFF;

  /** What a piece of text is, which decides how it looks. */
  public enum Style {
    PLAIN(""),
    STRONG("1"),
    QUIET("2"),
    GOOD("32"),
    FAIR("33"),
    BAD("31"),
    WORST("1;31"),
    NOTE("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** The text in a style. The text is taken as it is and must be printable already. */
  public String paint(Style style, String text) {
    return this == OFF || style == Style.PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + style.code + "m" + text + "\u001b[0m";
  }
}
