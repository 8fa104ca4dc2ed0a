package dev.mxray.report;

import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from the network as it may be shown to a person. A terminal obeys escape sequences, and a
 * reader believes what bidirectional overrides and invisible characters do to a line; so every
 * character that is not plainly visible is written by its number: {@code \x1b} for a control
 * character (C0, DEL, C1), {@code \\u202e} and {@code \U000e0041} for the others. The space is the
 * only blank that stays. A backslash stays as it is: this form is for reading, JSON is the exact
 * one.
 */
public final class Printable {

  private static final int LAST_C1 = 0x9f;
  private static final int LAST_ASCII = 0x7e;

  /** Letters and marks by category that show nothing (Unicode property Default_Ignorable). */
  private static final String BLANK_LETTERS =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

  private static final String MORE_CHARACTERS = " more characters)";
  private static final Pattern CUT = Pattern.compile("… \\((\\d+) more characters\\)$");

  private Printable() {}

  /** True when the code point shows as itself, and as nothing else, in a line of text. */
  public static boolean isVisible(int codePoint) {
    if (codePoint >= ' ' && codePoint <= LAST_ASCII) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> BLANK_LETTERS.indexOf(codePoint) < 0 && !isVariationSelector(codePoint);
    };
  }

  /** The text with every character that is not visible written by its number. */
  public static String of(String text) {
    return of(text, /* unicode= */ true);
  }

  /**
   * The text with every character that is not visible written by its number.
   *
   * @param unicode false where only ASCII can be shown: signs that cannot be taken for syntax are
   *     then spelled ({@code §} as {@code section}), others are written by their number, above all
   *     dashes and quotation marks, which are a fault where they stand in a record
   */
  public static String of(String text, boolean unicode) {
    var out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c, unicode));
    return out.toString();
  }

  /**
   * A text of this program's own in ASCII dashes and quotation marks, for an output that has no
   * others, and with accents behind their letters.
   */
  static String typewritten(String text) {
    return text.replace('–', '-')
        .replace('—', '-')
        .replace('−', '-')
        .replace('─', '-')
        .replace('‘', '\'')
        .replace('’', '\'')
        .replace('“', '"')
        .replace('”', '"')
        .replace("à", "a'")
        .replace("è", "e'")
        .replace("é", "e'")
        .replace("ì", "i'")
        .replace("ò", "o'")
        .replace("ù", "u'")
        .replace("È", "E'");
  }

  /** The text, cut to a number of characters; it says how many were cut off. */
  public static String cut(String text, int limit) {
    int length = text.codePointCount(0, text.length());
    return length <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit))
            + "… ("
            + (length - limit)
            + MORE_CHARACTERS;
  }

  /** A text that was cut says so in the language of whoever reads it. */
  static String cutIn(Texts texts, String text) {
    if (texts.isEnglish() || !text.endsWith(MORE_CHARACTERS)) {
      return text;
    }
    Matcher cut = CUT.matcher(text);
    return cut.find()
        ? text.substring(0, cut.start()) + Sentence.of("report.cut", cut.group(1)).in(texts.words())
        : text;
  }

  private static void append(StringBuilder out, int c, boolean unicode) {
    if (c <= LAST_ASCII && c >= ' ') {
      out.append((char) c);
    } else if (!unicode && !spelled(c).isEmpty()) {
      out.append(spelled(c));
    } else if (unicode && isVisible(c)) {
      out.appendCodePoint(c);
    } else if (c <= LAST_C1) {
      out.append(String.format(Locale.ROOT, "\\x%02x", c));
    } else if (c <= Character.MAX_VALUE) {
      out.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      out.append(String.format(Locale.ROOT, "\\U%08x", c));
    }
  }

  private static String spelled(int c) {
    return switch (c) {
      case '§' -> "section ";
      case '…' -> "...";
      case '·' -> "|";
      case '→' -> "->";
      case '×' -> "x";
      case '≥' -> ">=";
      case '≤' -> "<=";
      case '✓' -> "ok";
      case '✗' -> "x";
      case '•' -> "*";
      case '█' -> "#";
      case '░' -> ".";
      case '├' -> "|";
      case '│' -> "|";
      case '└' -> "`";
      default -> "";
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
