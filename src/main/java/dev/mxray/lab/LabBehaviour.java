package dev.mxray.lab;

import java.time.Duration;

/** How a whole {@link LabDns} treats its clients. */
public sealed interface LabBehaviour {

  /** The behaviours without a number in them; they hold over UDP and TCP unless said otherwise. */
  enum Way implements LabBehaviour {
    /** Answers what the zones say. */
    PLAIN,
    /** Takes questions and answers none. */
    SILENT,
    /** Answers SERVFAIL to everything. */
    SERVFAIL,
    /** Answers REFUSED to everything. */
    REFUSED,
    /** Answers NXDOMAIN under another id than the question's, and nothing else. */
    WRONG_ID,
    /** Answers NXDOMAIN under the right id to a question that was not asked, and nothing else. */
    WRONG_QUESTION,
    /** Sends octets that are no message: a fragment, then the right id before nonsense. */
    GARBAGE,
    /** Truncates every UDP answer to nothing; TCP is {@link #PLAIN}. */
    TRUNCATED,
    /** Truncates every UDP answer to nothing; a TCP connection is closed as soon as it is open. */
    TRUNCATED_TCP_CLOSED,
    /** Truncates every UDP answer to nothing; nobody listens on the TCP port. */
    TRUNCATED_TCP_REFUSED,
    /** Answers FORMERR without OPT to a question with EDNS (RFC 6891 §7), others normally. */
    FORMERR_TO_EDNS,
    /** Loses the first, third, fifth … UDP question; TCP is {@link #PLAIN}. */
    EVERY_SECOND_LOST
  }

  /**
   * Sends wrong answers first: in turn one with another id, one to another question, and one that
   * is no message. Over UDP only; TCP is plain.
   *
   * @param wrong how many wrong answers each question gets; from some 200 on a client's socket
   *     buffer may overflow and lose the right one
   * @param thenRight whether the right answer comes last, or none
   */
  record Flood(int wrong, boolean thenRight) implements LabBehaviour {
    public Flood {
      if (wrong < 0) {
        throw new IllegalArgumentException("a flood of " + wrong + " answers");
      }
    }
  }

  /**
   * Answers what the zones say, late.
   *
   * @param delay from question to answer
   */
  record Slow(Duration delay) implements LabBehaviour {}
}
