package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.CataloguePart;
import dev.mxray.report.CatalogueWriter;
import dev.mxray.report.ConsoleCatalogue;
import java.util.List;
import picocli.CommandLine.Mixin;

/** In which language and form controls are printed. */
final class ControlOutput {
  private final Terminal terminal;

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  ControlOutput(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  /** Whether JSON is asked for. */
  boolean json() throws UsageException {
    return form.json();
  }

  ControlTexts texts() throws UsageException {
    return common.language().texts();
  }

  CommonOptions common() {
    return common;
  }

  /** Text for the terminal, in the language. */
  ConsoleCatalogue console() throws UsageException {
    return new ConsoleCatalogue(texts(), common.palette(), terminal.unicode(), terminal.width());
  }

  /** The controls as documents have them. */
  List<CataloguePart> parts(List<Control> controls) throws UsageException {
    ControlTexts texts = texts();
    return controls.stream().map(control -> CataloguePart.of(control, texts)).toList();
  }

  /** Prints a list of controls. */
  void print(List<CataloguePart> controls) throws UsageException {
    print(json() ? CatalogueWriter.json(controls) : console().list(controls));
  }

  void print(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }
}
