package dev.mxray.report;

import dev.mxray.finding.Remediation;
import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      out.append("MCSS ")
          .append(Markdown.text(report.mcss().version()))
          .append(": ")
          .append(controls.assessed())
          .append(" controls assessed, ")
          .append(controls.passed())
          .append(" passed, ")
          .append(controls.partial())
          .append(" partial, ")
          .append(controls.failed())
          .append(" failed.\n\n");
    }
    out.append("<sub>scanned ")
        .append(Markdown.text(report.scannedAt()))
        .append(" by ")
        .append(Markdown.text(report.tool().name()))
        .append(' ')
        .append(Markdown.text(report.tool().version()))
        .append("</sub>\n");
    return out.toString();
  }

  private static String verdict(Report report) {
    return report.securityScore() == null
        ? "no score"
        : report.securityScore()
            + " of 100, grade "
            + Markdown.text(String.valueOf(report.grade()));
  }

  private static void summary(StringBuilder out, Report report) {
    if (report.score().low() != null && !report.outcome().equals("complete")) {
      out.append("Between ")
          .append(report.score().low())
          .append(" and ")
          .append(report.score().high())
          .append("; ")
          .append(Words.number(report.score().coveragePct()))
          .append(
              " % could be seen. What could not counts neither for nor against the domain.\n\n");
    } else if (report.securityScore() == null) {
      out.append("The scan could not be completed.\n\n");
    }
    out.append("| section | points |\n|---|---|\n");
    for (ScorePart.SectionPart section : report.score().sections()) {
      out.append("| ")
          .append(Markdown.text(Words.section(section.id())))
          .append(" | ")
          .append(
              section.state().equals("not_applicable")
                  ? "does not apply"
                  : Words.number(section.points()) + " of " + Words.number(section.max()))
          .append(" |\n");
    }
    out.append('\n');
  }

  private static void findings(StringBuilder out, Report report) {
    List<FindingPart> open =
        report.findings().stream().filter(finding -> !finding.isExcused()).toList();
    List<FindingPart> told =
        open.stream().filter(finding -> !finding.severity().equals("info")).toList();
    int excused = report.findings().size() - open.size();
    if (told.isEmpty()) {
      out.append("No finding of severity low or worse");
    } else {
      out.append("| severity | finding | where |\n|---|---|---|\n");
      told.stream().limit(MAX_FINDINGS).forEach(finding -> row(out, finding));
      out.append('\n');
      if (told.size() > MAX_FINDINGS) {
        out.append("… and ").append(told.size() - MAX_FINDINGS).append(" more");
      }
    }
    var beside = new ArrayList<String>();
    if (open.size() > told.size()) {
      beside.add((open.size() - told.size()) + " for information");
    }
    if (excused > 0) {
      beside.add(excused + " known or suppressed");
    }
    if (told.isEmpty() || told.size() > MAX_FINDINGS || !beside.isEmpty()) {
      out.append(beside.isEmpty() ? "" : told.isEmpty() || told.size() > MAX_FINDINGS ? "; " : "")
          .append(beside.isEmpty() ? "" : "beside them " + String.join(", ", beside))
          .append(".\n\n");
    }
  }

  private static void row(StringBuilder out, FindingPart finding) {
    String mark = FindingPart.NEW.equals(finding.baseline()) ? " **new**" : "";
    out.append("| ")
        .append(mark(finding.severity()))
        .append(Markdown.text(brief(finding.severity())))
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

  private static void fixes(StringBuilder out, Report report) {
    var advice =
        Recommendation.of(report).stream()
            .filter(one -> one.findings().stream().anyMatch(finding -> !finding.isExcused()))
            .limit(MAX_FIXES)
            .toList();
    if (report.securityScore() == null || advice.isEmpty()) {
      return;
    }
    out.append("<details><summary>What to do, by points gained</summary>\n\n");
    for (Recommendation one : advice) {
      if (out.length() > MAX_LENGTH) {
        break;
      }
      out.append("- ")
          .append(one.gain() > 0 ? "**+" + one.gain() + "** " : "")
          .append(Markdown.text(Printable.cut(one.first().recommendation(), MAX_TEXT)))
          .append(' ')
          .append(Markdown.code(brief(one.first().id())))
          .append("\n");
      one.first().remediation().forEach(step -> step(out, step));
    }
    out.append("\n</details>\n\n");
  }

  private static void step(StringBuilder out, Remediation step) {
    if (step.kind().equals(Remediation.FILE) || step.value().length() > MAX_FIX) {
      return;
    }
    String verb = step.kind().equals(Remediation.DNS_DELETE) ? "delete" : "publish";
    out.append("\n  ").append(verb.toLowerCase(Locale.ROOT)).append(":\n\n");
    Markdown.block(ZoneLine.of(step))
        .lines()
        .forEach(line -> out.append("  ").append(line).append('\n'));
    out.append('\n');
  }

  private static String brief(String text) {
    return Printable.cut(text, MAX_SHORT);
  }
}
