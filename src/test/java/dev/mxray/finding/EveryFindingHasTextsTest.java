package dev.mxray.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of each language say something about every finding type, and about nothing else. */
class EveryFindingHasTextsTest {
  private static final FindingTexts TEXTS = FindingTexts.english();

  @ParameterizedTest
  @EnumSource(FindingType.class)
  void every_type_has_its_four_texts(FindingType type) {
    FindingTexts.Text text = TEXTS.of(type);

    assertThat(text.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThanOrEqualTo(100);
    assertThat(text.description()).isNotBlank().endsWith(".");
    assertThat(text.recommendation()).isNotBlank().endsWith(".");
    assertThat(text.references()).isNotEmpty().allMatch(reference -> !reference.isBlank());
  }

  @ParameterizedTest
  @EnumSource(FindingType.class)
  void braces_are_placeholders_or_macros_and_nothing_else(FindingType type) {
    FindingTexts.Text text = TEXTS.of(type);
    String all = text.title() + text.description() + text.recommendation();

    assertThat(all.replaceAll("%?\\{[A-Za-z][A-Za-z0-9_-]*}", "")).doesNotContain("{", "}");
  }

  @ParameterizedTest
  @EnumSource(FindingType.class)
  void italian_says_the_same_of_every_type(FindingType type) {
    FindingTexts.Text english = TEXTS.of(type);

    FindingTexts.Text text = new FindingTexts("it").of(type);

    assertThat(text.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThanOrEqualTo(110);
    assertThat(text.description()).isNotBlank().endsWith(".");
    assertThat(text.recommendation()).endsWith(".").isNotEqualTo(english.recommendation());
    assertThat(text.references()).isEqualTo(english.references());
    assertThat(text.placeholders()).isSubsetOf(english.placeholders());
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void no_key_in_italian_is_without_a_type(Section section) throws IOException {
    Set<String> english = keys("en", section);
    english.removeIf(key -> key.endsWith(".references"));

    assertThat(keys("it", section)).containsExactlyInAnyOrderElementsOf(english);
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void no_key_is_without_a_type(Section section) throws IOException {
    Set<String> expected = new TreeSet<>();
    Arrays.stream(FindingType.values())
        .filter(type -> type.section() == section)
        .forEach(
            type -> {
              for (String field : Set.of("title", "description", "recommendation", "references")) {
                expected.add(type.id() + "." + field);
              }
            });

    assertThat(keys("en", section)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<String> keys(String language, Section section) throws IOException {
    String file = language + "/" + section.id() + ".properties";
    try (var in = FindingTexts.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      var properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new TreeSet<>(properties.stringPropertyNames());
    }
  }
}
