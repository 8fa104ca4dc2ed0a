package dev.mxray.cli;

import dev.mxray.report.Palette;
import dev.mxray.report.Palette.Style;
import dev.mxray.store.Run;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Runs as a table, with a line of the scores above. */
final class HistoryView {
  private static final int MAX_SPARKS = 60;
  private static final int MAX_SCORE = 100;

  /** Of the columns; numbers are on the right. */
  private static final int[] WIDTHS = {8, -16, -10, -8, 5, -5, 8, 8, -1};

  private static final List<Sentence> HEADINGS =
      List.of(
          Sentence.of("history.run"),
          Sentence.of("history.time"),
          Sentence.of("history.profile"),
          Sentence.of("history.outcome"),
          Sentence.of("history.score"),
          Sentence.of("history.grade"),
          Sentence.of("history.findings"),
          Sentence.of("history.listings"),
          Sentence.of("history.certificate"));

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String DIGITS = "01234567";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Palette palette;
  private final Wording words;
  private final boolean unicode;

  HistoryView(Palette palette, Wording words, boolean unicode) {
    this.palette = palette;
    this.words = words;
    this.unicode = unicode;
  }

  /**
   * The text.
   *
   * @param runs the latest first, at least one
   */
  String text(String subject, List<Run> runs) {
    var text = new StringBuilder();
    text.append(palette.paint(Style.STRONG, subject)).append('\n');
    List<Integer> scores =
        runs.stream()
            .filter(run -> run.profile().equals("full"))
            .map(Run::score)
            .filter(Objects::nonNull)
            .limit(MAX_SPARKS)
            .toList();
    if (!scores.isEmpty()) {
      var inTime = new ArrayList<>(scores);
      Collections.reverse(inTime);
      text.append("  ").append(say(Sentence.of("history.score"))).append(' ');
      text.append(sparkline(inTime));
      text.append("  ").append(inTime.get(0)).append(unicode ? " → " : " -> ");
      text.append(scores.get(0));
      text.append(", ").append(Collections.min(scores)).append(unicode ? "–" : "-");
      text.append(Collections.max(scores)).append("\n");
    }
    text.append('\n');
    List<String> headings = HEADINGS.stream().map(this::say).toList();
    text.append(palette.paint(Style.QUIET, line(headings, headings)));
    text.append('\n');
    runs.forEach(run -> text.append(row(headings, run)).append('\n'));
    return text.toString();
  }

  private String row(List<String> headings, Run run) {
    boolean full = !run.profile().equals("reputation");
    Run.Findings found = run.findings();
    int findings = found.critical() + found.high() + found.medium() + found.low();
    String listings = run.listings() + (run.listsUnknown() > 0 ? "?" : "");
    Integer days = run.certificateDays();
    String row =
        line(
            headings,
            List.of(
                String.valueOf(run.id()),
                TIME.format(run.scannedAt()),
                run.profile(),
                outcome(run.outcome()),
                full && run.score() != null ? run.score().toString() : "-",
                full && run.grade() != null ? run.grade() : "-",
                full ? String.valueOf(findings) : "-",
                listings,
                days == null ? "-" : say(Sentence.count("history.days", days))));
    return run.listings() > 0 ? palette.paint(Style.BAD, row) : row;
  }

  /** A column is as wide as it always was, or as its heading. */
  private static String line(List<String> headings, List<String> values) {
    var line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      int width = Math.max(Math.abs(WIDTHS[i]), headings.get(i).length());
      String padding = " ".repeat(Math.max(0, width - values.get(i).length()));
      line.append(i == 0 ? "" : "  ");
      line.append(WIDTHS[i] > 0 ? padding + values.get(i) : values.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private String outcome(String outcome) {
    return switch (outcome) {
      case "complete" -> say(Sentence.of("history.complete"));
      case "partial" -> say(Sentence.of("history.partial"));
      case "failed" -> say(Sentence.of("history.failed"));
      default -> outcome;
    };
  }

  private String say(Sentence sentence) {
    return sentence.in(words);
  }

  /** One character for each score, from 0 to 100. */
  String sparkline(List<Integer> scores) {
    String marks = unicode ? BARS : DIGITS;
    var line = new StringBuilder();
    for (int score : scores) {
      int bounded = Math.max(0, Math.min(MAX_SCORE, score));
      line.append(marks.charAt(bounded * (marks.length() - 1) / MAX_SCORE));
    }
    return line.toString();
  }
}
