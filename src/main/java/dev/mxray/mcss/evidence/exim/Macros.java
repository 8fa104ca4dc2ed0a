package dev.mxray.mcss.evidence.exim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The macros and conditions of an Exim configuration (chapter 6 of its specification): {@code NAME
 * = text}, {@code .ifdef}. What {@code exim -bP config} prints has none left to replace.
 */
final class Macros {
  private static final Pattern DEFINITION =
      Pattern.compile("([A-Z][A-Za-z0-9_]{1,99})\\s*==?\\s*(.*)");

  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z0-9_$])[A-Z][A-Za-z0-9_]*");

  /** Macros within macros; each line is gone through so many times. */
  private static final int MAX_DEPTH = 8;

  /** Characters of a line after replacing. */
  private static final int MAX_LENGTH = 100_000;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** For each open condition whether its lines count, and whether a branch of it already did. */
  private final Deque<boolean[]> conditions = new ArrayDeque<>();

  private Macros() {}

  /** The lines that count, with the macros replaced; definitions and conditions are left out. */
  static List<EximLine> resolved(List<EximLine> lines) {
    var macros = new Macros();
    var resolved = new ArrayList<EximLine>();
    for (EximLine line : lines) {
      if (macros.isCondition(line.text()) || !macros.counts()) {
        continue;
      }
      Matcher definition = DEFINITION.matcher(line.text());
      if (definition.matches()) {
        macros.values.put(definition.group(1), definition.group(2));
      } else {
        resolved.add(line.with(macros.replaced(line.text())));
      }
    }
    return resolved;
  }

  private boolean counts() {
    return conditions.stream().allMatch(state -> state[0]);
  }

  private boolean isCondition(String line) {
    String[] words = line.split("\\s+", 3);
    String name = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case ".ifdef" -> open(values.containsKey(name));
      case ".ifndef" -> open(!values.containsKey(name));
      case ".elifdef" -> otherwise(values.containsKey(name));
      case ".elifndef" -> otherwise(!values.containsKey(name));
      case ".else" -> otherwise(true);
      case ".endif" -> conditions.pollFirst();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void open(boolean holds) {
    conditions.push(new boolean[] {holds, holds});
  }

  private void otherwise(boolean holds) {
    boolean[] state = conditions.peekFirst();
    if (state != null) {
      state[0] = holds && !state[1];
      state[1] |= state[0];
    }
  }

  private String replaced(String line) {
    String text = line;
    for (int depth = 0; depth < MAX_DEPTH && text.length() < MAX_LENGTH; depth++) {
      String next =
          WORD.matcher(text)
              .replaceAll(
                  word ->
                      Matcher.quoteReplacement(values.getOrDefault(word.group(), word.group())));
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
    return text;
  }
}
