package dev.mxray.report;

import dev.mxray.finding.Severity;
import dev.mxray.score.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as annotations of a workflow's run: lines that GitHub Actions reads from the output of a
 * step (its "workflow commands", {@code ::error title=…::…}; Gitea and Forgejo read them too). The
 * first line tells the score, as an error where the gate fails; then one for each finding that
 * matters, the worst first: an error where {@code --fail-on} counts it, a warning otherwise. What
 * is suppressed, known from a baseline, or information has none. GitHub shows ten errors and ten
 * warnings of a step; the others are in its log.
 */
public final class GithubAnnotations {
  private static final int MAX_TITLE = 200;
  private static final int MAX_TEXT = 1_000;

  private final Gate gate;
  private final Texts texts;

  /** Annotations by what fails the gate, in a language. */
  public GithubAnnotations(Gate gate, Texts texts) {
    this.gate = gate;
    this.texts = texts;
  }

  /** The lines of one domain, each with a line feed at its end. */
  public String text(Report report) {
    var out = new StringBuilder();
    Gate.Verdict verdict = report.judgedBy(gate);
    List<FindingPart> findings =
        report.findings().stream().filter(GithubAnnotations::matters).toList();
    line(
        out,
        verdict.exitCode() == Gate.EXIT_PASSED ? "notice" : "error",
        report.domain() + ": " + score(report),
        findings.isEmpty()
            ? List.of(verdict.reason())
            : List.of(verdict.reason(), texts.count("github.findings", findings.size())));
    for (FindingPart finding : findings) {
      line(
          out,
          fails(finding) ? "error" : "warning",
          report.domain() + ": " + finding.title(),
          List.of(
              texts.word("severity", finding.severity())
                  + " "
                  + finding.id()
                  + " "
                  + texts.of("at", finding.subject()),
              finding.description(),
              finding.recommendation()));
    }
    return out.toString();
  }

  private String score(Report report) {
    return report.securityScore() == null
        ? texts.of("github.no-score")
        : texts.of(
            "github.score",
            report.securityScore(),
            report.grade(),
            Words.number(report.score().coveragePct()));
  }

  private static boolean matters(FindingPart finding) {
    return !finding.isExcused() && Severity.of(finding.severity()).atLeast(Severity.LOW);
  }

  private boolean fails(FindingPart finding) {
    return gate.failOn() != null && Severity.of(finding.severity()).atLeast(gate.failOn());
  }

  /** One command: {@code %} and line ends are escaped, in the title {@code :} and {@code ,} too. */
  private static void line(StringBuilder out, String kind, String title, List<String> paragraphs) {
    var told = new ArrayList<String>();
    for (String paragraph : paragraphs) {
      told.add(Printable.of(Printable.cut(paragraph, MAX_TEXT)).replace("%", "%25"));
    }
    out.append("::")
        .append(kind)
        .append(" title=")
        .append(
            Printable.of(Printable.cut(title, MAX_TITLE))
                .replace("%", "%25")
                .replace(":", "%3A")
                .replace(",", "%2C"))
        .append("::")
        .append(String.join("%0A", told))
        .append('\n');
  }
}
