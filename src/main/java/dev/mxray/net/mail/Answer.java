package dev.mxray.net.mail;

import dev.mxray.net.mail.ReplyReader.NoReply;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the lines that a server sends together to one answer.
 *
 * @param <T> what an answer is
 */
interface Answer<T> {

  /**
   * Takes a line.
   *
   * @return the answer, when this was its last line
   * @throws NoReply when the line belongs to no answer; then nothing more is to be read
   */
  Optional<T> accept(Line line) throws NoReply;

  /** What was wrong with the lines so far, though they could be read, for people. */
  default Set<Sentence> faults() {
    return Set.of();
  }
}
