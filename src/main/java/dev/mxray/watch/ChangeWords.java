package dev.mxray.watch;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import dev.mxray.report.Texts;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in one language what has changed, from what is kept of a change and not from the words of
 * whoever saw it: an alert is told in the language of the process that sends it. Safe for use by
 * several threads.
 */
public final class ChangeWords {
  /** The words of those who asked for no language. */
  public static final ChangeWords ENGLISH = new ChangeWords("en");

  private final Wording words;
  private final FindingTexts findings;
  private final Texts console;

  /**
   * @param language by ISO 639-1
   * @throws IllegalArgumentException when it is none of those that are there
   */
  public ChangeWords(String language) {
    this.words = Wording.in(language);
    this.findings = new FindingTexts(language);
    this.console = Texts.console(language);
  }

  /** The language by ISO 639-1. */
  public String language() {
    return words.language();
  }

  /** A sentence in this language. */
  public String say(Sentence sentence) {
    return sentence.in(words);
  }

  /** The word for a severity. */
  public String severity(@Nullable String id) {
    return console.word("severity", id);
  }

  /** An alert whose changes are told in this language. */
  public Alert alert(Alert alert) {
    return alert.with(alert.changes().stream().map(one -> one.told(text(one))).toList());
  }

  /** One line about a change. What another version has kept stays as it was said then. */
  public String text(Change change) {
    ChangeType type = ChangeType.of(change.type()).orElse(null);
    Map<String, String> details = change.details();
    Sentence sentence = type == null || details == null ? null : sentence(type, change, details);
    return sentence == null ? change.text() : say(sentence);
  }

  private @Nullable Sentence sentence(ChangeType type, Change change, Map<String, String> details) {
    String title = details.get(Change.TITLE) == null ? null : title(change, details);
    return switch (type) {
      case FINDING_APPEARED, CERTIFICATE_EXPIRING ->
          title == null
              ? null
              : Sentence.of(
                  "watch.finding-appeared", change.subject(), title, severity(change.after()));
      case FINDING_RESOLVED ->
          title == null ? null : Sentence.of("watch.finding-resolved", change.subject(), title);
      case FINDING_CHANGED ->
          title == null
              ? null
              : Sentence.of(
                  "watch.finding-changed",
                  change.subject(),
                  title,
                  severity(change.before()),
                  severity(change.after()));
      case LISTED -> listed(change, details);
      case DELISTED -> after(delisted(change, details), change.durationSeconds());
      case RECORD_CHANGED ->
          Sentence.of(
              "watch.record-changed",
              change.subject(),
              change.what(),
              value(change.before()),
              value(change.after()));
      case CERTIFICATE_RENEWED, CERTIFICATE_REPLACED -> certificate(type, change, details);
      case SCORE_MOVED -> score(change, details);
    };
  }

  private static Sentence listed(Change change, Map<String, String> details) {
    String meaning = details.get(Change.MEANING);
    return meaning == null
        ? Sentence.of("watch.listed", change.subject(), change.what())
        : Sentence.of("watch.listed-as", change.subject(), change.what(), meaning);
  }

  private static Sentence delisted(Change change, Map<String, String> details) {
    String meaning = details.get(Change.MEANING);
    return meaning == null
        ? Sentence.of("watch.delisted", change.subject(), change.what())
        : Sentence.of("watch.delisted-as", change.subject(), change.what(), meaning);
  }

  private static Sentence after(Sentence told, @Nullable Long seconds) {
    return seconds == null ? told : Sentence.of("watch.after", told, span(seconds));
  }

  private static @Nullable Sentence certificate(
      ChangeType type, Change change, Map<String, String> details) {
    String ends = details.get(Change.ENDS);
    if (ends == null) {
      return null;
    }
    return type == ChangeType.CERTIFICATE_RENEWED
        ? Sentence.of("watch.certificate-renewed", change.subject(), ends)
        : Sentence.of("watch.certificate-replaced", change.subject(), ends);
  }

  private static @Nullable Sentence score(Change change, Map<String, String> details) {
    String direction = details.get(Change.DIRECTION);
    String before = details.get(Change.GRADE_BEFORE);
    String after = details.get(Change.GRADE_AFTER);
    if (direction == null || before == null || after == null) {
      return null;
    }
    return direction.equals(Change.UP)
        ? Sentence.of(
            "watch.score-up",
            change.subject(),
            value(change.before()),
            before,
            value(change.after()),
            after)
        : Sentence.of(
            "watch.score-down",
            change.subject(),
            value(change.before()),
            before,
            value(change.after()),
            after);
  }

  /** A value that may be none. */
  static Sentence value(@Nullable String value) {
    return value == null ? Sentence.of("watch.nothing") : Sentence.verbatim(value);
  }

  /** The finding's title in this language; as the report had it where this version has none. */
  private String title(Change change, Map<String, String> details) {
    Optional<FindingType> type = FindingType.of(change.what());
    if (type.isEmpty()) {
      return String.valueOf(details.get(Change.TITLE));
    }
    Map<String, String> evidence = new TreeMap<>();
    details.forEach(
        (name, value) -> {
          if (name.startsWith(Change.EVIDENCE)) {
            evidence.put(name.substring(Change.EVIDENCE.length()), value);
          }
        });
    var finding = new Finding(type.get(), Severity.INFO, change.subject(), evidence);
    return findings.of(finding).title();
  }

  /** {@code 3 d 4 h}, {@code 12 min}, {@code 40 s}. */
  private static Sentence span(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    if (length.toDays() > 0) {
      return length.toHoursPart() > 0
          ? Sentence.of("watch.days-and-hours", length.toDays(), length.toHoursPart())
          : Sentence.of("watch.days", length.toDays());
    }
    if (length.toHours() > 0) {
      return length.toMinutesPart() > 0
          ? Sentence.of("watch.hours-and-minutes", length.toHours(), length.toMinutesPart())
          : Sentence.of("watch.hours", length.toHours());
    }
    return length.toMinutes() > 0
        ? Sentence.of("watch.minutes", length.toMinutes())
        : Sentence.of("watch.seconds", seconds);
  }
}
