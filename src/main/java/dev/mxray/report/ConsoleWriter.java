package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report for a person at a terminal. Whatever came from the network is shown as {@link
 * Printable} text, cut where it is long; nothing is left out without a word that says so. Lines end
 * in a line feed and, where words can be parted, stay within the width.
 */
public final class ConsoleWriter {
  /** The width when the terminal's is not known. */
  public static final int DEFAULT_WIDTH = 88;

  /** Narrower terminals get this width all the same. */
  public static final int MIN_WIDTH = 40;

  private static final String NOT_FOUND = "domain-not-found";
  private static final String INCONCLUSIVE = "check-inconclusive";

  /** As many unseen questions are named in the header. */
  private static final int MAX_UNSEEN = 8;

  private final Texts texts;
  private final Palette palette;
  private final boolean unicode;
  private final int width;

  /** A writer in English. */
  public ConsoleWriter(Palette palette, boolean unicode, int width) {
    this(Texts.console(), palette, unicode, width);
  }

  /**
   * A writer.
   *
   * @param texts of the language
   * @param palette colours or none
   * @param unicode false when the output's character set is not a Unicode one: then all is ASCII
   * @param width columns of the terminal
   */
  public ConsoleWriter(Texts texts, Palette palette, boolean unicode, int width) {
    this.texts = texts;
    this.palette = palette;
    this.unicode = unicode;
    this.width = Math.max(MIN_WIDTH, width);
  }

  /** The report as text, with a line feed at the end. */
  public String text(Report report) {
    var page = new Page(texts, palette, unicode, width);
    head(page, report);
    if (!exists(report)) {
      ConsoleFindings.write(page, report);
      return page.text();
    }
    ConsoleScore.write(page, report);
    ConsoleRouting.write(page, report.mx());
    ConsoleReverse.write(page, report.ptrRecords());
    ConsoleServers.write(page, report);
    ConsoleTrust.write(page, report);
    ConsoleReputation.write(page, report.reputation());
    // A policy that is known to be valid was seen as a whole.
    boolean exact = Boolean.TRUE.equals(report.spf().valid()) || !isUnsure(report, "spf");
    ConsoleSpf.write(page, report.spf(), exact);
    ConsoleDkim.write(page, report.dkim(), report.score().profile().equals("no_mail"));
    ConsoleDmarc.write(page, report);
    ConsoleSenders.write(page, report);
    ConsolePolicies.write(page, report);
    ConsoleControls.write(page, report);
    ConsoleFindings.write(page, report);
    return page.text();
  }

  private void head(Page page, Report report) {
    var name = page.line().put(Style.STRONG, Words.cut(report.domain()));
    if (unicode && !report.domainUnicode().equals(report.domain())) {
      name.put(" (" + Words.cut(report.domainUnicode()) + ")");
    }
    page.add(0, name);
    page.add(
        0,
        page.line()
            .say(
                Style.QUIET,
                "scanned",
                Words.cut(report.scannedAt()),
                seconds(report.durationMs()),
                Words.cut(report.tool().name() + " " + report.tool().version())));
    page.blank();
    page.add(2, verdict(page, report));
    for (String note : report.notes()) {
      page.add(2, 4, page.line().put("• ").put(Words.cut(note)));
    }
    // Last, since it ends in a list of which a note would seem to be a part.
    unseen(page, report);
  }

  private static Line verdict(Page page, Report report) {
    Integer score = report.securityScore();
    if (score == null) {
      return page.line()
          .say(Style.WORST, "no-score")
          .say(
              exists(report) ? "no-score.unseen" : "no-score.no-domain",
              Words.number(report.score().coveragePct()));
    }
    String grade =
        report.grade() == null ? "" : page.texts().of("grade", Words.cut(report.grade()));
    var line = page.line().say(ofScore(score), "of-100", score, grade);
    boolean all = report.score().coveragePct().compareTo(BigDecimal.valueOf(100)) >= 0;
    if (report.outcome().equals("complete") && all) {
      return line.put(" ").say("all-seen");
    }
    return line.put(" ")
        .say(
            "between",
            report.score().low(),
            report.score().high(),
            Words.number(report.score().coveragePct()));
  }

  private static void unseen(Page page, Report report) {
    List<FindingPart> inconclusive =
        report.findings().stream().filter(finding -> finding.id().equals(INCONCLUSIVE)).toList();
    boolean partial = !report.outcome().equals("complete") && exists(report);
    if (!partial && inconclusive.isEmpty()) {
      return;
    }
    var lead = page.line();
    if (exists(report)) {
      lead.say("outcome", page.texts().word("outcome", Words.cutShort(report.outcome()))).put(" ");
    }
    page.add(2, lead.say("unseen"));
    for (ScorePart.SectionPart section : report.score().sections()) {
      var missing = section.applicable().subtract(section.weight());
      if (missing.signum() > 0) {
        page.add(2, 4, page.line().put("• ").put(missing(page.texts(), report, section, missing)));
      }
    }
    for (FindingPart finding : inconclusive.stream().limit(MAX_UNSEEN).toList()) {
      page.add(2, 4, page.line().put("• ").put(question(page.texts(), finding)));
    }
    if (inconclusive.size() > MAX_UNSEEN) {
      page.add(
          2, page.line().put("• ").say("more-under-findings", inconclusive.size() - MAX_UNSEEN));
    }
  }

  private static String missing(
      Texts texts, Report report, ScorePart.SectionPart section, BigDecimal missing) {
    String name = Words.section(texts, section.id());
    if (section.id().equals("dkim") && report.dkim().state().equals("not_found")) {
      return texts.of("missing.keys", name, report.dkim().selectorsTried());
    }
    return texts.of(
        "missing.points", name, Words.number(missing), Words.number(section.applicable()));
  }

  private static String question(Texts texts, FindingPart finding) {
    Map<String, String> evidence = finding.told();
    String check = evidence.getOrDefault("check", "");
    String step = evidence.getOrDefault("step", finding.subject());
    String reason = evidence.getOrDefault("reason", "");
    return (check.isEmpty() ? "" : Words.sections(texts, check) + ": ")
        + Words.cut(step)
        + (reason.isEmpty() ? "" : ": " + Words.cut(reason));
  }

  private static Style ofScore(int score) {
    return score >= 80 ? Style.GOOD : score >= 60 ? Style.FAIR : Style.WORST;
  }

  private static boolean exists(Report report) {
    return report.findings().stream().noneMatch(finding -> finding.id().equals(NOT_FOUND));
  }

  private static boolean isUnsure(Report report, String check) {
    return report.findings().stream()
        .anyMatch(
            finding ->
                finding.id().equals(INCONCLUSIVE)
                    && finding.evidence().getOrDefault("check", "").contains(check));
  }

  private static String seconds(long millis) {
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
