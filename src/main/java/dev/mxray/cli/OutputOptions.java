package dev.mxray.cli;

import dev.mxray.report.Palette;
import dev.mxray.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the reports of a scan go: standard output and files. */
final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description =
          "What standard output gets: console (default), json, csv, markdown, sarif, junit, github"
              + " (annotations of a workflow's run), or xml or html (of one domain).")
  private String format = "console";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  @Option(names = "--no-console", description = "Print no console report.")
  private boolean noConsole;

  @Option(names = "--export-json", description = "Write each report to PREFIX<domain>.json.")
  private boolean exportJson;

  @Option(
      names = "--export-csv",
      description =
          "Write one row per domain to PREFIX<domain>.csv, or PREFIXsummary.csv for several.")
  private boolean exportCsv;

  @Option(names = "--export-xml", description = "Write each report to PREFIX<domain>.xml.")
  private boolean exportXml;

  @Option(
      names = "--export-html",
      description = "Write each report to PREFIX<domain>.html, a page that needs nothing else.")
  private boolean exportHtml;

  @Option(
      names = "--export-markdown",
      description = "Write each report to PREFIX<domain>.md, for comments.")
  private boolean exportMarkdown;

  @Option(
      names = "--export-sarif",
      description =
          "Write the findings to PREFIX<domain>.sarif, or PREFIXsummary.sarif for several.")
  private boolean exportSarif;

  @Option(
      names = "--export-junit",
      description =
          "Write the checks to PREFIX<domain>.junit.xml, or PREFIXsummary.junit.xml for several.")
  private boolean exportJunit;

  @Option(names = "--export-all", description = "Write all of them.")
  private boolean exportAll;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where exports are written (default: the current directory).")
  private String directory = ".";

  @Option(
      names = "--filename-prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "What the names of exported files begin with.")
  private String prefix = "";

  /**
   * What prints the reports.
   *
   * @param manner how they are written
   * @param several true when the user asked for a run of several domains
   */
  ReportOutput output(Terminal terminal, Palette palette, Manner manner, boolean several)
      throws UsageException {
    return new ReportOutput(terminal, palette, shape(several), manner);
  }

  /**
   * What writes the files, or nothing when the user asked for none. The directory can be written.
   *
   * @param several true when more than one domain is scanned
   * @param manner how they are written
   * @param trouble gets a line for each file that could not be written
   */
  Exports exports(boolean several, Manner manner, Consumer<@Nullable String> trouble)
      throws UsageException {
    return new Exports(files(), forms(), several, manner, trouble);
  }

  /** Makes sure, before anything is scanned, that the files can be written. */
  void check() throws UsageException {
    if (!forms().isEmpty()) {
      try {
        var unused = files();
        ReportFiles.check(Path.of(directory));
      } catch (IOException | IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
  }

  private ReportFiles files() throws UsageException {
    try {
      return new ReportFiles(Path.of(directory), prefix);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private Set<Exports.Form> forms() {
    if (exportAll) {
      return EnumSet.allOf(Exports.Form.class);
    }
    var forms = EnumSet.noneOf(Exports.Form.class);
    add(forms, exportJson, Exports.Form.JSON);
    add(forms, exportCsv, Exports.Form.CSV);
    add(forms, exportXml, Exports.Form.XML);
    add(forms, exportHtml, Exports.Form.HTML);
    add(forms, exportMarkdown, Exports.Form.MARKDOWN);
    add(forms, exportSarif, Exports.Form.SARIF);
    add(forms, exportJunit, Exports.Form.JUNIT);
    return forms;
  }

  private static void add(Set<Exports.Form> forms, boolean wanted, Exports.Form form) {
    if (wanted) {
      forms.add(form);
    }
  }

  private ReportOutput.Shape shape(boolean several) throws UsageException {
    String given = jsonFormat ? "json" : format.toLowerCase(Locale.ROOT);
    return switch (given) {
      case "console" -> noConsole ? ReportOutput.Shape.NONE : ReportOutput.Shape.CONSOLE;
      case "json" -> several ? ReportOutput.Shape.JSON_LINES : ReportOutput.Shape.JSON;
      case "csv" -> ReportOutput.Shape.CSV;
      case "markdown" -> ReportOutput.Shape.MARKDOWN;
      case "sarif" -> ReportOutput.Shape.SARIF;
      case "junit" -> ReportOutput.Shape.JUNIT;
      case "github" -> ReportOutput.Shape.GITHUB;
      case "xml", "html" -> {
        if (several) {
          throw new UsageException(
              "--format "
                  + given
                  + " is for one domain: several documents make no "
                  + (given.equals("xml") ? "XML" : "page")
                  + "; use --export-"
                  + given);
        }
        yield given.equals("xml") ? ReportOutput.Shape.XML : ReportOutput.Shape.HTML;
      }
      default ->
          throw new UsageException(
              "--format is console, json, csv, xml, html, markdown, sarif, junit or github, not '"
                  + format
                  + "'");
    };
  }
}
