package dev.mxray.cli;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.report.ConsoleExplanation;
import dev.mxray.report.Palette;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains a finding. */
@Command(
    name = "explain",
    description = "Explain a finding: what it means, why it matters, what to do.",
    footer = {"", "Example: mxray explain spf-too-many-lookups"})
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "A finding's id, as reports show it.")
  private String id = "";

  @Mixin private CommonOptions common;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    String given = id.strip().toLowerCase(Locale.ROOT);
    FindingType type =
        FindingType.of(given)
            .orElseThrow(() -> new UsageException("unknown finding '" + id + "'" + nearest(given)));
    Palette palette = common.palette();
    terminal
        .out()
        .print(
            ConsoleExplanation.of(
                type,
                FindingTexts.english().of(type),
                palette,
                terminal.unicode(),
                terminal.width()));
    terminal.out().flush();
    return ExitCode.OK;
  }

  /** A question about the id that was probably meant; empty when none is near. */
  private static String nearest(String given) {
    return Arrays.stream(FindingType.values())
        .map(FindingType::id)
        .min(Comparator.comparingInt(known -> distance(given, known)))
        .filter(known -> 2 * distance(given, known) <= known.length())
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
