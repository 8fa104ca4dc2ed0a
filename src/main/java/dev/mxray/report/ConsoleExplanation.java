package dev.mxray.report;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.DecisionTable;
import dev.mxray.report.Palette.Style;
import java.util.List;

/** What a finding type or a control means, as text for a terminal. */
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

  /** The explanation of a control, with a line feed at its end. */
  public static String of(Control control, Palette palette, boolean unicode, int width) {
    var page = new Page(palette, unicode, width);
    page.heading(control.name());
    page.add(
        0,
        page.line()
            .put(control.id() + ", " + control.severity().id() + ", " + control.area())
            .put(", " + control.component()));
    page.blank();
    page.add(
        0,
        page.line()
            .put(
                control.extension()
                    ? "A control of mxray's own, beside those of MCSS " + Catalogue.VERSION + "."
                    : "A control of MCSS " + Catalogue.VERSION + "."));
    page.add(0, page.line().put(control.vector().toString()));
    page.add(
        0,
        page.line()
            .put("Base score " + control.scores().baseScore().toPlainString())
            .put(", rated " + control.scores().rating().id())
            .put("; declared severity " + control.severity().id() + "."));
    page.heading("How it is decided");
    page.add(0, page.line().put(decided(control)));
    List<String> findings = DecisionTable.findings(control);
    if (!findings.isEmpty()) {
      page.heading("Findings");
      page.add(0, page.line().put(String.join(", ", findings)));
    }
    return page.text();
  }

  private static String decided(Control control) {
    String host = " On the mail host " + control.evidence() + " shows it.";
    return DecisionTable.passes(control)
        .map(passes -> "Seen from outside, it passes when " + passes + ".")
        .map(outside -> control.extension() ? outside : outside + host)
        .orElse("It cannot be seen from outside." + host);
  }
}
