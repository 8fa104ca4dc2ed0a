package dev.mxray.net.http;

import dev.mxray.net.tls.TlsSession;
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
    record Refused(List<String> faults) implements Verdict {
      public Refused {
        faults = List.copyOf(faults);
      }
    }

    /**
     * That cannot be told on this machine.
     *
     * @param words why, for people
     */
    record Unknown(String words) implements Verdict {}
  }
}
