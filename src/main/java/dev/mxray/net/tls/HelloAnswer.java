package dev.mxray.net.tls;

import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;

/** What came of one hello. */
public sealed interface HelloAnswer {

  /** The server took something of the offer. */
  record Accepted(ServerFlight flight) implements HelloAnswer {}

  /**
   * The server takes nothing of the offer.
   *
   * @param alert that it sent; -1 when it closed the connection instead, more than once
   */
  record Refused(int alert) implements HelloAnswer {
    static final int HANDSHAKE_FAILURE = 40;
    static final int PROTOCOL_VERSION = 70;
    static final int INAPPROPRIATE_FALLBACK = 86;

    /** True when the server says that it is the version which it does not speak. */
    boolean blamesVersion() {
      return alert == PROTOCOL_VERSION;
    }
  }

  /**
   * Nothing is known: there was no connection, or the server did not come to the point.
   *
   * @param reason why
   * @param told the same for people, to be escaped at every exit
   * @param last true when nothing will come of asking this server further
   */
  record Unheard(Reason reason, Sentence told, boolean last) implements HelloAnswer {
    /** This hello was answered with what cannot be read; another one may fare better. */
    static Unheard garbage(String words) {
      return new Unheard(Reason.UNUSABLE_ANSWER, Sentence.verbatim(words), /* last= */ false);
    }
  }
}
