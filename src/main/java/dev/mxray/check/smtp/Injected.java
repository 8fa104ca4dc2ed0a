package dev.mxray.check.smtp;

import dev.mxray.net.mail.Injection;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.List;

/**
 * What became of a command that was sent in the clear behind STARTTLS (CVE-2011-0411).
 *
 * @param failure what stood in the way, when it was not seen
 * @param transcript what was said, line by line
 */
public record Injected(Outcome outcome, Sentence failure, List<String> transcript) {

  /** What became of it. */
  public enum Outcome {
    /** It was answered inside TLS. */
    OBEYED,
    /** It was dropped, or the server would not go on. */
    NOT_OBEYED,
    /** It could not be tried. */
    UNSEEN
  }

  public Injected {
    transcript = List.copyOf(transcript);
  }

  /** Why it is not known whether the server obeys. */
  public Observed.Unknown<?> unseen(String subject, long millis) {
    return new Observed.Unknown<>(
        Reason.UNUSABLE_ANSWER,
        Sentence.of("smtp.injected"),
        List.of(new Attempt(subject, failure, millis)));
  }

  /** What was tried, as an observation. */
  public static Injected of(Injection injection) {
    return new Injected(
        switch (injection.outcome()) {
          case OBEYED -> Outcome.OBEYED;
          case NOT_OBEYED -> Outcome.NOT_OBEYED;
          case UNSEEN -> Outcome.UNSEEN;
        },
        injection.ending().told(),
        injection.transcript());
  }
}
