package dev.mxray.cli;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.report.CatalogueWriter;
import dev.mxray.report.ConsoleExplanation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one control. */
@Command(
    name = "show",
    description = "Show a control: what it asks, why, its scores, how it is decided, what to do.",
    footer = {"", "Example: mxray controls show --lang it POSTFIX-003"})
final class ControlsShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "The id of a control, such as TLS-004.")
  private String id = "";

  @Mixin private ControlOutput output;

  ControlsShowCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new ControlOutput(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    Optional<Control> control = Catalogue.english().find(id.strip());
    if (control.isEmpty()) {
      throw new UsageException("unknown control '" + id + "'" + KnownIds.nearest(id.strip()));
    }
    output.print(
        output.json()
            ? CatalogueWriter.json(output.parts(List.of(control.get())))
            : ConsoleExplanation.of(
                control.get(),
                output.texts(),
                output.common().palette(),
                terminal.unicode(),
                terminal.width()));
    return ExitCode.OK;
  }
}
