package dev.mxray.report;

import dev.mxray.finding.Remediation;
import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as Markdown, short enough for a comment on a pull request. What is from the network is
 * escaped, or code.
 */
public final class MarkdownWriter {
  private static final int MAX_FINDINGS = 60;
  private static final int MAX_TEXT = 600;
  private static final int MAX_SHORT = 120;
  private static final int MAX_FIXES = 10;
  private static final int MAX_FIX = 1_000;

  /** GitHub takes comments of 65,536 characters. */
  private static final int MAX_LENGTH = 60_000;

  private final Texts texts;

  /** A writer in English. */
  public MarkdownWriter() {
    this(Texts.console());
  }

  /** A writer in a language. */
  public MarkdownWriter(Texts texts) {
    this.texts = texts;
  }

  /** The report, with a line feed at the end. */
  public String text(Report report) {
    var out = new StringBuilder();
    out.append("## ").append(Markdown.text(brief(report.domainUnicode()))).append(": ");
    out.append(verdict(report)).append("\n\n");
    summary(out, report);
    findings(out, report);
    fixes(out, report);
    McssPart.Summary controls = report.mcss().summary();
    if (controls.assessed() > 0) {
      out.append(
              texts.of(
                  "markdown.controls",
                  Markdown.text(report.mcss().version()),
                  controls.assessed(),
                  controls.passed(),
                  controls.partial(),
                  controls.failed()))
          .append("\n\n");
    }
    out.append("<sub>")
        .append(
            texts.of(
                "markdown.scanned",
                Markdown.text(report.scannedAt()),
                Markdown.text(report.tool().name()),
                Markdown.text(report.tool().version())))
        .append("</sub>\n");
    return out.toString();
  }

  private String verdict(Report report) {
    return report.securityScore() == null
        ? texts.of("markdown.no-score")
        : texts.of(
            "of-100",
            report.securityScore(),
            texts.of("grade", Markdown.text(String.valueOf(report.grade()))));
  }

  private void summary(StringBuilder out, Report report) {
    if (report.score().low() != null && !report.outcome().equals("complete")) {
      out.append(
              texts.of(
                  "markdown.between",
                  report.score().low(),
                  report.score().high(),
                  Words.number(report.score().coveragePct())))
          .append("\n\n");
    } else if (report.securityScore() == null) {
      out.append(texts.of("markdown.not-completed")).append("\n\n");
    }
    out.append(texts.of("markdown.section-head")).append("\n|---|---|\n");
    for (ScorePart.SectionPart section : report.score().sections()) {
      out.append("| ")
          .append(Markdown.text(Words.section(texts, section.id())))
          .append(" | ")
          .append(
              section.state().equals("not_applicable")
                  ? texts.of("markdown.not-applicable")
                  : texts.of(
                      "score.of", Words.number(section.points()), Words.number(section.max())))
          .append(" |\n");
    }
    out.append('\n');
  }

  private void findings(StringBuilder out, Report report) {
    List<FindingPart> open =
        report.findings().stream().filter(finding -> !finding.isExcused()).toList();
    List<FindingPart> told =
        open.stream().filter(finding -> !finding.severity().equals("info")).toList();
    int excused = report.findings().size() - open.size();
    if (told.isEmpty()) {
      out.append(texts.of("markdown.no-finding"));
    } else {
      out.append(texts.of("markdown.finding-head")).append("\n|---|---|---|\n");
      told.stream().limit(MAX_FINDINGS).forEach(finding -> row(out, finding));
      out.append('\n');
      if (told.size() > MAX_FINDINGS) {
        out.append(texts.of("markdown.and-more", told.size() - MAX_FINDINGS));
      }
    }
    var beside = new ArrayList<String>();
    if (open.size() > told.size()) {
      beside.add(texts.count("markdown.information", open.size() - told.size()));
    }
    if (excused > 0) {
      beside.add(texts.count("markdown.excused", excused));
    }
    if (told.isEmpty() || told.size() > MAX_FINDINGS || !beside.isEmpty()) {
      out.append(beside.isEmpty() ? "" : told.isEmpty() || told.size() > MAX_FINDINGS ? "; " : "")
          .append(beside.isEmpty() ? "" : texts.of("markdown.beside", String.join(", ", beside)))
          .append(".\n\n");
    }
  }

  private void row(StringBuilder out, FindingPart finding) {
    String mark =
        FindingPart.NEW.equals(finding.baseline()) ? " **" + texts.of("markdown.new") + "**" : "";
    out.append("| ")
        .append(mark(finding.severity()))
        .append(Markdown.text(brief(texts.word("severity", finding.severity()))))
        .append(" | ")
        .append(Markdown.text(brief(finding.title())))
        .append(' ')
        .append(Markdown.code(brief(finding.id())))
        .append(mark)
        .append(" | ")
        .append(Markdown.code(brief(finding.subject())))
        .append(" |\n");
  }

  private static String mark(String severity) {
    for (Severity one : List.of(Severity.CRITICAL, Severity.HIGH)) {
      if (one.id().equals(severity)) {
        return "❗ ";
      }
    }
    return "";
  }

  private void fixes(StringBuilder out, Report report) {
    var advice =
        Recommendation.of(report).stream()
            .filter(one -> one.findings().stream().anyMatch(finding -> !finding.isExcused()))
            .limit(MAX_FIXES)
            .toList();
    if (report.securityScore() == null || advice.isEmpty()) {
      return;
    }
    out.append("<details><summary>").append(texts.of("advice")).append("</summary>\n\n");
    for (Recommendation one : advice) {
      if (out.length() > MAX_LENGTH) {
        break;
      }
      out.append("- ")
          .append(one.gain() > 0 ? "**+" + one.gain() + "** " : "")
          .append(Markdown.text(texts.cut(one.first().recommendation(), MAX_TEXT)))
          .append(' ')
          .append(Markdown.code(brief(one.first().id())))
          .append("\n");
      one.first().remediation().forEach(step -> step(out, step));
    }
    out.append("\n</details>\n\n");
  }

  private void step(StringBuilder out, Remediation step) {
    if (step.kind().equals(Remediation.FILE) || step.value().length() > MAX_FIX) {
      return;
    }
    boolean delete = step.kind().equals(Remediation.DNS_DELETE);
    out.append("\n  ")
        .append(texts.of(delete ? "markdown.delete" : "markdown.publish"))
        .append("\n\n");
    Markdown.block(ZoneLine.of(step))
        .lines()
        .forEach(line -> out.append("  ").append(line).append('\n'));
    out.append('\n');
  }

  private String brief(String text) {
    return texts.cut(text, MAX_SHORT);
  }
}
