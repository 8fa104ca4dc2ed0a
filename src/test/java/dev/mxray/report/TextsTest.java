package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.text.TextFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of what is printed to be read. */
class TextsTest {
  private static final Pattern VALUE = Pattern.compile("\\{\\d}");

  /** A quoted word that could be a key. */
  private static final Pattern QUOTED = Pattern.compile("\"([a-z][a-z0-9_.-]*)\"");

  /** Words of reports, which are asked for by kind and word. */
  private static final Set<String> KINDS =
      Set.of(
          "part",
          "severity",
          "outcome",
          "mx",
          "server-state",
          "level",
          "dnssec",
          "dane",
          "delivered",
          "all",
          "policy",
          "fo",
          "walk",
          "mode",
          "count");

  @Test
  void every_language_has_every_text_with_the_same_values() throws IOException {
    Map<String, Set<String>> values = new TreeMap<>();
    for (String language : TextFile.LANGUAGES) {
      Properties texts = read(language);
      assertThat(texts.values()).as(language).doesNotContain("");
      for (String key : texts.stringPropertyNames()) {
        values
            .computeIfAbsent(key, one -> new HashSet<>())
            .add(language + values(texts.getProperty(key)));
      }
    }
    assertThat(values)
        .allSatisfy(
            (key, found) -> {
              assertThat(found).as(key).hasSize(TextFile.LANGUAGES.size());
              assertThat(found.stream().map(one -> one.substring(2)).distinct()).as(key).hasSize(1);
            });
  }

  @Test
  void what_counts_has_a_text_for_one_and_for_many() throws IOException {
    Set<String> keys = read("en").stringPropertyNames();
    for (String key : keys) {
      if (key.endsWith(".one")) {
        assertThat(keys).contains(key.replaceAll("one$", "many"));
      } else if (key.endsWith(".many")) {
        assertThat(keys).contains(key.replaceAll("many$", "one"));
      }
    }
  }

  @Test
  void no_text_is_left_over() throws IOException {
    Set<String> asked = new HashSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/mxray/report"))) {
      for (Path source : sources.filter(one -> one.toString().endsWith(".java")).toList()) {
        QUOTED
            .matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1))
            .forEach(
                key -> {
                  asked.add(key);
                  asked.add(key + ".one");
                  asked.add(key + ".many");
                });
      }
    }
    Set<String> left = new TreeSet<>(read("en").stringPropertyNames());
    left.removeAll(asked);
    left.removeIf(key -> key.contains(".") && KINDS.contains(key.substring(0, key.indexOf('.'))));
    assertThat(left).isEmpty();
  }

  @Test
  void a_report_of_every_kind_can_be_read_in_every_language() {
    List<Report> reports =
        List.of(
            SampleReports.full(),
            SampleReports.blind(),
            SampleReports.notFound(),
            HostileReports.of("\u001b[31m{0}{1}"));
    for (String language : TextFile.LANGUAGES) {
      var texts = Texts.console(language);
      for (Report report : reports) {
        assertThat(new ConsoleWriter(texts, Palette.OFF, true, 88).text(report)).isNotEmpty();
        assertThat(new MarkdownWriter(texts).text(report)).isNotEmpty();
      }
    }
  }

  @Test
  void an_italian_report_says_nothing_of_its_own_in_english() {
    String text =
        new ConsoleWriter(Texts.console("it"), Palette.OFF, true, 88).text(SampleReports.full());
    assertThat(text)
        .contains("Punteggio", "Server che ricevono posta (MX)", "Rilievi", "analizzato")
        .doesNotContain("scanned ", "Findings", "What to do", " of 100", "not seen");
  }

  @Test
  void without_unicode_accents_stand_behind_their_letters() {
    String text =
        new ConsoleWriter(Texts.console("it"), Palette.OFF, false, 88).text(SampleReports.blind());
    assertThat(text).matches("\\p{ASCII}*").contains("Cio' che non si e' potuto vedere");
  }

  @Test
  void a_value_is_put_in_as_it_is() {
    assertThat(Texts.console("en").of("and-more", "{1}", "$0")).isEqualTo("{1} and $0 more");
  }

  @Test
  void a_text_that_is_missing_is_a_mistake_in_the_program() {
    assertThatThrownBy(() -> Texts.console("it").of("no-such-text"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Texts.console("tlh")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Properties read(String language) throws IOException {
    var texts = new Properties();
    try (var in =
        new InputStreamReader(
            Texts.class.getResourceAsStream(
                "/dev/mxray/report/" + language + "/console.properties"),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    return texts;
  }

  private static Set<String> values(String text) {
    var values = new TreeSet<String>();
    VALUE.matcher(text).results().map(MatchResult::group).forEach(values::add);
    return values;
  }
}
