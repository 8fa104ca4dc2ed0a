package dev.mxray.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No sentence that the program can say is missing in a language, and none is there for nothing. */
class EverySentenceTest {
  private static final Path TEXTS = Path.of("src/main/resources/dev/mxray/text");

  /** Keys are written out where a sentence is made, so that they can be found. */
  private static final Pattern MADE =
      Pattern.compile("\\bSentence\\s*\\.\\s*(of|count)\\(\\s*\"([^\"]+)\"");

  private static final Pattern MADE_OTHERWISE =
      Pattern.compile("\\bSentence\\s*\\.\\s*(?:of|count)\\(\\s*[^\"\\s]");

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  static List<String> rooms() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS.resolve("en"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".properties", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void every_language_says_the_same_sentences_with_the_same_values(String room) {
    Properties english = texts("en", room);
    for (String language : TextFile.LANGUAGES) {
      Properties other = texts(language, room);
      assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
      for (String key : english.stringPropertyNames()) {
        assertThat(key).startsWith(room + ".");
        assertThat(other.getProperty(key)).as(language + " " + key).isNotBlank();
        assertThat(places(other.getProperty(key)))
            .as(language + " " + key)
            .isEqualTo(places(english.getProperty(key)));
      }
    }
  }

  @Test
  void every_sentence_that_the_program_makes_is_there_and_no_other() throws IOException {
    Set<String> there = new TreeSet<>();
    for (String room : rooms()) {
      there.addAll(texts("en", room).stringPropertyNames());
    }
    assertThat(there).containsExactlyInAnyOrderElementsOf(made());
  }

  @Test
  void keys_are_written_out_where_sentences_are_made() throws IOException {
    var otherwise = new ArrayList<String>();
    for (Path file : sources()) {
      if (!file.startsWith("src/main/java/dev/mxray/text")) {
        MADE_OTHERWISE
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> otherwise.add(file + ": " + found.group()));
      }
    }
    assertThat(otherwise).isEmpty();
  }

  private static Set<String> made() throws IOException {
    Set<String> made = new TreeSet<>();
    for (Path file : sources()) {
      Matcher found = MADE.matcher(Files.readString(file));
      while (found.find()) {
        if (found.group(1).equals("count")) {
          made.add(found.group(2) + ".one");
          made.add(found.group(2) + ".many");
        } else {
          made.add(found.group(2));
        }
      }
    }
    return made;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Properties texts(String language, String room) {
    return TextFile.read("/dev/mxray/text/" + language + "/" + room + ".properties");
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
