package dev.mxray.report.html;

import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.AuditPart;
import gg.jte.output.StringOutput;

/** An audit as one page of HTML that needs nothing but itself, as {@link HtmlWriter} makes it. */
public final class AuditHtmlWriter {
  private static final int USUAL_SIZE = 1 << 17;

  private final ControlTexts texts;

  /** A writer in the language of these texts. */
  public AuditHtmlWriter(ControlTexts texts) {
    this.texts = texts;
  }

  /** The page, with a line feed at the end. */
  @SuppressWarnings(
      "NullAway") // The interceptor may be null; only the generated code does not say so.
  public String text(AuditPart audit) {
    var out = new StringOutput(USUAL_SIZE);
    JteauditGenerated.render(new VisibleOutput(out), null, new AuditPage(audit, texts));
    return out.toString();
  }
}
