package dev.mxray.cli;

import dev.mxray.scan.ScanOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at domains and addresses again and again. */
@Command(
    name = WatchCommand.NAME,
    description = {
      "Look at domains and addresses by a schedule, keep what was seen, and tell what has changed.",
      "--config names the file that says what, when and whom to tell; --print-example shows one.",
      "Exit code 1 when the database fails; with --once also when something could not be looked at,",
      "or an alert not be delivered."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples: mxray watch --print-example > watch.yaml",
      "          mxray watch --config watch.yaml",
      "          mxray watch --once --config watch.yaml"
    })
final class WatchCommand implements Callable<Integer> {
  static final String NAME = "watch";

  private final Terminal terminal;

  @Option(
      names = "--once",
      description = "Look at everything once, now, send what is to be sent, and end.")
  private boolean once;

  @Option(names = "--print-example", description = "Print a configuration with all keys.")
  private boolean example;

  @Option(
      names = "--check-config",
      description = "Read the configuration, say what is wrong with it, and end.")
  private boolean check;

  @Option(
      names = "--retry-dead-letters",
      description = "First try once more to deliver alerts that were given up.")
  private boolean revive;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description = "Keep gauges for Prometheus in this file (OpenMetrics text).")
  private @Nullable String metricsFile;

  @Mixin private ListOptions lists = new ListOptions();

  @Mixin private CommonOptions common;

  WatchCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    if (example) {
      WatchProgram.printExample(terminal);
      return ExitCode.OK;
    }
    String file = common.config();
    if (file == null) {
      throw new UsageException("--config FILE is missing; --print-example shows one");
    }
    var program = new WatchProgram(terminal, common, file, metricsFile);
    if (check) {
      terminal.out().println(program.summary());
      return ExitCode.OK;
    }
    ScanOptions options =
        lists.applied(
            ScanOptions.defaults().withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS)));
    return program.run(options, lists.resolvers(), once, revive);
  }
}
