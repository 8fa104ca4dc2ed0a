package dev.mxray.cli;

import dev.mxray.report.GradeBadge;
import dev.mxray.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the grade of a stored report as a picture. */
@Command(
    name = "badge",
    description = "Print an SVG badge of the grade of a report that was exported as JSON.",
    footer = {"", "Example: mxray badge example.com.json > grade.svg"})
final class BadgeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "REPORT", description = "The report, in JSON.")
  private String file = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  @SuppressWarnings("unused") // Read by picocli.
  private boolean help;

  @Mixin private LanguageOption language = new LanguageOption();

  BadgeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageException {
    var reports = ReportFile.read(file);
    if (reports.size() > 1) {
      throw new UsageException(file + ": holds several reports; a badge shows one");
    }
    Report report = reports.get(0);
    terminal.out().print(GradeBadge.of(report.grade(), report.securityScore(), language.words()));
    terminal.out().flush();
    return ExitCode.OK;
  }
}
