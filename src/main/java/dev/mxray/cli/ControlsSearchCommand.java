package dev.mxray.cli;

import dev.mxray.report.CataloguePart;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds controls by words. */
@Command(
    name = "search",
    description = {
      "List the controls that have all the words in their id, area, component, evidence or texts,",
      "whatever the case and the accents."
    },
    footer = {"", "Example: mxray controls search open relay"})
final class ControlsSearchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description = "Words, or the beginnings of some.")
  private List<String> words = List.of();

  @Mixin private ControlSelection selection = new ControlSelection();
  @Mixin private ControlOutput output;

  ControlsSearchCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new ControlOutput(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    List<String> wanted =
        words.stream()
            .flatMap(word -> Stream.of(plain(word).split("\\s+")))
            .filter(word -> !word.isEmpty())
            .toList();
    if (wanted.isEmpty()) {
      throw new UsageException("no word to search for; try 'mxray controls search relay'");
    }
    List<CataloguePart> found =
        output.parts(selection.controls()).stream()
            .filter(control -> wanted.stream().allMatch(text(control)::contains))
            .toList();
    if (found.isEmpty()) {
      terminal.error("no control has '" + String.join(" ", words) + "'");
    }
    if (!found.isEmpty() || output.json()) {
      output.print(found);
    }
    return ExitCode.OK;
  }

  private static String text(CataloguePart control) {
    return plain(
        String.join(
            "\n",
            control.id(),
            control.area(),
            control.component(),
            control.name(),
            control.description(),
            control.rationale(),
            control.remediation(),
            control.evidence()));
  }

  /** In lower case and without accents. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT);
  }
}
