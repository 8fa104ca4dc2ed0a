package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.util.List;
import java.util.Set;

/** Conversations as a test needs them, without a network. */
public final class Dialogues {
  private Dialogues() {}

  /** A conversation without TLS that went to its end. */
  public static SmtpDialogue complete(Reply greeting) {
    return dialogue(greeting, new Ending(Step.EHLO, How.DONE, "complete"));
  }

  /** A conversation that ended like this, after all that comes before that step. */
  public static SmtpDialogue ended(Ending ending, String host) {
    return ending.step() == Step.CONNECT
        ? SmtpDialogue.none(ending, 1)
        : dialogue(new Reply(220, List.of(host + " ESMTP")), ending);
  }

  private static SmtpDialogue dialogue(Reply greeting, Ending ending) {
    Reply ehlo =
        ending.how() == How.DONE ? new Reply(250, List.of("mx.example.com", "SIZE 1000")) : null;
    return new SmtpDialogue(
        greeting, ehlo, false, null, null, null, null, Set.of(), ending, List.of(), 1);
  }
}
