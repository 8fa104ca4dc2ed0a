package dev.mxray.observe;

import dev.mxray.text.Sentence;

/**
 * One try to learn something from one server.
 *
 * @param server whom: a resolver as written by the user, or {@code host[address]:port}
 * @param ended what came of it, in one or two words: {@code NOERROR}, {@code SERVFAIL}, {@code
 *     timeout}, {@code refused}
 * @param millis how long it took, in milliseconds
 */
public record Attempt(String server, Sentence ended, long millis) {

  /** An attempt whose outcome is a word of the protocol. */
  public Attempt(String server, String outcome, long millis) {
    this(server, Sentence.verbatim(outcome), millis);
  }

  /** What came of it, in English. */
  public String outcome() {
    return ended.toString();
  }

  /** The attempt for people. */
  public Sentence told() {
    return Sentence.of("observe.attempt", server, ended, millis);
  }

  @Override
  public String toString() {
    return told().toString();
  }
}
