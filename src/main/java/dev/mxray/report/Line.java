package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with styles, before it is wrapped. Everything that is put here is made {@linkplain Printable
 * printable} on the way in, so that no writer can forget it.
 */
final class Line {
  private final Texts texts;
  private final boolean unicode;
  private final StringBuilder text = new StringBuilder();
  private final List<Style> styles = new ArrayList<>();

  Line(Texts texts, boolean unicode) {
    this.texts = texts;
    this.unicode = unicode;
  }

  Line put(String more) {
    return put(Style.PLAIN, more);
  }

  Line put(Style style, String more) {
    String printable = Printable.of(Printable.cutIn(texts, more), unicode);
    text.append(printable);
    for (int i = 0; i < printable.length(); i++) {
      styles.add(style);
    }
    return this;
  }

  /** A text of the page's language, with values in it. */
  Line say(String key, @Nullable Object... values) {
    return put(texts.of(key, values));
  }

  /** A text of the page's language that says how many. */
  Line count(Style style, String key, long number, @Nullable Object... values) {
    return put(
        style, values.length == 0 ? texts.count(key, number) : texts.count(key, number, values));
  }

  /** A text of the page's language, with values in it. */
  Line say(Style style, String key, @Nullable Object... values) {
    return put(style, texts.of(key, values));
  }

  /** A text of this program's own, whose dashes and quotation marks may be written in ASCII. */
  Line own(Style style, String more) {
    return put(style, unicode ? more : Printable.typewritten(more));
  }

  /** The text, filled up with spaces to a number of columns. */
  Line pad(Style style, String more, int columns) {
    put(style, more);
    return put(" ".repeat(Math.max(0, columns - columns(Printable.of(more, unicode)))));
  }

  /** The texts of the language that the line is in. */
  Texts texts() {
    return texts;
  }

  String text() {
    return text.toString();
  }

  /** The part from one index to another, painted. */
  String painted(int from, int to, Palette palette) {
    var out = new StringBuilder();
    int start = from;
    for (int i = from; i < to; i++) {
      if (i + 1 == to || styles.get(i + 1) != styles.get(start)) {
        out.append(palette.paint(styles.get(start), text.substring(start, i + 1)));
        start = i + 1;
      }
    }
    return out.toString();
  }

  /** The columns that printable text takes on a terminal. */
  static int columns(String text) {
    return text.codePoints().map(Line::columns).sum();
  }

  /** 0 for combining marks, 2 for wide characters (an approximation of UAX #11), 1 for others. */
  static int columns(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        c >= 0x1100
            && (c <= 0x115f
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff01 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd));
    return wide ? 2 : 1;
  }
}
