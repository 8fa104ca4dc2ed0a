package dev.mxray.cli;

import dev.mxray.finding.FindingType;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.report.ConsoleExplanation;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains a finding or a control. */
@Command(
    name = "explain",
    description = {
      "Explain a finding: what it means, why it matters, what to do.",
      "Or an MCSS control: what it asks for, how it is scored and decided, what to do."
    },
    footer = {
      "",
      "Examples: mxray explain spf-too-many-lookups",
      "          mxray explain --lang it TLS-004"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "ID",
      description = "The id of a finding or control, as reports show it.")
  private String id = "";

  @Mixin private CommonOptions common;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    String given = id.strip().toLowerCase(Locale.ROOT);
    Optional<Control> control = Catalogue.english().find(given);
    terminal.out().print(control.isPresent() ? explained(control.get()) : explained(given));
    terminal.out().flush();
    return ExitCode.OK;
  }

  private String explained(String given) throws UsageException {
    Optional<FindingType> type = FindingType.of(given);
    if (type.isEmpty()) {
      throw new UsageException("unknown finding or control '" + id + "'" + KnownIds.nearest(given));
    }
    return ConsoleExplanation.of(
        type.get(),
        common.language().findings().of(type.get()),
        common.language().console(),
        common.palette(),
        terminal.unicode(),
        terminal.width());
  }

  private String explained(Control control) throws UsageException {
    return ConsoleExplanation.of(
        control, common.language().texts(), common.palette(), terminal.unicode(), terminal.width());
  }
}
