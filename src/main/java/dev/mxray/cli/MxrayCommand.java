package dev.mxray.cli;

import dev.mxray.net.EventLoops;
import dev.mxray.scan.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: version and help. */
@Command(
    name = "mxray",
    description = "A live scanner for mail domains.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the score is at or above the gate",
      "1:below the gate, or the scan could not be completed (standard error says which)",
      "2:wrong usage",
      "130:interrupted"
    },
    footer = {"", "Example: mxray scan example.com"})
final class MxrayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--version", description = "Print version, JDK and native transport.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  @SuppressWarnings("unused") // Read by picocli.
  private boolean help;

  MxrayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (version) {
      terminal
          .out()
          .println(
              "mxray "
                  + Version.number()
                  + " (JDK "
                  + Runtime.version()
                  + ", "
                  + EventLoops.available()
                  + " transport)");
      return ExitCode.OK;
    }
    spec.commandLine().usage(terminal.err());
    return ExitCode.USAGE;
  }
}
