package dev.mxray.report.html;

import dev.mxray.report.Report;
import dev.mxray.report.Texts;
import gg.jte.output.StringOutput;

/**
 * The report as one page of HTML that needs nothing but itself: no request is made, and its policy
 * (CSP) allows no script and no style but its own two, by their digests. Text from the network is
 * escaped by where it stands, and what is not plainly visible is written by its number.
 */
public final class HtmlWriter {
  private static final int USUAL_SIZE = 1 << 17;

  private final Texts texts;

  /**
   * A writer.
   *
   * @param language of what stands around the findings, by ISO 639-1
   * @throws IllegalArgumentException when there are no texts in it; the message is for people
   */
  public HtmlWriter(String language) {
    this.texts = Texts.page(language);
  }

  /** The page, with a line feed at the end. */
  @SuppressWarnings("NullAway") // No element is intercepted.
  public String text(Report report) {
    var out = new StringOutput(USUAL_SIZE);
    JtereportGenerated.render(new VisibleOutput(out), null, new ReportPage(report, texts), texts);
    return out.toString();
  }
}
