package dev.mxray.report;

import dev.mxray.finding.Remediation;
import dev.mxray.finding.Severity;
import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings, the worst first, and the closing line. */
final class ConsoleFindings {
  private static final int MAX_EVIDENCE = 160;
  private static final int MAX_PIECES = 8;

  /** Findings of one type that are each explained in full. */
  private static final int MAX_WHOLE = 2;

  /** Others of that type that are named. */
  private static final int MAX_BRIEF = 20;

  /** Longer remediations are left to {@code mxray fix}. */
  private static final int MAX_STEPS = 4;

  private static final int MAX_STEP = 200;

  private ConsoleFindings() {}

  static void write(Page page, Report report) {
    page.heading(page.texts().of("findings"));
    for (Severity severity : Severity.values()) {
      List<FindingPart> group = of(report, severity);
      if (!group.isEmpty()) {
        page.add(
            2,
            page.line()
                .put(
                    style(severity),
                    page.texts().word("severity", severity.id()).toUpperCase(Locale.ROOT))
                .put(Style.QUIET, " (" + group.size() + ")"));
        alike(group).forEach(findings -> write(page, findings, severity));
      }
    }
    List<FindingPart> others =
        report.findings().stream().filter(finding -> !isKnown(finding.severity())).toList();
    alike(others).forEach(findings -> write(page, findings, Severity.INFO));
    ConsoleAdvice.write(page, report);
    close(page, report);
  }

  /** Findings of one topic, in their order. */
  static void write(Page page, List<FindingPart> findings) {
    page.heading(page.texts().of("findings"));
    if (findings.isEmpty()) {
      page.add(2, page.line().put(Style.GOOD, "✓").put(" ").say("findings.none"));
    }
    for (FindingPart finding : findings) {
      write(page, finding, Severity.of(finding.severity()));
    }
  }

  /** Findings of one type together, in the order in which the types come. */
  private static Collection<List<FindingPart>> alike(List<FindingPart> findings) {
    return findings.stream()
        .collect(Collectors.groupingBy(FindingPart::id, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Many of a type are explained once; of the others it is said where they are and why. */
  private static void write(Page page, List<FindingPart> alike, Severity severity) {
    boolean many = alike.size() > MAX_WHOLE;
    alike.subList(0, many ? 1 : alike.size()).forEach(one -> write(page, one, severity));
    if (!many) {
      return;
    }
    List<FindingPart> others = alike.subList(1, alike.size());
    page.add(
        4,
        page.line()
            .say(Style.QUIET, "findings.same", others.size())
            .put(Style.QUIET, "  ")
            .put(Style.QUIET, Words.cutShort(alike.get(0).id())));
    for (FindingPart other : others.subList(0, Math.min(MAX_BRIEF, others.size()))) {
      page.add(4, 6, page.line().put(Style.NOTE, Words.cutShort(other.subject())));
      var evidence = new LinkedHashMap<>(other.told());
      evidence.entrySet().removeAll(alike.get(0).told().entrySet());
      evidence(page, other.subject(), evidence, 6);
    }
    if (others.size() > MAX_BRIEF) {
      page.add(
          4, page.line().say(Style.QUIET, "findings.more-subjects", others.size() - MAX_BRIEF));
    }
    page.blank();
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
    FindingPart.Suppression suppression = finding.suppression();
    if (suppression != null) {
      page.add(
          4,
          page.line()
              .say(Style.FAIR, "findings.suppressed", Words.cutShort(suppression.expires()))
              .put(Style.FAIR, " ")
              .put(Style.QUIET, Words.cut(suppression.reason())));
    } else if (FindingPart.KNOWN.equals(finding.baseline())) {
      page.add(4, page.line().say(Style.QUIET, "findings.known"));
    }
    // A description may hold several values, each of them cut when it was put in.
    page.add(
        4, page.line().own(Style.PLAIN, Printable.cut(finding.description(), 4 * Words.MAX_VALUE)));
    page.add(
        4,
        6,
        page.line()
            .put(Style.GOOD, "→ ")
            .own(Style.PLAIN, Printable.cut(finding.recommendation(), 4 * Words.MAX_VALUE)));
    remediation(page, finding);
    evidence(page, finding.subject(), new LinkedHashMap<>(finding.told()), 4);
    if (!finding.references().isEmpty()) {
      page.add(4, page.line().own(Style.QUIET, Words.cut(String.join("; ", finding.references()))));
    }
    page.blank();
  }

  /** What to publish, where it is short enough to be read here. */
  private static void remediation(Page page, FindingPart finding) {
    List<Remediation> steps = finding.remediation();
    boolean brief =
        steps.size() <= MAX_STEPS
            && steps.stream().allMatch(step -> step.value().length() <= MAX_STEP);
    if (!brief) {
      page.add(4, 6, page.line().put(Style.GOOD, "+ ").say("findings.fix"));
      return;
    }
    for (Remediation step : steps) {
      boolean delete = step.kind().equals(Remediation.DNS_DELETE);
      String value = step.type().equals("TXT") ? "\"" + step.value() + "\"" : step.value();
      page.add(
          4,
          6,
          page.line()
              .put(delete ? Style.BAD : Style.GOOD, delete ? "- " : "+ ")
              .put(Words.cutShort(step.name()) + " " + Words.cutShort(step.type()) + " " + value));
    }
  }

  /** What proves it, without what stands above it already. */
  private static void evidence(
      Page page, String subject, Map<String, String> evidence, int indent) {
    evidence.remove("domain", subject);
    evidence.entrySet().stream()
        .limit(MAX_PIECES)
        .forEach(
            piece ->
                page.add(
                    indent,
                    indent + 2,
                    page.line()
                        .put(Style.QUIET, Words.cutShort(piece.getKey()) + ": ")
                        .put(Style.QUIET, Printable.cut(piece.getValue(), MAX_EVIDENCE))));
    if (evidence.size() > MAX_PIECES) {
      page.add(
          indent,
          page.line().say(Style.QUIET, "findings.more-values", evidence.size() - MAX_PIECES));
    }
  }

  private static void close(Page page, Report report) {
    if (report.findings().isEmpty()) {
      page.add(2, page.line().put(Style.GOOD, "✓").put(" ").say("findings.none"));
      return;
    }
    page.blank();
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      int number = of(report, severity).size();
      if (number > 0) {
        counts.add(page.texts().count("count." + severity.id(), number));
      }
    }
    page.add(
        0,
        page.line()
            .count(Style.PLAIN, "findings.count", report.findings().size())
            .put(counts.isEmpty() ? "" : ": " + String.join(", ", counts))
            .put(". ")
            .say("findings.explain")
            .put(page.isCut() ? " " + page.texts().of("findings.cut") : ""));
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
