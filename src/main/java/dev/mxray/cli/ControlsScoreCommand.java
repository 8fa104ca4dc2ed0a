package dev.mxray.cli;

import dev.mxray.mcss.InvalidVectorException;
import dev.mxray.mcss.Scores;
import dev.mxray.mcss.Vector;
import dev.mxray.report.CatalogueWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Computes the scores of a vector. */
@Command(
    name = "score",
    description = "Compute exploitability, impact, base score and rating of a vector.",
    footer = {"", "Example: mxray controls score MCSS:1.0/EV:N/AC:H/AR:P/PR:N/UI:N/VC:L/VI:N/VA:N"})
final class ControlsScoreCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "VECTOR",
      description = "MCSS:1.0/ and the metrics, in any order; RC may be left out.")
  private String text = "";

  @Mixin private ControlOutput output;

  ControlsScoreCommand(Terminal terminal) {
    this.output = new ControlOutput(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    try {
      Vector vector = Vector.parse(text);
      Scores scores = Scores.of(vector);
      output.print(
          output.json()
              ? CatalogueWriter.json(vector, scores)
              : output.console().scored(vector, scores));
      return ExitCode.OK;
    } catch (InvalidVectorException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
