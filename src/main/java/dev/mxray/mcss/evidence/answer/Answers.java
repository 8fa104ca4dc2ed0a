package dev.mxray.mcss.evidence.answer;

import dev.mxray.mcss.Decision;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file of answers.
 *
 * @param answers in the order of the file, each control once
 * @param text of the file, with the comments of whoever wrote it; empty for a file that is not
 *     there yet
 */
public record Answers(List<Answer> answers, String text) {
  public Answers {
    answers = List.copyOf(answers);
  }

  /** No answers yet. */
  public static Answers none() {
    return new Answers(List.of(), "");
  }

  /** The answers as decisions. */
  public List<Decision> decisions() {
    return answers.stream().map(Answer::decision).toList();
  }

  /**
   * These and one more. What stands in the file stays as it is, comments included, where the entry
   * can be put behind it; otherwise it is written anew.
   *
   * @param words of the comment at the head of a new file
   * @throws IllegalArgumentException when the control has an answer already
   */
  public Answers with(Answer more, Wording words) {
    Map<String, Answer> all =
        answers.stream()
            .collect(
                Collectors.toMap(
                    answer -> answer.control().id(),
                    answer -> answer,
                    (one, other) -> other,
                    LinkedHashMap::new));
    if (all.put(more.control().id(), more) != null) {
      throw new IllegalArgumentException(more.control().id() + " has an answer");
    }
    List<Answer> together = List.copyOf(all.values());
    String added = (text.isBlank() ? head(words) : ended(text)) + entry(more);
    return new Answers(together, means(added, together) ? added : written(together, words));
  }

  private static String ended(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  private static boolean means(String text, List<Answer> answers) {
    try {
      return AnswersReader.parse("", text).answers().equals(answers);
    } catch (InvalidAnswersException e) {
      return false;
    }
  }

  private static String written(List<Answer> answers, Wording words) {
    return answers.stream().map(Answers::entry).collect(Collectors.joining("", head(words), ""));
  }

  private static String head(Wording words) {
    return Sentence.of("answer.head")
        .in(words)
        .lines()
        .map(line -> "# " + line + "\n")
        .collect(Collectors.joining("", "", "answers:\n"));
  }

  private static String entry(Answer answer) {
    return "  - control: "
        + answer.control().id()
        + "\n    answer: "
        + answer.status().id()
        + (answer.note().isEmpty() ? "" : "\n    note: " + quoted(answer.note()))
        + "\n    who: "
        + quoted(answer.who())
        + "\n    when: "
        + quoted(answer.when())
        + "\n";
  }

  /** A double-quoted scalar (YAML 1.2 §7.3.1), on one line whatever is in it. */
  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", c));
              } else if ((c >= 0xd800 && c <= 0xdfff)
                  || c == 0xfeff
                  || c == 0xfffe
                  || c == 0xffff) {
                out.append('\ufffd');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
