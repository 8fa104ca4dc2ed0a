package dev.mxray.cli;

import dev.mxray.report.CsvWriter;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReportFiles;
import dev.mxray.report.XmlWriter;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run: one document per domain in JSON and XML, one table for the whole run in CSV.
 * The writers, and the libraries behind them, are made when the first report needs them.
 */
final class Exports {
  /** What is written. */
  enum Form {
    JSON,
    CSV,
    XML
  }

  private static final String SUMMARY = "summary";

  private final ReportFiles files;
  private final Set<Form> forms;
  private final boolean several;
  private final Consumer<@Nullable String> trouble;
  private @Nullable JsonWriter json;
  private @Nullable XmlWriter xml;
  private @Nullable CsvWriter csv;
  private final StringBuilder table = new StringBuilder();
  private String lastDomain = "";
  private boolean whole = true;

  /**
   * Files of one run.
   *
   * @param several true when more than one domain is scanned
   * @param trouble gets a line for each file that could not be written
   */
  Exports(ReportFiles files, Set<Form> forms, boolean several, Consumer<@Nullable String> trouble) {
    this.files = files;
    this.forms = Set.copyOf(forms);
    this.several = several;
    this.trouble = trouble;
  }

  /** Writes what is about this domain alone, and takes its row into the table. */
  void add(Report report) {
    if (forms.contains(Form.JSON)) {
      write(report.domain(), ".json", json().pretty(report));
    }
    if (forms.contains(Form.XML)) {
      if (xml == null) {
        xml = new XmlWriter(json());
      }
      write(report.domain(), ".xml", xml.text(report));
    }
    if (forms.contains(Form.CSV)) {
      if (csv == null) {
        csv = new CsvWriter();
        table.append(csv.header());
      }
      table.append(csv.row(report));
      lastDomain = report.domain();
    }
  }

  /**
   * Writes what is about the whole run.
   *
   * @return whether every file was written
   */
  boolean finish() {
    if (!table.isEmpty()) {
      write(several ? SUMMARY : lastDomain, ".csv", table.toString());
      table.setLength(0);
    }
    return whole;
  }

  private void write(String name, String suffix, String text) {
    try {
      var unused = files.write(name, suffix, text);
    } catch (IOException e) {
      trouble.accept(e.getMessage());
      whole = false;
    }
  }

  private JsonWriter json() {
    if (json == null) {
      json = new JsonWriter();
    }
    return json;
  }
}
