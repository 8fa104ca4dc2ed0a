package dev.mxray.cli;

import dev.mxray.report.ConsoleWriter;
import dev.mxray.report.CsvWriter;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Palette;
import dev.mxray.report.Report;
import dev.mxray.report.XmlWriter;
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
    NONE
  }

  private final Terminal terminal;
  private final Palette palette;
  private final Shape shape;
  private @Nullable JsonWriter json;
  private @Nullable CsvWriter csv;

  /** True once a console report was printed: a blank line parts it from the next one. */
  private boolean several;

  ReportOutput(Terminal terminal, Palette palette, Shape shape) {
    this.terminal = terminal;
    this.palette = palette;
    this.shape = shape;
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
            .print(new ConsoleWriter(palette, terminal.unicode(), terminal.width()).text(report));
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
      case NONE -> {}
    }
    terminal.out().flush();
  }
}
