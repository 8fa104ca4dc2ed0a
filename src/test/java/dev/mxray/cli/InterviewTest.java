package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.answer.Answer;
import dev.mxray.mcss.evidence.answer.Answers;
import dev.mxray.mcss.evidence.answer.AnswersReader;
import dev.mxray.mcss.evidence.answer.InvalidAnswersException;
import dev.mxray.report.ConsoleQuestions;
import dev.mxray.report.Palette;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is asked, and what becomes of the answers. */
class InterviewTest {
  private static final String NOW = "2026-11-21T12:00:00Z";

  @TempDir private Path directory;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Path file() {
    return directory.resolve("answers.yaml");
  }

  private Answers ask(String typed, Answers before, Path file, String... ids) throws IOException {
    ControlTexts texts = ControlTexts.in("en");
    var terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(shown, true, StandardCharsets.UTF_8));
    List<Control> open =
        Stream.of(ids).map(id -> Catalogue.english().find(id).orElseThrow()).toList();
    return new Interview(
            terminal,
            new BufferedReader(new StringReader(typed)),
            texts,
            new ConsoleQuestions(texts, Palette.OFF, true, 100),
            Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC),
            file,
            before)
        .ask(open);
  }

  private Answers ask(String typed, String... ids) throws IOException {
    return ask(typed, Answers.none(), file(), ids);
  }

  private static Answer answer(String id, Status status, String note) {
    return new Answer(Catalogue.english().find(id).orElseThrow(), status, note, "Anna", NOW);
  }

  @Test
  void each_question_is_asked_with_a_hint_and_each_answer_is_written()
      throws IOException, InvalidAnswersException {
    Answers answers =
        ask("Anna\np\na ticket\n\nf\n\n", "LOGGING-004", "LOGGING-005", "LOGGING-006");

    assertThat(answers.answers())
        .containsExactly(
            answer("LOGGING-004", Status.PASS, "a ticket"), answer("LOGGING-006", Status.FAIL, ""));
    assertThat(AnswersReader.read(file()).answers()).isEqualTo(answers.answers());
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("[1/3] LOGGING-004  Syslog, info")
        .contains("To find out: ")
        .contains("2 answers written to " + file());
  }

  @Test
  void of_software_that_is_not_there_one_word_answers_all_questions() throws IOException {
    Answers answers = ask("Anna\nN\np\n\n", "EXIM-001", "EXIM-002", "EXIM-003", "TLS-001");

    assertThat(answers.answers())
        .extracting(one -> one.control().id() + " " + one.status().id())
        .containsExactly("EXIM-001 na", "EXIM-002 na", "EXIM-003 na", "TLS-001 pass");
  }

  @Test
  void an_answer_that_is_none_is_asked_again() throws IOException {
    assertThat(ask("Anna\nperhaps\nn\n\n", "TLS-001").answers())
        .containsExactly(answer("TLS-001", Status.NA, ""));
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("Please answer p, f, a, n, N, q");
  }

  @Test
  void q_or_the_end_of_the_input_ends_it_and_what_was_said_is_kept() throws IOException {
    assertThat(ask("Anna\np\n\nq\n", "TLS-001", "TLS-002").answers()).hasSize(1);
    assertThat(ask("Anna\np\n\n", Answers.none(), directory.resolve("b"), "TLS-001", "TLS-002"))
        .satisfies(answers -> assertThat(answers.answers()).hasSize(1));
    assertThat(ask("Anna\np", Answers.none(), directory.resolve("c"), "TLS-001", "TLS-002"))
        .satisfies(answers -> assertThat(answers.answers()).hasSize(1));
    assertThat(ask("", "TLS-001").answers()).isEmpty();
  }

  @Test
  void what_the_file_holds_already_stays() throws IOException, InvalidAnswersException {
    String before =
        "# ours\nanswers:\n  - control: TLS-003 # later\n    answer: na\n    who: B\n    when: 2026-01-02\n";
    Files.writeString(file(), before);

    ask("Anna\np\n\n", AnswersReader.read(file()), file(), "TLS-001");

    assertThat(Files.readString(file())).startsWith(before);
    assertThat(AnswersReader.read(file()).answers()).hasSize(2);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void nothing_is_asked_when_all_is_decided() throws IOException {
    assertThat(ask("").answers()).isEmpty();
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo("Every control is decided: there is nothing to ask.\n");
  }

  @Test
  void a_file_that_cannot_be_written_is_one_line() {
    assertThatIOException()
        .isThrownBy(
            () -> ask("Anna\np\n\n", Answers.none(), Path.of("/proc/nowhere/a.yaml"), "TLS-001"))
        .withMessageStartingWith("cannot write /proc/nowhere/a.yaml: ");
  }
}
