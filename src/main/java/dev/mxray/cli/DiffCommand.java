package dev.mxray.cli;

import dev.mxray.report.ChangesView;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.change.ReportChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what changed between two reports. */
@Command(
    name = "diff",
    description = {
      "Say what changed between two reports that were exported as JSON.",
      "Of files with several reports (one per line) those of the same domain are compared.",
      "What the newer report could not see is not gone."
    },
    footer = {"", "Example: mxray diff monday.json tuesday.json"})
final class DiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "The older report, in JSON.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The newer report, in JSON.")
  private String after = "";

  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description = "What standard output gets: console (default), json or markdown.")
  private String format = "console";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colours: auto (default), always or never.")
  private String color = "auto";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  @SuppressWarnings("unused") // Read by picocli.
  private boolean help;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageException {
    String shape = jsonFormat ? "json" : format.toLowerCase(Locale.ROOT);
    if (!List.of("console", "json", "markdown").contains(shape)) {
      throw new UsageException("--format is console, json or markdown, not '" + format + "'");
    }
    var palette = terminal.palette(color);
    Map<String, Report> old = byDomain(before);
    Map<String, Report> now = byDomain(after);
    var both = new ArrayList<ReportChanges>();
    now.forEach(
        (domain, report) -> {
          Report former = old.get(domain);
          if (former != null) {
            both.add(ReportChanges.between(former, report));
          }
        });
    if (both.isEmpty()) {
      throw new UsageException("the two files tell of different domains");
    }
    var json = new JsonWriter();
    for (ReportChanges changes : both) {
      var view = new ChangesView(changes, language.console());
      terminal
          .out()
          .print(
              switch (shape) {
                case "json" -> view.json(json, both.size() == 1);
                case "markdown" -> view.markdown();
                default -> view.text(palette, terminal.unicode(), terminal.width());
              });
    }
    terminal.out().flush();
    left(old.size() - both.size(), before);
    left(now.size() - both.size(), after);
    return ExitCode.OK;
  }

  private void left(int left, String file) {
    if (left > 0) {
      terminal.error(left + " more domains are in " + file + " only");
    }
  }

  /** Of several reports of a domain the last one. */
  private static Map<String, Report> byDomain(String file) throws UsageException {
    var reports = new LinkedHashMap<String, Report>();
    ReportFile.read(file).forEach(report -> reports.put(report.domain(), report));
    return reports;
  }
}
