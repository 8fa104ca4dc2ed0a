package dev.mxray.report;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.report.Palette.Style;

/** What a finding type means, as text for a terminal. */
public final class ConsoleExplanation {
  private ConsoleExplanation() {}

  /**
   * The explanation, with a line feed at its end.
   *
   * @param text of the type, placeholders and all
   */
  public static String of(
      FindingType type, FindingTexts.Text text, Palette palette, boolean unicode, int width) {
    var page = new Page(palette, unicode, width);
    page.heading(text.title());
    page.add(
        0,
        page.line()
            .put(type.id() + ", " + type.severity().id() + ", " + type.section().category()));
    page.blank();
    page.add(0, page.line().put(text.description()));
    page.heading("What to do");
    page.add(0, page.line().put(text.recommendation()));
    if (!text.placeholders().isEmpty()) {
      page.blank();
      page.add(0, page.line().put(Style.QUIET, "Words in braces stand for what a scan has found."));
    }
    page.heading("References");
    page.add(0, page.line().put(String.join("; ", text.references())));
    return page.text();
  }
}
