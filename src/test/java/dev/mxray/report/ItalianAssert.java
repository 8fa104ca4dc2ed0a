package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Severity;
import dev.mxray.report.html.HtmlWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That a report in Italian has no English in it: none of the little words without which no English
 * sentence gets along. What others say is left out: greetings and replies of servers, what lists
 * say and how they call their codes; so are the names of pieces of evidence, which are those of the
 * JSON.
 */
public final class ItalianAssert {
  private static final int WIDE = 100_000;
  private static final int AROUND = 50;

  private static final Pattern ENGLISH =
      Pattern.compile(
          "(?<![\\w./_:=-])(the|is|are|was|were|of|and|not|has|have|with|by|that|which|from|for|to|this"
              + "|there|it|its|be|been|or|but|only|than|at|an|on|when|where|does|could|cannot|seen"
              + "|asked|missing|several|unknown|nothing|answer|more|many|found|says|because)(?![\\w/_=:-]|\\.\\w)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Header fields, commands, a value of a tag, and what the bundled lists and the lab call names.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "From:|MAIL FROM|p=none or more|asked through an open or shared resolver"
              + "|mxray Unknown Issuing");

  /** Evidence in which a server is quoted when it begins as a reply does. */
  private static final Pattern REPLY =
      Pattern.compile("(\\d{3}[ -]|NO |BAD |-ERR ).*", Pattern.DOTALL);

  private static final FindingTexts TEXTS = new FindingTexts("it");
  private static final Texts CONSOLE = Texts.console("it");
  private static final JsonWriter JSON = new JsonWriter();
  private static final HtmlWriter PAGE = new HtmlWriter("it");

  private ItalianAssert() {}

  /** Fails with every place in which a report that was made in Italian is English, in any form. */
  public static void hasNoEnglish(Report report) {
    var sarif = new SarifRun(JSON, TEXTS);
    sarif.add(report);
    var junit = new JunitRun(Severity.LOW, TEXTS.words());
    junit.add(report);
    List<String> forms =
        List.of(
            console(report),
            new MarkdownWriter(CONSOLE).text(report).replaceAll("[`\\\\]", ""),
            visible(PAGE.text(report)),
            words(sarif.text()),
            visible(junit.text()));
    assertThat(forms.stream().flatMap(form -> english(form, report)).distinct())
        .as("English in the report of " + report.domain())
        .isEmpty();
  }

  /** The same of the form that says most, where there are many reports. */
  public static void hasNoEnglishAtTheTerminal(Report report) {
    assertThat(english(console(report), report)).isEmpty();
  }

  private static String console(Report report) {
    return new ConsoleWriter(CONSOLE, Palette.OFF, /* unicode= */ true, WIDE).text(report);
  }

  /** Every English word of a text, with what stands around it. */
  private static Stream<String> english(String text, Report report) {
    String own = withoutQuotations(text, report);
    return ENGLISH
        .matcher(own)
        .results()
        .map(
            word ->
                own.substring(
                    Math.max(0, word.start() - AROUND),
                    Math.min(own.length(), word.end() + AROUND)))
        .map(place -> place.replace('\n', ' '));
  }

  private static String withoutQuotations(String text, Report report) {
    String left = text;
    for (String name : evidence(report, (name, value) -> name)) {
      left = left.replace(" " + name + ": ", " ");
    }
    for (String one : quoted(report)) {
      left = left.replace(one, "…");
      if (!left.contains(beginning(one))) {
        continue;
      }
      // Where there is no room, its beginning.
      left = left.replaceAll(Pattern.quote(beginning(one)) + "[^…\n]*…", "…");
    }
    return NAMES.matcher(left).replaceAll("…");
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(text.length(), 15));
  }

  /** What others say, the longest first. */
  private static List<String> quoted(Report report) {
    return Stream.of(
            Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream())
                .flatMap(server -> Stream.ofNullable(server.greeting()))
                .flatMap(String::lines),
            report.reputation().stream()
                .filter(one -> one.state().equals("listed"))
                .flatMap(one -> Stream.of(one.reason(), one.meaning())),
            evidence(report, (name, value) -> value).stream()
                .filter(value -> REPLY.matcher(value).matches()))
        .flatMap(strings -> strings)
        .filter(Objects::nonNull)
        .filter(line -> line.length() > 3)
        .distinct()
        .sorted(Comparator.comparing(String::length).reversed())
        .toList();
  }

  private static List<String> evidence(Report report, BiFunction<String, String, String> what) {
    return report.findings().stream()
        .flatMap(finding -> finding.told().entrySet().stream())
        .map(piece -> what.apply(piece.getKey(), piece.getValue()))
        .distinct()
        .toList();
  }

  /** What a person sees of HTML or XML. */
  private static String visible(String markup) {
    return markup
        .replaceAll("(?s)<(style|script|dt)\\b.*?</\\1>", " ")
        .replaceAll("(?s)<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("[ \\n]+", " ");
  }

  /** The texts of a SARIF file. */
  private static String words(String json) {
    var text = new StringBuilder();
    Pattern.compile("\"(?:text|markdown|justification)\" ?: ?\"((?:[^\"\\\\]|\\\\.)*)\"")
        .matcher(json)
        .results()
        .forEach(found -> text.append(found.group(1).replace("\\\"", "\"")).append('\n'));
    return text.toString();
  }
}
