package dev.mxray.report;

/**
 * Text as part of a document of Markdown (GitHub's flavour). Every sign that means something is
 * escaped; mentions, references to issues and bare links, which are looked for after that, are
 * parted by an empty comment.
 */
final class Markdown {
  private static final String SIGNS = "\\`*_{}[]|~^$";

  /** What begins a list, a heading or an image only at the beginning. */
  private static final String FIRST_SIGNS = "+-=!";

  private static final String APART = "<!-- -->";

  private Markdown() {}

  /** Text in a paragraph, a list or a cell of a table, on one line. */
  static String text(String text) {
    String visible = Printable.of(text.replace('\n', ' '));
    var out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '@' -> out.append('@').append(APART);
        case '#' -> out.append("\\#").append(isNumber(visible, i + 1) ? APART : "");
        case ':' -> out.append(':').append(visible.startsWith("//", i + 1) ? APART : "");
        case '.' ->
            out.append(isNumbered(visible, i) ? "\\." : ".")
                .append(isBareHost(visible, i) ? APART : "");
        case ')' -> out.append(isNumbered(visible, i) ? "\\)" : ")");
        default -> {
          boolean sign = SIGNS.indexOf(c) >= 0 || (i == 0 && FIRST_SIGNS.indexOf(c) >= 0);
          out.append(sign ? "\\" : "").append(c);
        }
      }
    }
    return out.toString();
  }

  private static boolean isNumber(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** "1." at the beginning is an item of a list. */
  private static boolean isNumbered(String text, int end) {
    return end > 0 && text.substring(0, end).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A bare "www." becomes a link. */
  private static boolean isBareHost(String text, int dot) {
    return dot >= 3 && text.regionMatches(/* ignoreCase= */ true, dot - 3, "www", 0, 3);
  }

  /** A code span that holds any text (CommonMark §6.1), also in a cell of a table. */
  static String code(String text) {
    String visible = Printable.of(text.replace('\n', ' ')).replace("|", "\\|");
    if (visible.isBlank()) {
      return "";
    }
    int run = 0;
    int longest = 0;
    for (int i = 0; i < visible.length(); i++) {
      run = visible.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String space = longest > 0 || visible.startsWith(" ") ? " " : "";
    return fence + space + visible + space + fence;
  }

  /** Lines of code, in a fence that nothing in them ends. */
  static String block(String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    var out = new StringBuilder(fence).append("text\n");
    text.lines().forEach(line -> out.append(Printable.of(line)).append('\n'));
    return out.append(fence).append('\n').toString();
  }
}
