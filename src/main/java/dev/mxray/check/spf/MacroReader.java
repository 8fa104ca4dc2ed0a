package dev.mxray.check.spf;

import dev.mxray.check.spf.MacroString.Literal;
import dev.mxray.check.spf.MacroString.Macro;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a macro-string (RFC 7208 §7.1) of visible ASCII characters. */
final class MacroReader {
  /** The letters of a domain-spec; c, r and t are for explanation texts only (RFC 7208 §7.2). */
  static final String DOMAIN_LETTERS = "slodiphv";

  static final String ALL_LETTERS = DOMAIN_LETTERS + "crt";

  private static final String DELIMITERS = ".-+,/_=";

  /** More right-hand parts than any name has (RFC 7208 §7.3: at least 127 has to be supported). */
  private static final int MAX_PARTS = 1_000_000;

  private final String text;
  private final String letters;
  private final List<MacroString.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;
  private int lastMacroEnd;
  private @Nullable Sentence problem;

  MacroReader(String text, String letters) {
    this.text = text;
    this.letters = letters;
  }

  /** The macro-string, or null and a {@link #problem}. */
  @Nullable MacroString read() {
    while (at < text.length() && problem == null) {
      char c = text.charAt(at++);
      if (c == '%') {
        expand();
        lastMacroEnd = at;
      } else {
        literal.append(c);
      }
    }
    flush();
    return problem == null ? new MacroString(text, parts) : null;
  }

  /** Where the text behind the last macro-expand begins; 0 when there is none. */
  int lastMacroEnd() {
    return lastMacroEnd;
  }

  @Nullable Sentence problem() {
    return problem;
  }

  private void expand() {
    switch (next()) {
      case '%' -> literal.append('%');
      case '_' -> literal.append(' ');
      case '-' -> literal.append("%20");
      case '{' -> macro();
      default -> problem = Sentence.of("spf.percent");
    }
  }

  private void macro() {
    char letter = next();
    char lower = Character.toLowerCase(letter);
    if (letters.indexOf(lower) < 0 || letter > 0x7e) {
      problem =
          ALL_LETTERS.indexOf(lower) >= 0
              ? Sentence.of("spf.macro-explanation")
              : Sentence.of("spf.macro-unknown");
      return;
    }
    int digitsFrom = at;
    int kept = 0;
    char c = next();
    while (c >= '0' && c <= '9') {
      kept = Math.min(kept * 10 + c - '0', MAX_PARTS);
      c = next();
    }
    if (at - 1 > digitsFrom && kept == 0) {
      problem = Sentence.of("spf.macro-zero");
      return;
    }
    boolean reversed = c == 'r' || c == 'R';
    if (reversed) {
      c = next();
    }
    var delimiters = new StringBuilder();
    while (c != 0 && DELIMITERS.indexOf(c) >= 0) {
      delimiters.append(c);
      c = next();
    }
    if (c != '}') {
      problem = Sentence.of("spf.macro-open");
      return;
    }
    flush();
    parts.add(new Macro(lower, letter != lower, kept, reversed, delimiters.toString()));
  }

  /** The next character; 0 at the end. */
  private char next() {
    return at < text.length() ? text.charAt(at++) : 0;
  }

  private void flush() {
    if (literal.length() > 0) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
