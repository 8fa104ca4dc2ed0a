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
import dev.mxray.report.XmlWriter;
import dev.mxray.report.html.HtmlWriter;
import dev.mxray.text.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  /** The form that a client likes best; JSON when it says nothing, empty when it wants none. */
  static Optional<Representation> of(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(JSON);
    }
    Representation best = null;
    double quality = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", 20)) {
      String[] words = range.split(";");
      double wanted = quality(words);
      Optional<Representation> found = named(words[0].strip());
      if (found.isPresent() && wanted > quality) {
        best = found.get();
        quality = wanted;
      }
    }
    return Optional.ofNullable(best);
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

  private static double quality(String[] words) {
    for (String word : List.of(words).subList(1, words.length)) {
      String parameter = word.strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }

  /** The report in this form. */
  String of(Report report) {
    return switch (this) {
      case JSON -> DOCUMENTS.pretty(report);
      case XML -> new XmlWriter(DOCUMENTS).text(report);
      case CSV -> new CsvWriter().text(List.of(report));
      case HTML -> new HtmlWriter("en").text(report);
      case MARKDOWN -> new MarkdownWriter().text(report);
      case SARIF -> {
        var run = new SarifRun(DOCUMENTS, FindingTexts.english());
        run.add(report);
        yield run.text();
      }
      case JUNIT -> {
        var run = new JunitRun(Severity.HIGH, Wording.ENGLISH);
        run.add(report);
        yield run.text();
      }
      case TEXT ->
          new ConsoleWriter(Palette.OFF, /* unicode= */ true, ConsoleWriter.DEFAULT_WIDTH)
              .text(report);
    };
  }
}
