package dev.mxray.net.tls;

import dev.mxray.net.tls.TlsFailureException.Kind;
import dev.mxray.text.Sentence;
import java.util.Locale;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/** Tells apart what broke a handshake or a connection, in words that are safe to print. */
final class Breakage {
  private static final int MAX_WORDS = 200;

  /** The content types of TLS: 20 change_cipher_spec to 23 application_data (RFC 8446 §5.1). */
  private static final int FIRST_CONTENT_TYPE = 20;

  private static final int LAST_CONTENT_TYPE = 23;

  private Breakage() {}

  /** True when a record of TLS can begin with this octet. */
  static boolean isContentType(byte octet) {
    return octet >= FIRST_CONTENT_TYPE && octet <= LAST_CONTENT_TYPE;
  }

  /** The server's first octets begin no record. */
  static TlsFailureException notTls(byte[] first, int length) {
    var shown = new StringBuilder();
    for (int i = 0; i < length; i++) {
      shown.append(printable((char) (first[i] & 0xff)));
    }
    return TlsFailureException.of(Kind.GARBAGE, Sentence.of("net.not-tls", shown));
  }

  /** The connection itself failed. */
  static TlsFailureException ofConnection(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("reset") || message.contains("broken pipe")
        ? TlsFailureException.of(Kind.RESET, Sentence.of("net.tls-reset"))
        : TlsFailureException.of(Kind.CLOSED, Sentence.of("net.tls-broke"));
  }

  /**
   * The protocol could not go on.
   *
   * @param alertReceived the last fatal alert, or close_notify, that the server sent; -1 without
   *     one
   */
  static TlsFailureException of(Exception cause, int alertReceived) {
    if (alertReceived == AlertDescription.close_notify) {
      return TlsFailureException.of(Kind.CLOSED, Sentence.of("net.close-notify"));
    }
    if (cause instanceof TlsFatalAlertReceived received) {
      short alert = received.getAlertDescription();
      return TlsFailureException.alert(
          alert, Sentence.of("net.alert", AlertDescription.getName(alert), alert));
    }
    if (cause instanceof TlsFatalAlert own
        && own.getAlertDescription() == AlertDescription.protocol_version) {
      return TlsFailureException.alert(
          AlertDescription.protocol_version, Sentence.of("net.version"));
    }
    return TlsFailureException.of(
        Kind.GARBAGE, Sentence.of("net.unfollowed", printable(cause.getMessage())));
  }

  private static String printable(@Nullable String text) {
    var out = new StringBuilder();
    String.valueOf(text).chars().limit(MAX_WORDS).forEach(c -> out.append(printable((char) c)));
    return out.toString();
  }

  private static char printable(char c) {
    return c >= 0x20 && c < 0x7f ? c : '.';
  }
}
