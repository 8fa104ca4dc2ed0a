package dev.mxray.mcss.evidence.postfix;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Expands the parameters in a value of Postfix (postconf(5)): {@code $name}, {@code ${name}},
 * {@code $(name)}, {@code ${name?text}}, {@code ${name:text}}, {@code ${name?{text}:{text}}}, and
 * the comparisons {@code ${{left} operator {right} ? {text} : {text}}}, one within another.
 */
final class Expansion {
  /** Depth of names within names; Postfix itself stops at 100. */
  private static final int MAX_DEPTH = 25;

  /** Names that one value may lead to, whatever the depth. */
  private static final int MAX_STEPS = 2_000;

  /** Characters of a result; the longest real ones are lists of networks. */
  private static final int MAX_LENGTH = 200_000;

  private final Function<String, @Nullable String> values;
  private int steps;

  private Expansion(Function<String, @Nullable String> values) {
    this.values = values;
  }

  /**
   * The text with every name replaced that has a value; a name that has none, or that leads to
   * itself, stays as it is, so that what is not known stays visible. A condition on such a name
   * takes it for empty, as Postfix does.
   */
  static String of(String text, Function<String, @Nullable String> values) {
    return new Expansion(values).expand(text, 0);
  }

  private String expand(String text, int depth) {
    if (text.indexOf('$') < 0 || depth > MAX_DEPTH) {
      return text;
    }
    var out = new StringBuilder();
    int at = 0;
    while (at < text.length() && out.length() <= MAX_LENGTH) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        out.append(c);
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      if (next == '$') {
        out.append('$');
        at += 2;
      } else if (next == '{' || next == '(') {
        int end = closing(text, at + 1);
        if (end < 0) {
          return out.append(text, at, text.length()).toString();
        }
        out.append(braced(text.substring(at, end + 1), depth));
        at = end + 1;
      } else {
        int end = nameEnd(text, at + 1);
        out.append(end == at + 1 ? "$" : named(text.substring(at, end), depth));
        at = Math.max(end, at + 1);
      }
    }
    return out.toString();
  }

  /** {@code $name} by its value, or as it is. */
  private String named(String reference, int depth) {
    return valueOf(reference.substring(1), depth, reference);
  }

  private String valueOf(String name, int depth, String otherwise) {
    if (++steps > MAX_STEPS || depth >= MAX_DEPTH) {
      return otherwise;
    }
    String value = values.apply(name);
    return value == null ? otherwise : expand(value, depth + 1);
  }

  private String braced(String whole, int depth) {
    String inner = whole.substring(2, whole.length() - 1);
    if (++steps > MAX_STEPS) {
      return whole;
    }
    String text = inner.stripLeading();
    if (text.startsWith("{")) {
      return compared(whole, text, depth);
    }
    int end = nameEnd(text, 0);
    String name = text.substring(0, end);
    String rest = text.substring(end).stripLeading();
    if (name.isEmpty()) {
      return whole;
    }
    if (rest.isEmpty()) {
      return valueOf(name, depth, whole);
    }
    boolean holds = !valueOf(name, depth, "").isEmpty();
    return switch (rest.charAt(0)) {
      case '?' -> chosen(rest.substring(1), holds, depth);
      case ':' ->
          holds ? valueOf(name, depth, whole) : expand(unbraced(rest.substring(1)), depth + 1);
      default -> whole;
    };
  }

  /** What follows the question mark: one text, or two in braces with a colon between. */
  private String chosen(String branches, boolean holds, int depth) {
    String text = branches.stripLeading();
    int end = text.startsWith("{") ? closing(text, 0) : -1;
    if (end < 0) {
      return holds ? expand(branches, depth + 1) : "";
    }
    if (holds) {
      return expand(text.substring(1, end).strip(), depth + 1);
    }
    String rest = text.substring(end + 1).stripLeading();
    return rest.startsWith(":") ? expand(unbraced(rest.substring(1)), depth + 1) : "";
  }

  /** {@code {left} operator {right} ? {text} : {text}}. */
  private String compared(String whole, String text, int depth) {
    int leftEnd = closing(text, 0);
    int rightStart = leftEnd < 0 ? -1 : text.indexOf('{', leftEnd + 1);
    int rightEnd = rightStart < 0 ? -1 : closing(text, rightStart);
    if (rightEnd < 0) {
      return whole;
    }
    String left = expand(text.substring(1, leftEnd), depth + 1).strip();
    String right = expand(text.substring(rightStart + 1, rightEnd), depth + 1).strip();
    String operator = text.substring(leftEnd + 1, rightStart).strip();
    String rest = text.substring(rightEnd + 1).stripLeading();
    @Nullable Boolean holds = left.contains("$") ? null : Comparison.holds(left, operator, right);
    if (holds == null || rest.isEmpty()) {
      return whole;
    }
    return switch (rest.charAt(0)) {
      case '?' -> chosen(rest.substring(1), holds, depth);
      case ':' -> holds ? "" : expand(unbraced(rest.substring(1)), depth + 1);
      default -> whole;
    };
  }

  private static String unbraced(String text) {
    String stripped = text.strip();
    return stripped.startsWith("{") && closing(stripped, 0) == stripped.length() - 1
        ? stripped.substring(1, stripped.length() - 1).strip()
        : text;
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Where the brace or parenthesis at this place is closed; -1 when it is not. */
  private static int closing(String text, int open) {
    char up = text.charAt(open);
    char down = up == '{' ? '}' : ')';
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == up) {
        depth++;
      } else if (text.charAt(i) == down && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
