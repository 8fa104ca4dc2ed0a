package dev.mxray.report;

import dev.mxray.finding.Severity;
import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The findings, the worst first, and the closing line. */
final class ConsoleFindings {
  private static final int MAX_EVIDENCE = 160;
  private static final int MAX_PIECES = 8;

  private ConsoleFindings() {}

  static void write(Page page, Report report) {
    page.heading("Findings");
    for (Severity severity : Severity.values()) {
      List<FindingPart> group = of(report, severity);
      if (!group.isEmpty()) {
        page.add(
            2,
            page.line()
                .put(style(severity), severity.id().toUpperCase(Locale.ROOT))
                .put(Style.QUIET, " (" + group.size() + ")"));
        for (FindingPart finding : group) {
          write(page, finding, severity);
        }
      }
    }
    List<FindingPart> others =
        report.findings().stream().filter(finding -> !isKnown(finding.severity())).toList();
    for (FindingPart finding : others) {
      write(page, finding, Severity.INFO);
    }
    ConsoleAdvice.write(page, report);
    close(page, report);
  }

  /** Findings of one topic, in their order. */
  static void write(Page page, List<FindingPart> findings) {
    page.heading("Findings");
    if (findings.isEmpty()) {
      page.add(2, page.line().put(Style.GOOD, "✓").put(" Nothing to report."));
    }
    for (FindingPart finding : findings) {
      write(page, finding, Severity.of(finding.severity()));
    }
  }

  private static void write(Page page, FindingPart finding, Severity severity) {
    String mark = severity == Severity.INFO ? "•" : "✗";
    page.add(
        2,
        4,
        page.line()
            .put(style(severity), mark)
            .put(" ")
            .own(Style.STRONG, Words.cut(finding.title()))
            .put(Style.QUIET, "  " + Words.cutShort(finding.id())));
    page.add(4, page.line().put(Style.NOTE, Words.cutShort(finding.subject())));
    // A description may hold several values, each of them cut when it was put in.
    page.add(
        4, page.line().own(Style.PLAIN, Printable.cut(finding.description(), 4 * Words.MAX_VALUE)));
    page.add(
        4,
        6,
        page.line()
            .put(Style.GOOD, "→ ")
            .own(Style.PLAIN, Printable.cut(finding.recommendation(), 4 * Words.MAX_VALUE)));
    evidence(page, finding);
    if (!finding.references().isEmpty()) {
      page.add(4, page.line().own(Style.QUIET, Words.cut(String.join("; ", finding.references()))));
    }
    page.blank();
  }

  /** What proves it, without what stands above it already. */
  private static void evidence(Page page, FindingPart finding) {
    var evidence = new LinkedHashMap<>(finding.evidence());
    evidence.remove("domain", finding.subject());
    evidence.entrySet().stream()
        .limit(MAX_PIECES)
        .forEach(
            piece ->
                page.add(
                    4,
                    6,
                    page.line()
                        .put(Style.QUIET, Words.cutShort(piece.getKey()) + ": ")
                        .put(Style.QUIET, Printable.cut(piece.getValue(), MAX_EVIDENCE))));
    if (evidence.size() > MAX_PIECES) {
      page.add(
          4, page.line().put(Style.QUIET, "… " + (evidence.size() - MAX_PIECES) + " more values"));
    }
  }

  private static void close(Page page, Report report) {
    if (report.findings().isEmpty()) {
      page.add(2, page.line().put(Style.GOOD, "✓").put(" Nothing to report."));
      return;
    }
    page.blank();
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      int number = of(report, severity).size();
      if (number > 0) {
        counts.add(number + " " + severity.id());
      }
    }
    page.add(
        0,
        page.line()
            .put(Words.count(report.findings().size(), "finding"))
            .put(counts.isEmpty() ? "" : ": " + String.join(", ", counts))
            .own(Style.PLAIN, ". “mxray explain ID” says more about each.")
            .put(
                page.text().contains(" more characters)")
                    ? " Values that are cut here are whole in the JSON report."
                    : ""));
  }

  private static List<FindingPart> of(Report report, Severity severity) {
    return report.findings().stream()
        .filter(finding -> finding.severity().equals(severity.id()))
        .toList();
  }

  private static boolean isKnown(String id) {
    for (Severity severity : Severity.values()) {
      if (severity.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private static Style style(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Style.WORST;
      case HIGH -> Style.BAD;
      case MEDIUM -> Style.FAIR;
      case LOW -> Style.NOTE;
      case INFO -> Style.PLAIN;
    };
  }
}
