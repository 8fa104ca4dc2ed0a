package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import dev.mxray.report.ScorePart.DeductionPart;
import dev.mxray.report.ScorePart.SectionPart;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The ledger of the score: points, bars, and what each deduction costs. */
final class ConsoleScore {
  private static final int BAR = 20;
  private static final int NAME = 14;
  private static final int POINTS = 14;

  private ConsoleScore() {}

  static void write(Page page, Report report) {
    page.heading(page.texts().of("score"));
    boolean noMail = report.score().profile().equals("no_mail");
    for (SectionPart section : report.score().sections()) {
      var line = page.line().pad(Style.PLAIN, Words.section(page.texts(), section.id()), NAME);
      if (section.state().equals("not_applicable")) {
        line.say(Style.QUIET, noMail ? "score.no-mail" : "score.not-part");
        page.add(2, 2 + NAME, line);
        continue;
      }
      if (section.state().equals("unknown")) {
        line.say(Style.FAIR, "not-seen")
            .put(", ")
            .say("score.points", Words.number(section.applicable()));
        page.add(2, 2 + NAME, line);
        continue;
      }
      line.pad(Style.PLAIN, points(page.texts(), section), POINTS);
      bar(line, section);
      BigDecimal unseen = section.applicable().subtract(section.weight());
      if (unseen.signum() > 0) {
        line.put(Style.FAIR, "  ").say(Style.FAIR, "score.unseen", Words.number(unseen));
      }
      page.add(2, 2 + NAME, line);
      for (DeductionPart deduction : section.deductions()) {
        deduction(page, report, deduction);
      }
    }
  }

  private static String points(Texts texts, SectionPart section) {
    return texts.of("score.of", Words.number(section.points()), Words.number(section.applicable()));
  }

  private static void bar(Line line, SectionPart section) {
    int reached = cells(section.points(), section.applicable());
    int seen = Math.max(reached, cells(section.weight(), section.applicable()));
    Style style = reached == seen ? Style.GOOD : reached * 2 >= seen ? Style.FAIR : Style.WORST;
    line.put(style, "█".repeat(reached))
        .put(Style.QUIET, "░".repeat(seen - reached))
        .put(Style.QUIET, "?".repeat(BAR - seen));
  }

  private static int cells(BigDecimal part, BigDecimal whole) {
    if (whole.signum() <= 0) {
      return 0;
    }
    int cells =
        part.multiply(BigDecimal.valueOf(BAR)).divide(whole, 0, RoundingMode.HALF_UP).intValue();
    // A full bar means all, an empty one nothing.
    int least = part.signum() > 0 ? 1 : 0;
    int most = part.compareTo(whole) < 0 ? BAR - 1 : BAR;
    return Math.max(least, Math.min(most, cells));
  }

  private static void deduction(Page page, Report report, DeductionPart deduction) {
    var line =
        page.line()
            .own(Style.BAD, "−" + Words.number(deduction.points()))
            .put(" " + Words.cutShort(deduction.finding()));
    if (!deduction.subject().equals(report.domain())) {
      line.put(" ").say("at", Words.cutShort(deduction.subject()));
    }
    if (deduction.scoreWithout() != null) {
      line.put(Style.QUIET, " ").say(Style.QUIET, "score.without", deduction.scoreWithout());
    }
    page.add(2 + NAME, 4 + NAME, line);
  }
}
