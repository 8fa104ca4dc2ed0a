package dev.mxray.mcss.evidence.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.Status;
import dev.mxray.text.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String GOOD =
      """
      # by hand
      answers:
        - control: LOGGING-006   # of the mail log
          answer: pass
          note: "Kept a year"
          who: Anna Bianchi
          when: 2026-11-20
        - {control: tls-003, answer: NA, who: b, when: "2026-11-20T09:30:00+01:00"}
      """;

  private static Answers parse(String text) throws InvalidAnswersException {
    return AnswersReader.parse("answers.yaml", text);
  }

  private static Control control(String id) {
    return Catalogue.english().find(id).orElseThrow();
  }

  @Test
  void answers_say_what_who_and_when() throws InvalidAnswersException {
    assertThat(parse(GOOD).answers())
        .containsExactly(
            new Answer(
                control("LOGGING-006"), Status.PASS, "Kept a year", "Anna Bianchi", "2026-11-20"),
            new Answer(control("TLS-003"), Status.NA, "", "b", "2026-11-20T09:30:00+01:00"));
    assertThat(parse(GOOD).decisions().get(0).basis()).isEqualTo(Basis.ANSWER);
    assertThat(parse(GOOD).decisions().get(0).evidence())
        .isEqualTo("Said by Anna Bianchi on 2026-11-20: Kept a year");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "# nothing yet\n", "answers:\n", "answers: []\n", "\ufeff# x\n"})
  void a_file_may_be_empty(String text) throws InvalidAnswersException {
    assertThat(parse(text).answers()).isEmpty();
  }

  static Stream<Arguments> faults() {
    String entry = "answers:\n  - control: TLS-003\n    answer: pass\n    who: a\n";
    return Stream.of(
        arguments(entry, "2: when is missing"),
        arguments(entry + "    when: ''\n", "5: when: expected a text"),
        arguments(entry + "    when: 2026-02-30\n", "5: when: '2026-02-30' is no date such as"),
        arguments(entry + "    when: yesterday\n", "5: when: 'yesterday' is no date such as"),
        arguments(entry + "    when: 20\n", "5: when: '20' is no date such as"),
        arguments(entry + "    how: well\n", "5: unknown key 'how', expected control, answer"),
        arguments(entry + "    who: b\n", "5: who stands there twice"),
        arguments(entry + "    note: [a]\n", "5: note: expected a text"),
        arguments(entry + "    note:\n", "5: note: expected a text"),
        arguments(entry.replace("pass", "yes"), "3: answer: 'yes' is none of pass, fail"),
        arguments(entry.replace("TLS-003", "TLS-03"), "2: control: 'TLS-03' is unknown"),
        arguments(entry.replace("TLS-003", "X-SPF-001"), "2: control: X-SPF-001 is decided by"),
        arguments(entry.replace("answer: ", "answer: &a "), "2: when is missing"),
        arguments(entry.replace("who: a", "who: *b"), "4: "),
        arguments("answers: 3\n", "1: answers: expected a list"),
        arguments("answers:\n  - TLS-003\n", "2: answers: expected an entry with control"),
        arguments("- a\n", "1: expected a map with the key answers"),
        arguments("answer:\n", "1: unknown key 'answer', expected answers"),
        arguments("answers:\nanswers:\n", "2: answers stands there twice"),
        arguments("answers: []\n---\nanswers: []\n", "3: expected one document"),
        arguments("{}\n", "1: expected the key answers"),
        arguments("answers: [\n", "2: is not YAML"),
        arguments("answers:\n\t- control\n", "2: is not YAML"),
        arguments("answers: \u0000\n", "1: is not YAML"),
        arguments(GOOD + GOOD.substring(GOOD.indexOf("  - {")), "9: control: TLS-003 is answered"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_one_line_with_its_place(String text, String message) {
    assertThatExceptionOfType(InvalidAnswersException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("answers.yaml:" + message)
                    .doesNotContain("\n"));
  }

  @Test
  void an_answer_is_put_behind_the_others_and_what_stands_there_stays()
      throws InvalidAnswersException {
    var more =
        new Answer(control("TLS-001"), Status.FAIL, "He said: \"no\"\u001b\\ü", "c", "2026-11-21");

    Answers answers = parse(GOOD).with(more, Wording.ENGLISH);

    assertThat(answers.text()).startsWith(GOOD);
    assertThat(parse(answers.text()).answers()).hasSize(3).endsWith(more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "answers: [{control: TLS-003, answer: pass, who: a, when: 2026-11-20}]",
        "answers:\n- control: TLS-003\n  answer: pass\n  who: a\n  when: 2026-11-20",
        "answers:\n    - control: TLS-003\n      answer: pass\n      who: a\n      when: 2026-11-20\n...\n",
        "{\"answers\": [{\"control\": \"TLS-003\", \"answer\": \"pass\", \"who\": \"a\", \"when\": \"2026-11-20\"}]}"
      })
  void a_file_of_another_style_is_written_anew(String text) throws InvalidAnswersException {
    var more = new Answer(control("TLS-001"), Status.PARTIAL, "", "c", "2026-11-21");

    Answers answers = parse(text).with(more, Wording.ENGLISH);

    assertThat(parse(answers.text()).answers()).isEqualTo(answers.answers()).hasSize(2);
    assertThat(
            parse(
                    parse(answers.text())
                        .with(
                            new Answer(control("TLS-002"), Status.NA, "", "c", "2026-11-21"),
                            Wording.ENGLISH)
                        .text())
                .answers())
        .hasSize(3);
  }

  @Test
  void the_first_answer_makes_the_file() throws InvalidAnswersException {
    var first = new Answer(control("TLS-001"), Status.PASS, "x", "c", "2026-11-21T10:00:00Z");

    assertThat(Answers.none().with(first, Wording.in("it")).text())
        .startsWith("# Risposte alle domande di 'mxray audit'. Una voce per ogni controllo;")
        .contains("\n# partial o na, when è una data (2026-11-20)");
    assertThat(parse(Answers.none().with(first, Wording.ENGLISH).text()).answers())
        .containsExactly(first);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.none().with(first, Wording.ENGLISH).with(first, Wording.ENGLISH))
        .withMessage("TLS-001 has an answer");
  }

  @Test
  void a_file_that_is_too_large_or_no_text_is_refused(@TempDir Path directory) throws IOException {
    Path large = Files.write(directory.resolve("l"), new byte[AnswersReader.MAX_OCTETS + 1]);
    Path latin = Files.write(directory.resolve("e"), "# é\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(InvalidAnswersException.class)
        .isThrownBy(() -> AnswersReader.read(large))
        .withMessage(large + ": larger than 1024 KiB");
    assertThatExceptionOfType(InvalidAnswersException.class)
        .isThrownBy(() -> AnswersReader.read(latin))
        .withMessage(latin + ": is not UTF-8");
  }

  @Test
  void whatever_is_in_the_file_is_answers_or_one_line() {
    var random = new Random(7);
    String letters = " \n\t:-[]{}'\"&*!|>%@`#?,a0\u0000\u0085\u2028";
    for (int round = 0; round < 4000; round++) {
      var text = new StringBuilder(GOOD);
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(text.length());
        char c = letters.charAt(random.nextInt(letters.length()));
        if (random.nextBoolean()) {
          text.setCharAt(at, c);
        } else {
          text.insert(at, c);
        }
      }
      try {
        assertThat(parse(text.toString()).answers()).hasSizeLessThan(3);
      } catch (InvalidAnswersException e) {
        assertThat(e.getMessage()).startsWith("answers.yaml:").hasSizeLessThan(400);
      }
    }
  }
}
