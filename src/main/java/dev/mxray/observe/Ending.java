package dev.mxray.observe;

import dev.mxray.text.Sentence;

/**
 * How a conversation with a server ended, and how far it had come.
 *
 * @param step what was being done
 * @param how what happened then
 * @param told the same for people, in a few words; may hold what the server said, which is hostile
 *     text and is escaped at every exit
 */
public record Ending(Step step, How how, Sentence told) {

  /** An ending that the other side has words for, or nobody reads of. */
  public Ending(Step step, How how, String words) {
    this(step, how, Sentence.verbatim(words));
  }

  /** What happened, in English. */
  public String words() {
    return told.toString();
  }

  /** The steps of a conversation, in the order in which they are taken. */
  public enum Step {
    CONNECT(Sentence.of("observe.step-connect")),
    /** The handshake on a port where TLS comes first. */
    TLS(Sentence.of("observe.step-handshake")),
    GREETING(Sentence.of("observe.step-greeting")),
    EHLO(Sentence.verbatim("EHLO")),
    STARTTLS(Sentence.verbatim("STARTTLS")),
    /** The handshake that was agreed on by STARTTLS. */
    STARTTLS_HANDSHAKE(Sentence.of("observe.step-handshake")),
    EHLO_INSIDE_TLS(Sentence.of("observe.step-ehlo-inside-tls")),
    /** What EHLO is in the protocols of mailboxes. */
    CAPABILITIES(Sentence.of("observe.step-capabilities")),
    CAPABILITIES_INSIDE_TLS(Sentence.of("observe.step-capabilities-inside-tls")),
    /** Whatever is tried out beside the usual. */
    COMMAND(Sentence.of("observe.step-command")),
    QUIT(Sentence.verbatim("QUIT"));

    @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
    private final Sentence told;

    Step(Sentence told) {
      this.told = told;
    }

    /** The step in a word or two. */
    public Sentence told() {
      return told;
    }

    /** The same in English. */
    public String words() {
      return told.toString();
    }

    /** True for both of the handshakes. */
    public boolean isHandshake() {
      return this == TLS || this == STARTTLS_HANDSHAKE;
    }
  }

  /** What ended it. */
  public enum How {
    /** Everything was said. */
    DONE(Reason.UNUSABLE_ANSWER),
    /** The connection was refused. */
    REFUSED(Reason.NETWORK),
    /** Nothing, or nothing complete, came in time. */
    TIMEOUT(Reason.TIMEOUT),
    /** The connection was torn down. */
    RESET(Reason.CLOSED),
    /** The other side closed the connection. */
    CLOSED(Reason.CLOSED),
    /** A reply that says no. */
    REJECTED(Reason.UNUSABLE_ANSWER),
    /** What came is not the protocol that was expected. */
    GARBAGE(Reason.UNUSABLE_ANSWER),
    /** A fatal alert of TLS. */
    ALERT(Reason.UNUSABLE_ANSWER),
    /** A fatal alert that blames the versions or cipher suites that were offered. */
    OFFER_REFUSED(Reason.UNUSABLE_ANSWER),
    /** This machine has no way to the address: not the server's fault. */
    UNREACHABLE(Reason.NETWORK),
    /** This machine may not connect there. */
    FORBIDDEN(Reason.NETWORK),
    /** The address is not one that is contacted. */
    NOT_PUBLIC(Reason.SWITCHED_OFF),
    /** The scan's deadline came first. */
    DEADLINE(Reason.DEADLINE),
    /** The user interrupted the scan. */
    INTERRUPTED(Reason.INTERRUPTED);

    private final Reason reason;

    How(Reason reason) {
      this.reason = reason;
    }

    /** Why what was looked for could not be seen when a conversation ends like this. */
    public Reason reason() {
      return reason;
    }
  }

  /** True when it was the scan that ended it. */
  public boolean stopped() {
    return how == How.DEADLINE || how == How.INTERRUPTED;
  }
}
