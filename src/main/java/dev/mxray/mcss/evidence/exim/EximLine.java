package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of an Exim configuration, with the lines that a backslash at its end joins to it. Comments
 * and empty lines are left out.
 *
 * @param number of its first line, counted from 1
 */
record EximLine(EvidenceFile file, String text, int number) {
  /** More lines than any configuration has. */
  private static final int MAX_LINES = 50_000;

  static List<EximLine> of(EvidenceFile file) {
    var all = new ArrayList<EximLine>();
    var text = new StringBuilder();
    int start = 0;
    int end = Math.min(file.lines().size(), MAX_LINES);
    for (int i = 0; i < end; i++) {
      String line = file.lines().get(i).strip();
      boolean joined = start > 0;
      if (line.startsWith("#") || (line.isEmpty() && !joined)) {
        continue;
      }
      if (!joined) {
        start = i + 1;
      }
      if (line.endsWith("\\")) {
        text.append(line, 0, line.length() - 1);
        continue;
      }
      all.add(new EximLine(file, text.append(line).toString(), start));
      text.setLength(0);
      start = 0;
    }
    return all;
  }

  Quote quote() {
    return file.quote(number);
  }

  EximLine with(String other) {
    return new EximLine(file, other, number);
  }
}
