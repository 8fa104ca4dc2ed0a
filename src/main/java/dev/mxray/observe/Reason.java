package dev.mxray.observe;

import dev.mxray.text.Sentence;

/** Why something could not be seen. */
public enum Reason {
  /** No answer came in time, from anyone who was asked. */
  TIMEOUT(Sentence.of("observe.timeout")),
  /**
   * Every server that was asked answered with a failure (SERVFAIL, REFUSED, a malformed message).
   */
  SERVER_FAILURE(Sentence.of("observe.server-failure")),
  /** The network itself could not be used: unreachable, connection refused. */
  NETWORK(Sentence.of("observe.network")),
  /** The answer was there but could not be used: an alias loop, an over-long alias chain. */
  UNUSABLE_ANSWER(Sentence.of("observe.unusable-answer")),
  /** No resolver that answers passes signatures on. */
  NO_SIGNATURES(Sentence.of("observe.no-signatures")),
  /** The server ended the connection. */
  CLOSED(Sentence.of("observe.closed")),
  /** The scan's limit of questions was reached first. */
  LIMIT(Sentence.of("observe.limit")),
  /** The scan's deadline came first. */
  DEADLINE(Sentence.of("observe.deadline")),
  /** The user interrupted the scan. */
  INTERRUPTED(Sentence.of("observe.interrupted")),
  /** An option switched this off; it was not asked. */
  SWITCHED_OFF(Sentence.of("observe.switched-off"));

  @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
  private final Sentence told;

  Reason(Sentence told) {
    this.told = told;
  }

  /** The reason in a few words, without a final dot. */
  public Sentence told() {
    return told;
  }

  /** The same in English. */
  public String words() {
    return told.toString();
  }
}
