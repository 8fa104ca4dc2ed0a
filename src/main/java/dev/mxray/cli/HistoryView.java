package dev.mxray.cli;

import dev.mxray.report.Palette;
import dev.mxray.report.Palette.Style;
import dev.mxray.store.Run;
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
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String DIGITS = "01234567";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Palette palette;
  private final boolean unicode;

  HistoryView(Palette palette, boolean unicode) {
    this.palette = palette;
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
      text.append("  score ").append(sparkline(inTime));
      text.append("  ").append(inTime.get(0)).append(unicode ? " → " : " -> ");
      text.append(scores.get(0));
      text.append(", ").append(Collections.min(scores)).append(unicode ? "–" : "-");
      text.append(Collections.max(scores)).append("\n");
    }
    text.append('\n');
    text.append(
        palette.paint(
            Style.QUIET,
            "%8s  %-16s  %-10s  %-8s  %5s  %-5s  %8s  %8s  %s"
                .formatted(
                    "run",
                    "time (UTC)",
                    "profile",
                    "outcome",
                    "score",
                    "grade",
                    "findings",
                    "listings",
                    "certificate")));
    text.append('\n');
    runs.forEach(run -> text.append(row(run)).append('\n'));
    return text.toString();
  }

  private String row(Run run) {
    boolean full = !run.profile().equals("reputation");
    Run.Findings found = run.findings();
    int findings = found.critical() + found.high() + found.medium() + found.low();
    String listings = run.listings() + (run.listsUnknown() > 0 ? "?" : "");
    String row =
        "%8d  %-16s  %-10s  %-8s  %5s  %-5s  %8s  %8s  %s"
            .formatted(
                run.id(),
                TIME.format(run.scannedAt()),
                run.profile(),
                run.outcome(),
                full && run.score() != null ? run.score() : "-",
                full && run.grade() != null ? run.grade() : "-",
                full ? findings : "-",
                listings,
                run.certificateDays() == null ? "-" : run.certificateDays() + " days");
    return run.listings() > 0 ? palette.paint(Style.BAD, row) : row.stripTrailing();
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
