package dev.mxray.cli;

import dev.mxray.mcss.CatalogueCheck;
import dev.mxray.mcss.CatalogueCheck.Problem;
import dev.mxray.report.CatalogueWriter;
import dev.mxray.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks catalogue files. */
@Command(
    name = "validate",
    description = {
      "Check catalogue files (CSV, the framework's master or localised columns): columns, metrics,",
      "severities, ids that occur once. Every error as FILE:LINE: MESSAGE; exit code 1 with errors."
    },
    footer = {"", "Example: mxray controls validate --scores mcss_controls_master.csv"})
final class ControlsValidateCommand implements Callable<Integer> {
  /** The framework's own file is 14 kB. */
  private static final int MAX_OCTETS = 1 << 24;

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of comma separated values.")
  private List<String> files = List.of();

  @Option(names = "--scores", description = "Print statistics of the scores.")
  private boolean scores;

  @Mixin private ControlOutput output;

  ControlsValidateCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new ControlOutput(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = output.json();
    var contents = new LinkedHashMap<String, byte[]>();
    for (String file : files) {
      contents.put(file, read(file));
    }
    var check = new CatalogueCheck();
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      check.check(content.getKey(), content.getValue());
    }
    output.print(json ? CatalogueWriter.json(check) : lines(check));
    return check.errors().isEmpty() ? ExitCode.OK : ExitCode.GATE;
  }

  private String lines(CatalogueCheck check) throws UsageException {
    check.warnings().forEach(warning -> terminal.error(warning.toString()));
    var out = new StringBuilder();
    for (Problem error : check.errors()) {
      out.append(Printable.of(error.toString())).append('\n');
    }
    if (scores) {
      out.append(output.console().statistics(check));
    }
    int errors = check.errors().size();
    terminal
        .err()
        .println(
            counted(check.controls().size(), "control")
                + " without fault in "
                + counted(check.files(), "file")
                + ", "
                + (errors == 0 ? "no error" : counted(errors, "error")));
    return out.toString();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static byte[] read(String file) throws UsageException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new UsageException(file + ": is larger than a catalogue file may be (16 MiB)");
      }
      return octets;
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("'" + file + "' cannot be read");
    }
  }
}
