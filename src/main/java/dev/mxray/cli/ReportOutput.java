package dev.mxray.cli;

import dev.mxray.report.ConsoleWriter;
import dev.mxray.report.CsvWriter;
import dev.mxray.report.GithubAnnotations;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.JunitRun;
import dev.mxray.report.MarkdownWriter;
import dev.mxray.report.Palette;
import dev.mxray.report.Report;
import dev.mxray.report.SarifRun;
import dev.mxray.report.Texts;
import dev.mxray.report.XmlWriter;
import dev.mxray.report.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/** Prints reports to standard output. */
final class ReportOutput {
  /** What is printed. */
  enum Shape {
    CONSOLE,
    /** One document, for people and programs. */
    JSON,
    /** One document per line. */
    JSON_LINES,
    /** A header, and a row per domain. */
    CSV,
    /** One document. */
    XML,
    /** One page. */
    HTML,
    /** One section per domain. */
    MARKDOWN,
    /** One document of the whole run. */
    SARIF,
    /** One document of the whole run. */
    JUNIT,
    /** A line for each annotation. */
    GITHUB,
    NONE
  }

  private final Terminal terminal;
  private final Palette palette;
  private final Shape shape;
  private final Manner manner;
  private @Nullable SarifRun sarif;
  private @Nullable JunitRun junit;
  private @Nullable JsonWriter json;
  private @Nullable CsvWriter csv;

  /** True once a console report was printed: a blank line parts it from the next one. */
  private boolean several;

  /**
   * An output.
   *
   * @param manner how it is written
   */
  ReportOutput(Terminal terminal, Palette palette, Shape shape, Manner manner) {
    this.terminal = terminal;
    this.palette = palette;
    this.shape = shape;
    this.manner = manner;
  }

  /** The writer; made late, because that takes longer than to print a console report. */
  private JsonWriter json() {
    if (json == null) {
      json = new JsonWriter();
    }
    return json;
  }

  void print(Report report) {
    switch (shape) {
      case CONSOLE -> {
        if (several) {
          terminal.out().println();
        }
        several = true;
        terminal
            .out()
            .print(
                new ConsoleWriter(
                        Texts.console(manner.language()),
                        palette,
                        terminal.unicode(),
                        terminal.width())
                    .text(report));
      }
      case JSON -> terminal.out().print(json().pretty(report));
      case JSON_LINES -> terminal.out().println(json().line(report));
      case CSV -> {
        if (csv == null) {
          csv = new CsvWriter();
          terminal.out().print(csv.header());
        }
        terminal.out().print(csv.row(report));
      }
      case XML -> terminal.out().print(new XmlWriter(json()).text(report));
      case HTML -> terminal.out().print(new HtmlWriter(manner.language()).text(report));
      case MARKDOWN -> {
        if (several) {
          terminal.out().println();
        }
        several = true;
        terminal.out().print(new MarkdownWriter(Texts.console(manner.language())).text(report));
      }
      case SARIF -> sarif().add(report);
      case JUNIT -> junit().add(report);
      case GITHUB ->
          terminal
              .out()
              .print(
                  new GithubAnnotations(manner.gate(), Texts.console(manner.language()))
                      .text(report));
      case NONE -> {}
    }
    terminal.out().flush();
  }

  /** Prints what is one document of the whole run. */
  void finish() {
    if (shape == Shape.SARIF) {
      terminal.out().print(sarif().text());
    } else if (shape == Shape.JUNIT) {
      terminal.out().print(junit().text());
    }
    terminal.out().flush();
  }

  private SarifRun sarif() {
    if (sarif == null) {
      sarif = new SarifRun(json(), manner.texts());
    }
    return sarif;
  }

  private JunitRun junit() {
    if (junit == null) {
      junit = new JunitRun(manner.failing(), manner.texts().words());
    }
    return junit;
  }
}
