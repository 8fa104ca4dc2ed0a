package dev.mxray.observe;

/** Why something could not be seen. */
public enum Reason {
  /** No answer came in time, from anyone who was asked. */
  TIMEOUT("no answer in time"),
  /**
   * Every server that was asked answered with a failure (SERVFAIL, REFUSED, a malformed message).
   */
  SERVER_FAILURE("every resolver failed"),
  /** The network itself could not be used: unreachable, connection refused. */
  NETWORK("the network could not be used"),
  /** The answer was there but could not be used: an alias loop, an over-long alias chain. */
  UNUSABLE_ANSWER("the answer could not be used"),
  /** No resolver that answers passes signatures on. */
  NO_SIGNATURES("no resolver passes DNSSEC records"),
  /** The server ended the connection. */
  CLOSED("the server ended the connection"),
  /** The scan's limit of questions was reached first. */
  LIMIT("the scan's limit of questions was reached"),
  /** The scan's deadline came first. */
  DEADLINE("the scan's deadline came first"),
  /** The user interrupted the scan. */
  INTERRUPTED("the scan was interrupted"),
  /** An option switched this off; it was not asked. */
  SWITCHED_OFF("switched off by an option");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** The reason in a few English words, without a final dot. */
  public String words() {
    return words;
  }
}
