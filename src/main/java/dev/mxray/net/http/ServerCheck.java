package dev.mxray.net.http;

import dev.mxray.net.tls.TlsSession;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Decides whether a server is who it has to be, before anything is said to it. */
@FunctionalInterface
public interface ServerCheck {

  /**
   * Looks at what the handshake showed.
   *
   * @param host whom it has to be, A-labels
   */
  CompletableFuture<Verdict> verify(TlsSession session, String host);

  /** What came of it. */
  sealed interface Verdict {
    /** It is. */
    record Verified() implements Verdict {}

    /**
     * It is not, or cannot show that it is.
     *
     * @param faults why, for people; at least one
     */
    record Refused(List<Sentence> faults) implements Verdict {
      public Refused {
        faults = List.copyOf(faults);
      }
    }

    /**
     * That cannot be told on this machine.
     *
     * @param told why, for people
     */
    record Unknown(Sentence told) implements Verdict {}
  }
}
