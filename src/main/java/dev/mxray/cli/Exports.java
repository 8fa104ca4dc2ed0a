package dev.mxray.cli;

import dev.mxray.report.CsvWriter;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.JunitRun;
import dev.mxray.report.MarkdownWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReportFiles;
import dev.mxray.report.SarifRun;
import dev.mxray.report.Texts;
import dev.mxray.report.XmlWriter;
import dev.mxray.report.html.HtmlWriter;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run: one document per domain in JSON, XML, HTML and Markdown, one for the whole
 * run in CSV, SARIF and JUnit. The writers, and the libraries behind them, are made when the first
 * report needs them.
 */
final class Exports {
  /** What is written. */
  enum Form {
    JSON,
    CSV,
    XML,
    HTML,
    MARKDOWN,
    SARIF,
    JUNIT
  }

  private static final String SUMMARY = "summary";

  private final ReportFiles files;
  private final Set<Form> forms;
  private final boolean several;
  private final Consumer<@Nullable String> trouble;
  private @Nullable JsonWriter json;
  private @Nullable XmlWriter xml;
  private @Nullable CsvWriter csv;
  private @Nullable HtmlWriter html;
  private @Nullable SarifRun sarif;
  private @Nullable JunitRun junit;
  private final Manner manner;
  private final StringBuilder table = new StringBuilder();
  private String lastDomain = "";
  private boolean whole = true;

  /**
   * Files of one run.
   *
   * @param several true when more than one domain is scanned
   * @param manner how it is written
   * @param trouble gets a line for each file that could not be written
   */
  Exports(
      ReportFiles files,
      Set<Form> forms,
      boolean several,
      Manner manner,
      Consumer<@Nullable String> trouble) {
    this.files = files;
    this.forms = Set.copyOf(forms);
    this.several = several;
    this.manner = manner;
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
    }
    if (forms.contains(Form.HTML)) {
      if (html == null) {
        html = new HtmlWriter(manner.language());
      }
      write(report.domain(), ".html", html.text(report));
    }
    if (forms.contains(Form.MARKDOWN)) {
      write(
          report.domain(),
          ".md",
          new MarkdownWriter(Texts.console(manner.language())).text(report));
    }
    if (forms.contains(Form.SARIF)) {
      if (sarif == null) {
        sarif = new SarifRun(json(), manner.texts());
      }
      sarif.add(report);
    }
    if (forms.contains(Form.JUNIT)) {
      if (junit == null) {
        junit = new JunitRun(manner.failing(), manner.texts().words());
      }
      junit.add(report);
    }
    lastDomain = report.domain();
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
    if (sarif != null) {
      write(several ? SUMMARY : lastDomain, ".sarif", sarif.text());
    }
    if (junit != null) {
      write(several ? SUMMARY : lastDomain, ".junit.xml", junit.text());
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
