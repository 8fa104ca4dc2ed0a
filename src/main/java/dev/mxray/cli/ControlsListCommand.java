package dev.mxray.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists controls. */
@Command(
    name = "list",
    description = "List the controls, with declared severity, base score and its rating.",
    footer = {"", "Example: mxray controls list --area MTA --component Postfix"})
final class ControlsListCommand implements Callable<Integer> {
  @Mixin private ControlSelection selection = new ControlSelection();
  @Mixin private ControlOutput output;

  ControlsListCommand(Terminal terminal) {
    this.output = new ControlOutput(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    output.print(output.parts(selection.controls()));
    return ExitCode.OK;
  }
}
