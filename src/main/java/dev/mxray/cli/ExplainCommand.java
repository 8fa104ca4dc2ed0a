package dev.mxray.cli;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.report.ConsoleExplanation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains a finding or a control. */
@Command(
    name = "explain",
    description = {
      "Explain a finding: what it means, why it matters, what to do.",
      "Or an MCSS control: what it asks for, how it is scored and decided."
    },
    footer = {
      "",
      "Examples: mxray explain spf-too-many-lookups",
      "          mxray explain TLS-004"
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
      throw new UsageException("unknown finding or control '" + id + "'" + nearest(given));
    }
    return ConsoleExplanation.of(
        type.get(),
        FindingTexts.english().of(type.get()),
        common.palette(),
        terminal.unicode(),
        terminal.width());
  }

  private String explained(Control control) throws UsageException {
    return ConsoleExplanation.of(control, common.palette(), terminal.unicode(), terminal.width());
  }

  /** A question about the id that was probably meant; empty when none is near. */
  private static String nearest(String given) {
    Catalogue catalogue = Catalogue.english();
    return Stream.of(
            Arrays.stream(FindingType.values()).map(FindingType::id),
            catalogue.controls().stream().map(Control::id),
            catalogue.extensions().stream().map(Control::id))
        .flatMap(Function.identity())
        .min(Comparator.comparingInt(known -> distance(given, known.toLowerCase(Locale.ROOT))))
        .filter(known -> 2 * distance(given, known.toLowerCase(Locale.ROOT)) <= known.length())
        .map(known -> "; did you mean '" + known + "'?")
        .orElse("; reports show the ids, such as spf-missing");
  }

  /** Levenshtein's distance, on short words. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= Math.min(one.length(), 100); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
