package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.answer.Answer;
import dev.mxray.mcss.evidence.answer.Answers;
import dev.mxray.report.ConsoleQuestions;
import dev.mxray.report.ReportFiles;
import dev.mxray.text.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person about controls, one after the other, and writes each answer at once, so that
 * nothing is lost when the terminal is.
 */
final class Interview {
  /** Characters of a name or a note; what is longer is cut. */
  private static final int MAX_TEXT = 1000;

  private final Terminal terminal;
  private final BufferedReader in;
  private final ControlTexts texts;
  private final ConsoleQuestions questions;
  private final Wording words;
  private final Clock clock;
  private final Path file;
  private Answers answers;

  /** Components of which nothing is there, as the person said. */
  private final Set<String> absent = new HashSet<>();

  /**
   * An interview.
   *
   * @param answers that there are already
   * @param file that gets them and the new ones
   */
  Interview(
      Terminal terminal,
      BufferedReader in,
      ControlTexts texts,
      ConsoleQuestions questions,
      Clock clock,
      Path file,
      Answers answers) {
    this.terminal = terminal;
    this.in = in;
    this.texts = texts;
    this.words = Wording.in(texts.language());
    this.questions = questions;
    this.clock = clock;
    this.file = file;
    this.answers = answers;
  }

  /**
   * Asks about these controls, until there are none left or the person has had enough.
   *
   * @return all answers, the old ones too
   * @throws IOException when an answer cannot be written; the message is one line for people
   */
  Answers ask(List<Control> open) throws IOException {
    if (open.isEmpty()) {
      say(texts.label("ask.none"));
      return answers;
    }
    int before = answers.answers().size();
    say(texts.label("ask.intro").replace("{count}", "" + open.size()).replace("{file}", "" + file));
    String who = who();
    for (int i = 0; who != null && i < open.size(); i++) {
      if (!ask(open.get(i), who, i + 1, open.size())) {
        break;
      }
    }
    say(
        texts
            .label("ask.done")
            .replace("{count}", "" + (answers.answers().size() - before))
            .replace("{file}", "" + file));
    return answers;
  }

  private @Nullable String who() throws IOException {
    String user = System.getProperty("user.name", "?");
    String name = line(texts.label("ask.who") + " [" + user + "] ");
    return name == null ? null : name.isEmpty() ? user : name;
  }

  /** Returns false when the person has had enough. */
  private boolean ask(Control control, String who, int number, int all) throws IOException {
    if (absent.contains(control.component())) {
      return keep(control, Status.NA, "", who);
    }
    terminal.err().print(questions.question(control, number, all));
    while (true) {
      String said = line("  > ");
      if (said == null) {
        return false;
      }
      switch (said) {
        case "" -> {
          return true;
        }
        case "q", "Q" -> {
          return false;
        }
        case "p", "P", "pass" -> {
          return noted(control, Status.PASS, who);
        }
        case "f", "F", "fail" -> {
          return noted(control, Status.FAIL, who);
        }
        case "a", "A", "partial" -> {
          return noted(control, Status.PARTIAL, who);
        }
        case "n", "na" -> {
          return noted(control, Status.NA, who);
        }
        case "N" -> {
          absent.add(control.component());
          return keep(control, Status.NA, "", who);
        }
        default -> say("  " + texts.label("ask.wrong"));
      }
    }
  }

  private boolean noted(Control control, Status status, String who) throws IOException {
    String note = line("  " + texts.label("ask.note") + " ");
    keep(control, status, note == null ? "" : note, who);
    return note != null;
  }

  private boolean keep(Control control, Status status, String note, String who) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Answers more = answers.with(new Answer(control, status, note, who, now.toString()), words);
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException("cannot write " + file + ": is a directory");
    }
    var unused =
        new ReportFiles(directory, "").write(target.getFileName().toString(), "", more.text());
    answers = more;
    return true;
  }

  /** What is typed behind a prompt; null at the end of the input. */
  private @Nullable String line(String prompt) throws IOException {
    terminal.err().print(prompt);
    terminal.err().flush();
    String line = in.readLine();
    if (line == null) {
      terminal.err().println();
      return null;
    }
    String text = line.strip();
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  private void say(String text) {
    terminal.err().println(text);
    terminal.err().flush();
  }
}
