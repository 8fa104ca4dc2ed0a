package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.CataloguePart;
import dev.mxray.report.CatalogueWriter;
import dev.mxray.report.ConsoleCatalogue;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which language and form controls are printed. */
final class ControlOutput {
  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description = "What standard output gets: console (default) or json.")
  private String format = "console";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  @Mixin private CommonOptions common;

  ControlOutput(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  /** Whether JSON is asked for. */
  boolean json() throws UsageException {
    return jsonFormat
        || switch (format.toLowerCase(Locale.ROOT)) {
          case "json" -> true;
          case "console" -> false;
          default ->
              throw new UsageException("--format is console or json here, not '" + format + "'");
        };
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
