package dev.mxray.report;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.DecisionTable;
import dev.mxray.mcss.Effort;
import dev.mxray.report.Palette.Style;
import dev.mxray.text.Wording;
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
      FindingType type,
      FindingTexts.Text text,
      Texts texts,
      Palette palette,
      boolean unicode,
      int width) {
    var page = new Page(texts, palette, unicode, width);
    page.heading(text.title());
    page.add(
        0,
        page.line()
            .put(
                type.id()
                    + ", "
                    + texts.word("severity", type.severity().id())
                    + ", "
                    + type.section().told().in(page.texts().words())));
    page.blank();
    page.add(0, page.line().put(text.description()));
    page.heading(texts.of("explain.what-to-do"));
    page.add(0, page.line().put(text.recommendation()));
    if (!text.placeholders().isEmpty()) {
      page.blank();
      page.add(0, page.line().say(Style.QUIET, "explain.braces"));
    }
    page.heading(texts.of("explain.references"));
    page.add(0, page.line().put(String.join("; ", text.references())));
    return page.text();
  }

  /** The explanation of a control in a language, with a line feed at its end. */
  public static String of(
      Control control, ControlTexts texts, Palette palette, boolean unicode, int width) {
    ControlTexts.Text text = texts.of(control);
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    page.heading(text.name());
    page.add(
        0,
        page.line()
            .put(control.id() + ", " + word(control.severity().id(), texts))
            .put(", " + control.area() + ", " + control.component()));
    page.blank();
    page.add(0, page.line().own(Style.PLAIN, text.description()));
    page.heading(texts.label("why"));
    page.add(0, page.line().own(Style.PLAIN, text.rationale()));
    page.heading(texts.label("what-to-do"));
    page.add(0, page.line().own(Style.PLAIN, text.remediation()));
    page.add(
        0,
        page.line()
            .put(Style.QUIET, texts.label("effort") + ": " + word(Effort.of(control).id(), texts)));
    page.heading(texts.label("verify"));
    page.add(0, page.line().own(Style.PLAIN, text.verify()));
    page.heading(texts.label("breaks"));
    page.add(0, page.line().own(Style.PLAIN, text.breaks()));
    page.heading(texts.label("score"));
    page.add(0, page.line().put(control.vector().toString()));
    page.add(
        0,
        page.line()
            .put(
                texts
                    .label("scored")
                    .replace("{score}", control.scores().baseScore().toPlainString())
                    .replace("{rating}", word(control.scores().rating().id(), texts))
                    .replace("{severity}", word(control.severity().id(), texts))));
    page.add(
        0,
        page.line()
            .put(
                texts
                    .label(control.extension() ? "extension" : "framework")
                    .replace("{version}", Catalogue.VERSION)));
    page.heading(texts.label("how-decided"));
    page.add(0, page.line().put(decided(control, texts)));
    List<String> findings = DecisionTable.findings(control);
    if (!findings.isEmpty()) {
      page.heading(texts.label("findings"));
      page.add(0, page.line().put(String.join(", ", findings)));
    }
    return page.text();
  }

  private static String decided(Control control, ControlTexts texts) {
    String outside =
        DecisionTable.passes(control)
            .map(passes -> passes.in(Wording.in(texts.language())))
            .map(passes -> texts.label("outside").replace("{passes}", passes))
            .orElse(texts.label("host-only"));
    return control.extension()
        ? outside
        : outside + " " + texts.label("host").replace("{evidence}", control.evidence());
  }

  private static String word(String id, ControlTexts texts) {
    return texts.label("word." + id);
  }
}
