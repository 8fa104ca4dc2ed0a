package dev.mxray.net.dns;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a message could not be carried, in words for {@link dev.mxray.observe.Attempt}.
 *
 * @param words a word or two
 * @param network true when the network, not the resolver, stood in the way
 */
record Failure(String words, boolean network) {
  private static final int MAX_DETAIL = 100;

  /** Puts a transport's exception into words. */
  static Failure of(Throwable cause) {
    SSLException tls = tls(cause);
    if (tls != null) {
      return new Failure("TLS failure: " + detail(tls), false);
    }
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof PortUnreachableException || message.contains("refused")) {
      return new Failure("connection refused", true);
    }
    if (message.contains("timed out")) {
      return new Failure("timeout", false);
    }
    if (cause instanceof ClosedChannelException
        || message.contains("reset")
        || message.contains("closed")
        || message.contains("broken")) {
      return new Failure("connection closed", false);
    }
    // A message that breaks the framing of HTTP is the server's fault, the rest is the network's.
    return cause instanceof IOException
        ? new Failure("unreachable", true)
        : new Failure("malformed", false);
  }

  private static @Nullable SSLException tls(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SSLException tls) {
        return tls;
      }
    }
    return null;
  }

  /** The innermost message, which names what was wrong with the certificate. */
  private static String detail(Throwable failure) {
    String detail = String.valueOf(failure.getMessage());
    int depth = 0;
    for (Throwable at = failure.getCause(); at != null && depth < 8; at = at.getCause()) {
      detail = at.getMessage() == null ? detail : at.getMessage();
      depth++;
    }
    var out = new StringBuilder();
    detail
        .chars()
        .limit(MAX_DETAIL)
        .forEach(c -> out.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return out.toString();
  }
}
