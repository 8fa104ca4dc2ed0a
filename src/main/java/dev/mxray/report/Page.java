package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import dev.mxray.text.Sentence;

/** Lines of terminal text, wrapped at a width. */
final class Page {
  /** Text is not squeezed into less than this, however deep it is indented. */
  private static final int MIN_COLUMNS = 24;

  private final Texts texts;
  private final Palette palette;
  private final boolean unicode;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  Page(Texts texts, Palette palette, boolean unicode, int width) {
    this.texts = unicode ? texts : texts.typewritten();
    this.palette = palette;
    this.unicode = unicode;
    this.width = width;
  }

  Line line() {
    return new Line(texts, unicode);
  }

  /** The texts of the language that the page is in. */
  Texts texts() {
    return texts;
  }

  boolean unicode() {
    return unicode;
  }

  /** An empty line, unless there is one already. */
  void blank() {
    if (!out.isEmpty() && out.lastIndexOf("\n\n") != out.length() - 2) {
      out.append('\n');
    }
  }

  void heading(String title) {
    blank();
    add(0, line().put(Style.STRONG, title));
  }

  /** A line, and its continuations, under the same indentation. */
  void add(int indent, Line line) {
    add(indent, indent, line);
  }

  /** A line whose continuations stand under another indentation. */
  void add(int indent, int hanging, Line line) {
    add(" ".repeat(indent), " ".repeat(hanging), line);
  }

  /** A line with a prefix, and its continuations with another one. */
  void add(String prefix, String continued, Line line) {
    String text = line.text();
    int start = 0;
    String before = shown(prefix);
    do {
      int end = end(text, start, room(before));
      out.append(palette.paint(before.isBlank() ? Style.PLAIN : Style.QUIET, before));
      out.append(line.painted(start, trimmed(text, start, end), palette));
      trimTail();
      out.append('\n');
      start = end;
      while (start < text.length() && text.charAt(start) == ' ') {
        start++;
      }
      before = shown(continued);
    } while (start < text.length());
  }

  /** True when a value in it was cut. */
  boolean isCut() {
    String mark = Sentence.of("report.cut", "").in(texts.words());
    return text().contains(mark.substring(mark.lastIndexOf(' ')));
  }

  /** Everything so far. */
  String text() {
    return out.toString();
  }

  /** The prefix or, where it leaves too little room, its last columns. */
  private String shown(String prefix) {
    int most = Math.max(0, width - MIN_COLUMNS);
    String shown = prefix.substring(Math.max(0, prefix.length() - most));
    return unicode ? shown : Printable.of(Printable.typewritten(shown), /* unicode= */ false);
  }

  private int room(String prefix) {
    return width - prefix.length();
  }

  /** Where the next line ends: at the last space that fits, or in the middle of a long word. */
  private static int end(String text, int start, int room) {
    int column = 0;
    int space = -1;
    boolean word = false;
    for (int i = start; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == ' ' && word) {
        space = i;
      }
      word |= c != ' ';
      column += Line.columns(c);
      if (column > room) {
        return space > start ? space : i;
      }
      i += Character.charCount(c);
    }
    return text.length();
  }

  private static int trimmed(String text, int start, int end) {
    int last = end;
    while (last > start && text.charAt(last - 1) == ' ') {
      last--;
    }
    return last;
  }

  private void trimTail() {
    int length = out.length();
    while (length > 0 && out.charAt(length - 1) == ' ') {
      length--;
    }
    out.setLength(length);
  }
}
