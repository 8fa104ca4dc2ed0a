package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a Postfix file with the lines that continue it: those that begin with white space.
 * Empty lines and comments are left out, even in the middle (postconf(5)).
 *
 * @param text the parts with a blank between them
 * @param numbers of the lines that it is made of, counted from 1
 */
public record LogicalLine(EvidenceFile file, String text, List<Integer> numbers) {

  /** More lines than any configuration has; what follows is not looked at. */
  private static final int MAX_LINES = 100_000;

  public LogicalLine {
    numbers = List.copyOf(numbers);
  }

  static List<LogicalLine> of(EvidenceFile file) {
    var all = new ArrayList<LogicalLine>();
    var text = new StringBuilder();
    var numbers = new ArrayList<Integer>();
    int end = Math.min(file.lines().size(), MAX_LINES);
    for (int i = 0; i < end; i++) {
      String line = file.lines().get(i);
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      boolean continues = Character.isWhitespace(line.charAt(0));
      if (!continues && !numbers.isEmpty()) {
        all.add(new LogicalLine(file, text.toString(), numbers));
        text.setLength(0);
        numbers.clear();
      }
      text.append(numbers.isEmpty() ? "" : " ").append(line.strip());
      numbers.add(i + 1);
    }
    if (!numbers.isEmpty()) {
      all.add(new LogicalLine(file, text.toString(), numbers));
    }
    return all;
  }

  /** The first of its lines that holds this text, or else its first line. */
  public Quote quote(String part) {
    for (int number : numbers) {
      if (!part.isEmpty() && file.lines().get(number - 1).contains(part)) {
        return file.quote(number);
      }
    }
    return file.quote(numbers.get(0));
  }
}
