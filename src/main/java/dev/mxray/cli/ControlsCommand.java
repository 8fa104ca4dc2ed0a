package dev.mxray.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The catalogue of controls; what is done with it is in the subcommands. */
@Command(
    name = ControlsCommand.NAME,
    description = "The catalogue of MCSS controls: read it, score, check, export.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: mxray controls list --area TLS"})
final class ControlsCommand implements Callable<Integer> {
  /** The word that names it. */
  static final String NAME = "controls";

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  @SuppressWarnings("unused") // Read by picocli.
  private boolean help;

  private ControlsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * The command, with its subcommands (one visible list) where it is the one that was named: to
   * read what they declare takes longer than many a scan's packets are under way.
   */
  static CommandLine commands(Terminal terminal, boolean named) {
    var command = new CommandLine(new ControlsCommand(terminal));
    return named
        ? command
            .addSubcommand(new ControlsListCommand(terminal))
            .addSubcommand(new ControlsShowCommand(terminal))
            .addSubcommand(new ControlsSearchCommand(terminal))
            .addSubcommand(new ControlsScoreCommand(terminal))
            .addSubcommand(new ControlsValidateCommand(terminal))
            .addSubcommand(new ControlsExportCommand(terminal))
            .addSubcommand(new ControlsBuildCommand(terminal))
            .addSubcommand(new ControlsImportCommand(terminal))
        : command;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.USAGE;
  }
}
