package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page says is in the files of every language, and only there. */
class PageWordsTest {
  private static final Path WEB = Path.of("src/main/resources/dev/mxray/service/web");
  private static final List<String> SCRIPTS =
      List.of("common.js", "report.js", "app.js", "docs.js");
  private static final List<String> PAGES = List.of("index.html", "docs.html");

  private static final Pattern VALUE = Pattern.compile("\\{\\d}");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]+)}}");

  /** {@code say("key", …)}, {@code count("key", …)}, {@code condition ? "key" : "key"} in them. */
  private static final Pattern SAID =
      Pattern.compile("\\b(say|count)\\(((?:[^()\"]*\\? *)?\"[^\"]+\"(?: : \"[^\"]+\")?)(?! *\\+)");

  /**
   * Where a part of the key is data: {@code say("trouble." + status)}, {@code word("check.", …)}.
   */
  private static final Pattern SAID_OF =
      Pattern.compile("(?:\\bsay\\(|\\bkey = )\"([^\"]+\\.)\" \\+|\\bword\\(\"([^\"]+\\.)\"");

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`");

  /** Names that are the same in every language. */
  private static final Set<String> NAMES =
      Set.of("mxray", "OpenAPI", "/openapi.json", "Markdown", "JUnit");

  @Test
  void every_language_says_the_same_with_the_same_values() {
    Properties english = Pages.words("en");
    for (String language : TextFile.LANGUAGES) {
      Properties other = Pages.words(language);
      assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
      for (String key : english.stringPropertyNames()) {
        assertThat(other.getProperty(key)).as(language + " " + key).isNotBlank();
        assertThat(values(other.getProperty(key)))
            .as(language + " " + key)
            .isEqualTo(values(english.getProperty(key)));
      }
    }
  }

  @Test
  void all_that_is_said_is_there_and_nothing_else() throws IOException {
    Set<String> there = Pages.words("en").stringPropertyNames();
    Set<String> said = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    for (String page : PAGES) {
      PLACE.matcher(read(page)).results().forEach(found -> said.add(found.group(1)));
    }
    said.removeAll(Set.of("lang", "tokens"));
    for (String script : SCRIPTS) {
      String text = read(script);
      SAID.matcher(text).results().forEach(found -> said.addAll(keys(found)));
      SAID_OF
          .matcher(text)
          .results()
          .forEach(found -> kinds.add(found.group(1) == null ? found.group(2) : found.group(1)));
    }

    assertThat(there).containsAll(said);
    assertThat(there)
        .allMatch(key -> said.contains(key) || kinds.stream().anyMatch(key::startsWith));
    assertThat(kinds).allMatch(kind -> there.stream().anyMatch(key -> key.startsWith(kind)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "docs.html"})
  void no_words_are_left_in_a_page(String page) throws IOException {
    String html = read(page).replaceAll("(?s)<!DOCTYPE[^>]*>", "");
    var words = new ArrayList<String>();
    for (String text : html.replaceAll("(?s)<[^>]*>", "\n").split("\n")) {
      words.add(text);
    }
    Pattern.compile("\\b(?:aria-label|title|alt|content|placeholder|label)=\"([^\"]*)\"")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .filter(text -> !text.equals("example.com") && !text.startsWith("width="))
        .forEach(words::add);

    assertThat(words)
        .allSatisfy(
            text -> {
              String left = PLACE.matcher(text).replaceAll("");
              for (String name : NAMES) {
                left = left.replace(name, "");
              }
              assertThat(left).doesNotContainPattern("\\p{L}");
            });
    assertThat(html)
        .doesNotContain("<script>", "<style", " style=")
        .doesNotContainPattern(" on\\w+=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"common.js", "report.js", "app.js", "docs.js"})
  void no_words_are_left_in_a_script(String script) throws IOException {
    String code =
        read(script)
            .replaceAll("(?m)^\\s*//.*$", "")
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replace("\"use strict\"", "");

    List<String> words =
        STRING
            .matcher(code)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .filter(text -> !NAMES.contains(text))
            .filter(PageWordsTest::looksLikeWords)
            .toList();

    assertThat(words).isEmpty();
  }

  /** Several words, or one that begins with a capital letter, and no selector, class or header. */
  private static boolean looksLikeWords(String text) {
    String plain = text.replaceAll("\\$\\{[^}]*}", "");
    boolean header = plain.matches("[A-Z][a-z]+(-[A-Z][a-z]+)*") && plain.contains("-");
    boolean known = Set.of("Accept", "Authorization", "Bearer ", "verdict panel").contains(plain);
    boolean selector = plain.startsWith("#") || plain.startsWith("[") || plain.startsWith("0 0 ");
    return !header
        && !known
        && !selector
        && (plain.matches("(?s).*\\p{L}{2,} \\p{L}{2,}.*") || plain.matches("\\p{Lu}\\p{Ll}+.*"));
  }

  private static List<String> keys(MatchResult said) {
    List<String> keys =
        Pattern.compile("\"([^\"]+)\"")
            .matcher(said.group(2))
            .results()
            .map(found -> found.group(1))
            .toList();
    return said.group(1).equals("say")
        ? keys
        : keys.stream().flatMap(key -> List.of(key + ".one", key + ".many").stream()).toList();
  }

  private static Set<String> values(String text) {
    return VALUE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(WEB.resolve(file));
  }
}
