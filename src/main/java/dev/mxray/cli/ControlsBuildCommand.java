package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.CsvLayout;
import dev.mxray.report.ReportFiles;
import dev.mxray.text.TextFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the catalogue as localised files. */
@Command(
    name = "build",
    description = {
      "Write a CSV file for each area and component, with the texts of one language or of all:",
      "DIR/<language>/controls/mcss_<area>_<component>.csv, in the framework's columns."
    },
    footer = {"", "Example: mxray controls build --all --output catalogue"})
final class ControlsBuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--all", description = "Every language there is.")
  private boolean all;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The directory; what is missing of it is made.")
  private String directory = "";

  @Mixin private ControlSelection selection = new ControlSelection();

  @Mixin
  @SuppressWarnings("UnusedVariable") // Every command takes these options.
  private CommonOptions common;

  ControlsBuildCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    List<Control> controls = selection.controls();
    List<String> languages = all ? TextFile.LANGUAGES : List.of(common.language().id());
    for (String one : languages) {
      Path target = write(one, controls);
      terminal.out().println(target + ": " + controls.size() + " controls");
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private Path write(String one, List<Control> controls) throws UsageException {
    try {
      Path target = Path.of(directory).resolve(one).resolve("controls");
      var files = new ReportFiles(target, "");
      for (Map.Entry<String, String> file :
          CsvLayout.localised(controls, ControlTexts.in(one)).entrySet()) {
        var unused = files.write(file.getKey(), "", file.getValue());
      }
      return target;
    } catch (InvalidPathException e) {
      throw new UsageException("--output: '" + directory + "' is not a directory's name");
    } catch (IOException e) {
      throw new UsageException("--output: " + e.getMessage());
    }
  }
}
