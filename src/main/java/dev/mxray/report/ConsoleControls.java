package dev.mxray.report;

import dev.mxray.report.McssPart.Control;
import dev.mxray.report.McssPart.Summary;
import dev.mxray.report.Palette.Style;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The MCSS controls that could be assessed, and those that failed. */
final class ConsoleControls {
  private static final int MAX_CONTROLS = 15;
  private static final int SEVERITY = 10;

  /** The base score and what it is rated: {@code 10.0 critical}. */
  private static final int RATED = 15;

  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "info");

  /** By declared severity, then base score: the order in which to remedy. */
  private static final Comparator<Control> ORDER =
      Comparator.comparingInt((Control control) -> rank(control.severity()))
          .thenComparing(Control::baseScore, Comparator.reverseOrder())
          .thenComparing(Control::id);

  private ConsoleControls() {}

  static void write(Page page, Report report) {
    Summary summary = report.mcss().summary();
    if (report.mcss().controls().isEmpty()) {
      return;
    }
    page.heading(page.texts().of("controls", Words.cutShort(report.mcss().version())));
    page.add(2, counts(page, summary));
    McssPart.Extensions extensions = summary.extensions();
    if (extensions.assessed() > 0) {
      page.add(
          2,
          page.line()
              .count(
                  Style.PLAIN,
                  "controls.beyond",
                  extensions.assessed(),
                  extensions.assessed(),
                  results(
                      page.texts(),
                      extensions.passed(),
                      extensions.partial(),
                      extensions.failed())));
    }
    failed(page, report);
  }

  private static Line counts(Page page, Summary summary) {
    int all = summary.assessed() + summary.na() + summary.notAssessed();
    var line =
        page.line()
            .say(Style.STRONG, "controls.of", summary.assessed(), all)
            .put(" ")
            .say("controls.from-here");
    if (summary.assessed() > 0) {
      line.put(": " + results(page.texts(), summary.passed(), summary.partial(), summary.failed()));
    }
    line.put(".");
    if (summary.compliancePct() != null && summary.riskExposurePct() != null) {
      line.put(" ")
          .say(
              "controls.compliance",
              Words.number(summary.compliancePct()),
              Words.number(summary.riskExposurePct()));
    }
    return line;
  }

  private static String results(Texts texts, int passed, int partial, int failed) {
    return texts.of("controls.passed", passed)
        + ", "
        + (partial > 0 ? texts.of("controls.partly", partial) + ", " : "")
        + texts.of("controls.failed", failed);
  }

  private static void failed(Page page, Report report) {
    List<Control> failed =
        report.mcss().controls().stream()
            .filter(control -> mark(control.status()) != null)
            .sorted(ORDER)
            .toList();
    int width =
        failed.stream()
            .limit(MAX_CONTROLS)
            .mapToInt(control -> Line.columns(Words.cutShort(control.id())))
            .max()
            .orElse(0);
    Map<String, String> titles =
        report.findings().stream()
            .collect(
                Collectors.toMap(FindingPart::id, FindingPart::title, (first, second) -> first));
    if (!failed.isEmpty()) {
      page.add(2, page.line().say(Style.QUIET, "controls.order"));
    }
    for (Control control : failed.stream().limit(MAX_CONTROLS).toList()) {
      boolean whole = control.status().equals("fail");
      var line =
          page.line()
              .put(whole ? Style.BAD : Style.FAIR, mark(control.status()) + " ")
              .pad(Style.STRONG, Words.cutShort(control.id()), width)
              .put("  ")
              .pad(
                  style(control.severity()),
                  Words.known(page.texts(), "severity", control.severity()),
                  SEVERITY)
              .pad(
                  Style.QUIET,
                  control.baseScore().toPlainString()
                      + " "
                      + Words.known(page.texts(), "severity", control.rating()),
                  RATED)
              .put(reason(control, titles));
      page.add(2, 2 + 2 + width + 2 + SEVERITY + RATED, line);
    }
    if (failed.size() > MAX_CONTROLS) {
      page.add(2, page.line().say("more", failed.size() - MAX_CONTROLS));
    }
  }

  private static @Nullable String mark(String status) {
    return switch (status) {
      case "fail" -> "✗";
      case "partial" -> "~";
      default -> null;
    };
  }

  /** The titles of the findings that decided it, or else the words of the assessment. */
  private static String reason(Control control, Map<String, String> titles) {
    String reason =
        control.findings().stream()
            .filter(titles::containsKey)
            .map(titles::get)
            .map(Words::cutShort)
            .collect(Collectors.joining("; "));
    return reason.isEmpty() && control.evidence() != null
        ? Words.cutShort(control.evidence())
        : Words.cut(reason);
  }

  private static int rank(String severity) {
    int rank = SEVERITIES.indexOf(severity);
    return rank < 0 ? SEVERITIES.size() : rank;
  }

  private static Style style(String severity) {
    return switch (severity) {
      case "critical" -> Style.WORST;
      case "high" -> Style.BAD;
      case "medium" -> Style.FAIR;
      default -> Style.PLAIN;
    };
  }
}
