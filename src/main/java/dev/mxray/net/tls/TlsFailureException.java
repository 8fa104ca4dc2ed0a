package dev.mxray.net.tls;

import dev.mxray.text.Sentence;
import java.util.OptionalInt;

/**
 * How a handshake failed, or how a connection failed after it. What a server does is expected in
 * every form, so it has no stack trace.
 */
public final class TlsFailureException extends Exception {
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int PROTOCOL_VERSION = 70;
  private static final int INSUFFICIENT_SECURITY = 71;

  /** What ended it. */
  public enum Kind {
    /**
     * The server sent a fatal alert; or it chose what was not offered (an older version), which
     * says the same thing.
     */
    ALERT,
    /** The server sent what is not TLS, or TLS that cannot be followed. */
    GARBAGE,
    /** The server closed the connection, or the caller did. */
    CLOSED,
    /** The server, or something on the way, reset the connection. */
    RESET,
    /** The handshake was not done in time. */
    TIMEOUT
  }

  private final Kind kind;
  private final int alert;
  private final transient Sentence told;

  private TlsFailureException(Kind kind, int alert, Sentence told) {
    super(told.toString(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.kind = kind;
    this.alert = alert;
    this.told = told;
  }

  static TlsFailureException of(Kind kind, Sentence words) {
    return new TlsFailureException(kind, -1, words);
  }

  static TlsFailureException alert(int alert, Sentence words) {
    return new TlsFailureException(Kind.ALERT, alert, words);
  }

  /** What ended it. */
  public Kind kind() {
    return kind;
  }

  /** The alert's number (RFC 8446 §6.2), for {@link Kind#ALERT}. */
  public OptionalInt alert() {
    return alert < 0 ? OptionalInt.empty() : OptionalInt.of(alert);
  }

  /** What happened, for people; in printable ASCII whatever was sent. */
  public String words() {
    return told.toString();
  }

  /** The same in the reader's language. */
  public Sentence told() {
    return told;
  }

  /**
   * True when version or cipher suites are the likely cause, so that {@link TlsOffer#WIDEST} may
   * succeed on a new connection: handshake_failure, protocol_version, insufficient_security.
   */
  public boolean blamesOffer() {
    return alert == HANDSHAKE_FAILURE
        || alert == PROTOCOL_VERSION
        || alert == INSUFFICIENT_SECURITY;
  }
}
