package dev.mxray.mcss.evidence.postfix;

import org.jspecify.annotations.Nullable;

/**
 * The comparisons of Postfix 3: numbers as numbers, other texts by their characters, and with
 * {@code level} as compatibility levels ({@code 3.6} before {@code 3.10}).
 */
final class Comparison {
  private static final String LEVEL = "level";

  private Comparison() {}

  /** Whether it holds; null for an operator that there is not. */
  static @Nullable Boolean holds(String left, String operator, String right) {
    boolean levels = operator.endsWith(LEVEL);
    String sign =
        levels ? operator.substring(0, operator.length() - LEVEL.length()).strip() : operator;
    int order = levels ? byLevel(left, right) : byValue(left, right);
    return switch (sign) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> null;
    };
  }

  private static int byValue(String left, String right) {
    return isNumber(left) && isNumber(right)
        ? Long.compare(Long.parseLong(left), Long.parseLong(right))
        : left.compareTo(right);
  }

  private static int byLevel(String left, String right) {
    String[] lefts = left.split("\\.", -1);
    String[] rights = right.split("\\.", -1);
    for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
      String one = i < lefts.length ? lefts[i] : "0";
      String other = i < rights.length ? rights[i] : "0";
      int order = byValue(one, other);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }
}
