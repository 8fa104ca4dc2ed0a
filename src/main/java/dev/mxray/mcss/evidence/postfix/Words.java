package dev.mxray.mcss.evidence.postfix;

import java.util.ArrayList;
import java.util.List;

/** Cuts a list of Postfix into its words: by blanks and, where asked, commas, but not in braces. */
final class Words {
  private Words() {}

  /** Cut at white space. */
  static List<String> of(String text) {
    return cut(text, false);
  }

  /** Cut at white space and commas, as the lists of main.cf are. */
  static List<String> ofList(String text) {
    return cut(text, true);
  }

  private static List<String> cut(String text, boolean atCommas) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (depth == 0 && (Character.isWhitespace(c) || (atCommas && c == ','))) {
        add(words, word);
        continue;
      }
      if (c == '{') {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      }
      word.append(c);
    }
    add(words, word);
    return words;
  }

  /** What stands before the first blank. */
  static String first(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static void add(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** What stands in braces, or the text itself where there are none around it. */
  static String unbraced(String text) {
    return text.length() >= 2 && text.startsWith("{") && text.endsWith("}")
        ? text.substring(1, text.length() - 1).strip()
        : text;
  }
}
