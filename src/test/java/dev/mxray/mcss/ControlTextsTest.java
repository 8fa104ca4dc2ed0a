package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mxray.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every control is told about in every language. */
class ControlTextsTest {
  private static final Path TEXTS = Path.of("src/main/resources/dev/mxray/mcss");
  private static final List<String> FILES = List.of("controls", "guidance", "labels", "questions");

  /** The longest name that the framework's database takes is 200 characters; ours fit a line. */
  private static final int MAX_NAME = 80;

  private static final int MAX_TEXT = 420;

  static Stream<String> languages() {
    return TextFile.LANGUAGES.stream();
  }

  static Stream<Arguments> files() {
    return languages()
        .flatMap(language -> FILES.stream().map(file -> Arguments.of(language, file)));
  }

  private static List<Control> all() {
    Catalogue catalogue = Catalogue.english();
    return Stream.concat(catalogue.controls().stream(), catalogue.extensions().stream()).toList();
  }

  private static List<String> parts(ControlTexts.Text text) {
    return List.of(
        text.name(),
        text.description(),
        text.rationale(),
        text.remediation(),
        text.verify(),
        text.breaks());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void of_every_control_there_are_name_description_rationale_and_remedy(String language) {
    ControlTexts texts = ControlTexts.in(language);

    assertThat(all())
        .hasSizeGreaterThan(Catalogue.CONTROLS)
        .allSatisfy(
            control -> assertThat(parts(texts.of(control))).allMatch(part -> !part.isBlank()));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void names_are_short_and_without_dot_and_texts_are_sentences_of_a_length_to_read(
      String language) {
    ControlTexts texts = ControlTexts.in(language);

    for (Control control : all()) {
      ControlTexts.Text text = texts.of(control);
      assertThat(text.name()).hasSizeBetween(10, MAX_NAME).doesNotEndWith(".");
      assertThat(parts(text).subList(1, 6))
          .as(control.id())
          .allMatch(part -> part.endsWith(".") && part.length() <= MAX_TEXT)
          .allMatch(part -> !part.contains("  ") && !part.contains("TODO"));
      assertThat(new HashSet<>(parts(text))).as(control.id()).hasSize(6);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_language_has_the_keys_of_english_each_once(String language, String file)
      throws IOException {
    assertThat(keys(language, file)).doesNotHaveDuplicates().containsAll(keys("en", file));
  }

  /** Of mxray's own controls there may be texts before there is a row that decides them. */
  @ParameterizedTest
  @MethodSource("languages")
  void no_text_is_about_a_control_that_the_framework_does_not_have(String language)
      throws IOException {
    Set<String> ids = new TreeSet<>();
    Catalogue.english().controls().forEach(control -> ids.add(control.id()));

    for (String file : List.of("controls", "guidance")) {
      assertThat(keys(language, file))
          .extracting(key -> key.substring(0, key.indexOf('.')))
          .filteredOn(id -> !id.startsWith(Control.EXTENSION_PREFIX))
          .isSubsetOf(ids);
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void of_every_control_of_the_framework_there_is_a_question_and_of_no_other(String language) {
    Questions questions = Questions.in(language);

    for (Control control : all()) {
      if (control.extension()) {
        assertThat(questions.of(control)).isEmpty();
      } else {
        assertThat(questions.of(control))
            .hasValueSatisfying(
                question -> assertThat(question).endsWith("?").hasSizeBetween(20, 160));
      }
    }
  }

  @Test
  void questions_in_italian_are_a_translation() {
    Questions english = Questions.in("en");
    Questions italian = Questions.in("it");

    assertThat(Catalogue.english().controls())
        .allSatisfy(
            control ->
                assertThat(italian.of(control).orElseThrow())
                    .isNotEqualTo(english.of(control).orElseThrow()));
  }

  @Test
  void italian_is_a_translation() {
    ControlTexts english = ControlTexts.in("en");
    ControlTexts italian = ControlTexts.in("it");

    assertThat(all())
        .allSatisfy(
            control ->
                assertThat(parts(italian.of(control)))
                    .doesNotContainAnyElementsOf(parts(english.of(control))));
  }

  /** Words that lose their meaning, or are none, without the accent. */
  @Test
  void italian_has_its_accents() {
    ControlTexts italian = ControlTexts.in("it");
    Pattern bare =
        Pattern.compile(
            "\\b(perche|puo|piu|cosi|gia|cioe|sara|citta|poiche|finche|benche|affinche|severita"
                + "|modalita|autorita|proprieta|capacita|possibilita|ne'|e'|a'|o'|sfruttabilita)\\b");

    assertThat(all())
        .allSatisfy(
            control ->
                assertThat(parts(italian.of(control)))
                    .noneMatch(part -> bare.matcher(part).find()));
  }

  @Test
  void parameters_and_numbers_of_standards_are_the_same_in_every_language() {
    ControlTexts english = ControlTexts.in("en");
    ControlTexts italian = ControlTexts.in("it");

    for (Control control : all()) {
      assertThat(facts(italian.of(control))).as(control.id()).isEqualTo(facts(english.of(control)));
    }
  }

  /** What is no word of a language: names with underscores, and RFCs. */
  private static Set<String> facts(ControlTexts.Text text) {
    var facts = new TreeSet<String>();
    Pattern.compile("\\b\\w*[a-z]_[a-z]\\w*\\b|RFC \\d+")
        .matcher(String.join(" ", parts(text)))
        .results()
        .forEach(found -> facts.add(found.group()));
    return facts;
  }

  @Test
  void another_language_is_refused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ControlTexts.in("de"))
        .withMessage("there is no language 'de', only en, it");
  }

  private static List<String> keys(String language, String file) throws IOException {
    var keys = new ArrayList<String>();
    for (String line : Files.readAllLines(TEXTS.resolve(language).resolve(file + ".properties"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        keys.add(line.substring(0, line.indexOf('=')));
      }
    }
    return keys;
  }
}
