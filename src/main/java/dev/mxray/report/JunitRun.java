package dev.mxray.report;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports of a run as JUnit's XML: a suite for each domain with a case for each check. A check
 * fails by its findings, and is skipped, with the reason, where it was not made or not seen; what
 * is suppressed, or known from a baseline, fails nothing.
 */
public final class JunitRun {
  private static final String INCONCLUSIVE = "check-inconclusive";
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_MESSAGE = 300;

  private final Severity failing;
  private final Wording words;
  private final StringBuilder suites = new StringBuilder();
  private int tests;
  private int failures;
  private int skipped;
  private long millis;

  /**
   * An empty run.
   *
   * @param failing findings at least this severe fail their check
   * @param words of the language that it is in
   */
  public JunitRun(Severity failing, Wording words) {
    this.failing = failing;
    this.words = words;
  }

  /** Takes a domain in. */
  public void add(Report report) {
    var cases = new StringBuilder();
    int count = 0;
    int failed = 0;
    int left = 0;
    for (Section section : Section.values()) {
      List<FindingPart> findings = findings(report, section);
      if (section == Section.GENERAL && findings.isEmpty()) {
        continue;
      }
      count++;
      List<FindingPart> faults = findings.stream().filter(this::fails).toList();
      String unseen = faults.isEmpty() ? unseen(report, section) : null;
      failed += faults.isEmpty() ? 0 : 1;
      left += unseen == null ? 0 : 1;
      cases
          .append("    <testcase name=\"")
          .append(xml(section.told().in(words)))
          .append("\" classname=\"mxray.")
          .append(xml(report.domain()))
          .append("\" time=\"0\"");
      body(cases, findings, faults, unseen);
    }
    suites
        .append("  <testsuite name=\"")
        .append(xml(report.domain()))
        .append("\" tests=\"" + count + "\" failures=\"" + failed)
        .append("\" errors=\"0\" skipped=\"" + left + "\" time=\"")
        .append(seconds(report.durationMs()))
        .append("\" timestamp=\"")
        .append(xml(report.scannedAt().replaceAll("Z$", "")))
        .append("\" hostname=\"localhost\">\n    <properties>\n");
    property("security_score", String.valueOf(report.securityScore()));
    property("grade", String.valueOf(report.grade()));
    property("outcome", report.outcome());
    property("coverage_pct", report.score().coveragePct().toPlainString());
    suites.append("    </properties>\n").append(cases).append("  </testsuite>\n");
    tests += count;
    failures += failed;
    skipped += left;
    millis += report.durationMs();
  }

  /** The document, with a line feed at the end. */
  public String text() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mxray\" tests=\""
        + tests
        + "\" failures=\""
        + failures
        + "\" errors=\"0\" skipped=\""
        + skipped
        + "\" time=\""
        + seconds(millis)
        + "\">\n"
        + suites
        + "</testsuites>\n";
  }

  private void body(
      StringBuilder out,
      List<FindingPart> findings,
      List<FindingPart> faults,
      @Nullable String unseen) {
    if (findings.isEmpty() && unseen == null) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    if (!faults.isEmpty()) {
      FindingPart first = faults.get(0);
      out.append("      <failure type=\"")
          .append(xml(first.severity()))
          .append("\" message=\"")
          .append(
              xml(summary(FindingTexts.cut(first.title(), MAX_MESSAGE, words), faults.size() - 1)))
          .append("\">")
          .append(faults.stream().map(this::told).collect(Collectors.joining("\n\n")))
          .append("</failure>\n");
    }
    if (unseen != null) {
      out.append("      <skipped message=\"").append(xml(unseen)).append("\"/>\n");
    }
    List<FindingPart> others =
        findings.stream().filter(finding -> !faults.contains(finding)).toList();
    if (!others.isEmpty()) {
      out.append("      <system-out>")
          .append(others.stream().map(this::told).collect(Collectors.joining("\n\n")))
          .append("</system-out>\n");
    }
    out.append("    </testcase>\n");
  }

  private boolean fails(FindingPart finding) {
    return !finding.isExcused()
        && isSeverity(finding.severity())
        && Severity.of(finding.severity()).atLeast(failing);
  }

  private static boolean isSeverity(String word) {
    return List.of("critical", "high", "medium", "low", "info").contains(word);
  }

  private static List<FindingPart> findings(Report report, Section section) {
    return report.findings().stream()
        .filter(finding -> finding.section().equals(section.id()))
        .filter(finding -> !finding.id().equals(INCONCLUSIVE))
        .toList();
  }

  /** Why a check says nothing; null when it was made. */
  private @Nullable String unseen(Report report, Section section) {
    ScopePart scope = report.scope();
    if (scope != null && !isAsked(scope, section)) {
      return Sentence.of("report.not-asked").in(words);
    }
    String notSeen = Sentence.of("report.not-seen").in(words);
    var reasons = new ArrayList<String>();
    for (FindingPart finding : report.findings()) {
      if (finding.id().equals(INCONCLUSIVE)
          && List.of(finding.evidence().getOrDefault("check", "").split(", ", -1))
              .contains(section.id())) {
        reasons.add(finding.subject() + ": " + finding.told().getOrDefault("reason", notSeen));
      }
    }
    if (!reasons.isEmpty()) {
      return FindingTexts.cut(
          Sentence.of("report.not-seen-because", String.join("; ", reasons)).in(words),
          MAX_MESSAGE,
          words);
    }
    return report.securityScore() == null && section != Section.GENERAL
        ? Sentence.of("report.not-completed").in(words)
        : null;
  }

  private static boolean isAsked(ScopePart scope, Section section) {
    return switch (section) {
      case GENERAL -> true;
      case TLS ->
          !scope.tls().equals("none")
              && (scope.checks().contains("smtp") || scope.checks().contains("mailbox"));
      default -> scope.checks().contains(section.id());
    };
  }

  private String told(FindingPart finding) {
    FindingPart.Suppression suppression = finding.suppression();
    Sentence where =
        Sentence.of(
            "report.junit-at",
            finding.severity().toUpperCase(Locale.ROOT),
            finding.id(),
            finding.subject());
    Sentence marked =
        suppression != null
            ? Sentence.of(
                "report.junit-suppressed", where, suppression.expires(), suppression.reason())
            : FindingPart.KNOWN.equals(finding.baseline())
                ? Sentence.of("report.junit-known", where)
                : where;
    return xml(
        marked.in(words)
            + "\n"
            + FindingTexts.cut(finding.title(), MAX_MESSAGE, words)
            + "\n"
            + FindingTexts.cut(finding.description(), MAX_TEXT, words)
            + "\n"
            + FindingTexts.cut(finding.recommendation(), MAX_TEXT, words));
  }

  private String summary(String title, int more) {
    return more == 0 ? title : Sentence.count("report.junit-more", more, title).in(words);
  }

  private void property(String name, String value) {
    suites
        .append("      <property name=\"")
        .append(name)
        .append("\" value=\"")
        .append(xml(value))
        .append("\"/>\n");
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  /** Programs that read this show it to people: what is not visible is written by its number. */
  private static String xml(String text) {
    return XmlText.of(text.lines().map(Printable::of).collect(Collectors.joining("\n")))
        .content()
        .replace("&#xA;", "\n");
  }
}
