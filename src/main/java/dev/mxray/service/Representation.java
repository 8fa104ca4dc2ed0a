package dev.mxray.service;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Severity;
import dev.mxray.report.ConsoleWriter;
import dev.mxray.report.CsvWriter;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.JunitRun;
import dev.mxray.report.MarkdownWriter;
import dev.mxray.report.Palette;
import dev.mxray.report.Report;
import dev.mxray.report.SarifRun;
import dev.mxray.report.Texts;
import dev.mxray.report.XmlWriter;
import dev.mxray.report.html.HtmlWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which a report can be had, by media type (RFC 9110 §12.5.1). */
enum Representation {
  JSON("application/json", "json"),
  XML("application/xml", "xml"),
  CSV("text/csv; charset=utf-8", "csv"),
  HTML("text/html; charset=utf-8", "html"),
  MARKDOWN("text/markdown; charset=utf-8", "md"),
  SARIF("application/sarif+json", "sarif"),
  JUNIT("application/junit+xml", "junit.xml"),
  TEXT("text/plain; charset=utf-8", "txt");

  private static final JsonWriter DOCUMENTS = new JsonWriter();

  private final String mediaType;
  private final String extension;

  Representation(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }

  /** Their media types, for people. */
  static String all() {
    return String.join(
        ", ", Arrays.stream(values()).map(one -> one.mediaType.split(";")[0]).toList());
  }

  /** True for what programs read, with the texts that it was kept with. */
  boolean isData() {
    return this == JSON || this == XML || this == CSV;
  }

  /** The form that a client likes best; JSON when it says nothing, empty when it wants none. */
  static Optional<Representation> of(@Nullable String accept) {
    return accept == null || accept.isBlank()
        ? Optional.of(JSON)
        : Preferences.of(accept).stream().flatMap(range -> named(range).stream()).findFirst();
  }

  private static Optional<Representation> named(String range) {
    if (range.equals("*/*") || range.equals("application/*")) {
      return Optional.of(JSON);
    }
    return Arrays.stream(values())
        .filter(
            one ->
                range.equals(one.mediaType.split(";")[0])
                    || (range.equals("text/*") && one == TEXT))
        .findFirst();
  }

  /**
   * The report in this form.
   *
   * @param texts in whose language stands what is around the findings
   */
  String of(Report report, FindingTexts texts) {
    return switch (this) {
      case JSON -> DOCUMENTS.pretty(report);
      case XML -> new XmlWriter(DOCUMENTS).text(report);
      case CSV -> new CsvWriter().text(List.of(report));
      case HTML -> new HtmlWriter(texts.language()).text(report);
      case MARKDOWN -> new MarkdownWriter(Texts.console(texts.language())).text(report);
      case SARIF -> {
        var run = new SarifRun(DOCUMENTS, texts);
        run.add(report);
        yield run.text();
      }
      case JUNIT -> {
        var run = new JunitRun(Severity.HIGH, texts.words());
        run.add(report);
        yield run.text();
      }
      case TEXT ->
          new ConsoleWriter(
                  Texts.console(texts.language()),
                  Palette.OFF,
                  /* unicode= */ true,
                  ConsoleWriter.DEFAULT_WIDTH)
              .text(report);
    };
  }
}
