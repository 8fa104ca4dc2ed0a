package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.CsvLayout;
import dev.mxray.report.CataloguePart;
import dev.mxray.report.CatalogueWriter;
import dev.mxray.report.ReportFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the catalogue as one document. */
@Command(
    name = "export",
    description = {
      "Write the catalogue: csv (default; facts in the columns of the framework's master file),",
      "json, yaml or markdown (with the texts of one language)."
    },
    footer = {"", "Example: mxray controls export --format csv --output mcss_controls_master.csv"})
final class ControlsExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv (default), json, yaml or markdown.")
  private String format = "csv";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private @Nullable String file;

  @Mixin private ControlSelection selection = new ControlSelection();

  @Mixin
  @SuppressWarnings("UnusedVariable") // Every command takes these options.
  private CommonOptions common;

  ControlsExportCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    String text = text(selection.controls(), common.language().texts());
    if (file == null) {
      terminal.out().print(text);
      terminal.out().flush();
    } else {
      write(file, text);
    }
    return ExitCode.OK;
  }

  private String text(List<Control> controls, ControlTexts texts) throws UsageException {
    String shape = jsonFormat ? "json" : format.toLowerCase(Locale.ROOT);
    if (shape.equals("csv")) {
      return CsvLayout.master(controls);
    }
    List<CataloguePart> parts =
        controls.stream().map(control -> CataloguePart.of(control, texts)).toList();
    return switch (shape) {
      case "json" -> CatalogueWriter.json(parts);
      case "yaml" -> CatalogueWriter.yaml(parts);
      case "markdown" -> CatalogueWriter.markdown(parts, texts);
      default ->
          throw new UsageException(
              "--format is csv, json, yaml or markdown here, not '" + format + "'");
    };
  }

  private static void write(String file, String text) throws UsageException {
    try {
      Path path = Path.of(file).toAbsolutePath();
      Path name = path.getFileName();
      Path directory = path.getParent();
      if (name == null || directory == null) {
        throw new UsageException("--output: '" + file + "' is not a file name");
      }
      var unused = new ReportFiles(directory, "").write(name.toString(), "", text);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "--output: "
              + (e instanceof InvalidPathException
                  ? "'" + file + "' is not a file name"
                  : e.getMessage()));
    }
  }
}
