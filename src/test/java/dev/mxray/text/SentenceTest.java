package dev.mxray.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static final Wording ITALIAN = Wording.in("it");

  @Test
  void is_said_in_the_language_that_is_asked_for_and_in_english_as_a_string() {
    Sentence missing = Sentence.of("evidence.missing", "postfix/main.cf");

    assertThat(missing).hasToString("The evidence holds no postfix/main.cf.");
    assertThat(missing.in(ITALIAN)).isEqualTo("Le evidenze non contengono postfix/main.cf.");
  }

  @Test
  void a_value_with_braces_is_not_a_place() {
    assertThat(Sentence.of("evidence.missing", "{0}$1\\"))
        .hasToString("The evidence holds no {0}$1\\.");
  }

  @Test
  void a_sentence_within_another_is_said_in_the_same_language() {
    Sentence outer = Sentence.of("evidence.missing", Sentence.of("evidence.missing", "a"));

    assertThat(outer.in(ITALIAN))
        .isEqualTo("Le evidenze non contengono Le evidenze non contengono a..");
  }

  @Test
  void what_is_joined_and_limited_keeps_its_language() {
    Sentence both =
        Sentence.joined(" ", List.of(Sentence.of("evidence.missing", "a"), Sentence.verbatim("b")));

    assertThat(both.limited(10)).hasToString("The eviden…");
    assertThat(both.limited(10).in(ITALIAN)).isEqualTo("Le evidenz…");
    assertThat(both.limited(1000).in(ITALIAN)).isEqualTo("Le evidenze non contengono a. b");
  }

  @Test
  void a_sentence_that_is_not_there_is_a_mistake_in_the_program() {
    assertThatThrownBy(() -> Sentence.of("evidence.no-such-sentence").toString())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("evidence.no-such-sentence");
  }
}
