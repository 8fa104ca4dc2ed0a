package dev.mxray.net.mail;

import dev.mxray.observe.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What has to be said on a fresh connection, line by line, before TLS may begin. One is made for
 * each connection. A port with TLS from the first octet needs none.
 */
public interface Prelude {

  /** What to do next. */
  sealed interface Step {
    /** Wait for more lines. */
    record Listen() implements Step {}

    /** Send a command: a line without its end. */
    record Say(String command) implements Step {}

    /** TLS may begin. */
    record Ready() implements Step {}

    /**
     * The server does not want to.
     *
     * @param words what it said; hostile
     * @param tooMany it says that there are too many connections, or that it is too busy
     * @param goodbye a command to part with; null for none
     */
    record Stop(Reason reason, String words, boolean tooMany, @Nullable String goodbye)
        implements Step {}
  }

  /** A line of the server, without its end; as long as the server sends lines. */
  Step line(String line);
}
