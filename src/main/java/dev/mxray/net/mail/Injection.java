package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import java.util.List;

/**
 * What a server did with a command that was sent in the clear, in one piece with the one that
 * starts TLS (CVE-2011-0411). The command is NOOP, and does nothing.
 *
 * @param outcome what became of it
 * @param ending how the conversation ended
 * @param transcript what was said, line by line
 */
public record Injection(Outcome outcome, Ending ending, List<String> transcript) {

  /** What became of the command. */
  public enum Outcome {
    /** It was answered inside TLS. */
    OBEYED,
    /** It was dropped, or the server would not go on. */
    NOT_OBEYED,
    /** The conversation did not get so far. */
    UNSEEN
  }

  public Injection {
    transcript = List.copyOf(transcript);
  }
}
