package dev.mxray.report;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Questions;
import dev.mxray.report.Palette.Style;

/** The questions of an audit as text for a terminal, in one language. */
public final class ConsoleQuestions {
  private final ControlTexts texts;
  private final Questions questions;
  private final Palette palette;
  private final boolean unicode;
  private final int width;

  /** Text for a terminal. */
  public ConsoleQuestions(ControlTexts texts, Palette palette, boolean unicode, int width) {
    this.texts = texts;
    this.questions = Questions.in(texts.language());
    this.palette = palette;
    this.unicode = unicode;
    this.width = width;
  }

  /** One question with how to find out and how to answer. */
  public String question(Control control, int number, int all) {
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    page.add(0, page.line());
    page.add(
        0,
        page.line()
            .put(Style.QUIET, "[" + number + "/" + all + "] ")
            .put(Style.STRONG, control.id())
            .put(
                Style.QUIET,
                "  "
                    + control.component()
                    + ", "
                    + texts.label("word." + control.severity().id())));
    page.add(
        2, page.line().own(Style.PLAIN, questions.of(control).orElse(texts.of(control).name())));
    String verify = texts.of(control).verify();
    if (!verify.isEmpty()) {
      page.add(
          2,
          4,
          page.line().put(Style.NOTE, texts.label("ask.hint") + ": ").own(Style.QUIET, verify));
    }
    page.add(
        2,
        page.line()
            .put(Style.QUIET, texts.label("ask.keys").replace("{component}", control.component())));
    return page.text();
  }
}
