package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;

/** What to do, in the order of what it gains: the end of the report, where a reader looks first. */
final class ConsoleAdvice {
  private static final int MAX_ADVICE = 10;
  private static final int MAX_TEXT = 200;
  private static final int GAIN = 5;

  private ConsoleAdvice() {}

  static void write(Page page, Report report) {
    List<Recommendation> advice = Recommendation.of(report);
    if (report.securityScore() == null || advice.isEmpty()) {
      return;
    }
    page.heading(page.texts().of("advice"));
    for (Recommendation one : advice.stream().limit(MAX_ADVICE).toList()) {
      FindingPart first = one.first();
      String gain = one.gain() > 0 ? "+" + one.gain() : "";
      var line =
          page.line()
              .put(Style.GOOD, " ".repeat(Math.max(0, GAIN - 2 - gain.length())) + gain + "  ")
              .own(Style.PLAIN, brief(first.recommendation()))
              .put(Style.QUIET, "  " + Words.cutShort(first.id()));
      int more = one.findings().size() - 1;
      if (more > 0) {
        line.put(Style.QUIET, " ").say(Style.QUIET, "advice.and-more", more);
      }
      page.add(2, 2 + GAIN, line);
    }
    if (advice.size() > MAX_ADVICE) {
      page.add(
          2 + GAIN, page.line().put("… ").say("more-under-findings", advice.size() - MAX_ADVICE));
    }
  }

  /** The first sentences, as many as are short together; the whole stands with the finding. */
  private static String brief(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = text.lastIndexOf(". ", MAX_TEXT - 1);
    return end > 0 ? text.substring(0, end + 1) : Printable.cut(text, MAX_TEXT);
  }
}
