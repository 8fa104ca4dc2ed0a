package dev.mxray.net.tls;

/** What a client offers in its ClientHello. */
public enum TlsOffer {
  /**
   * What mail software of today offers: TLS 1.2 and 1.3, authenticated suites with AES, ChaCha20,
   * Camellia and ARIA, with forward secrecy first and RSA key transport last. Key shares are sent
   * for X25519MLKEM768 and X25519, so that servers with either need no second round trip.
   */
  USUAL,

  /**
   * For old servers, after {@link #USUAL} was refused: SSL 3.0 to TLS 1.3 and every suite that
   * Bouncy Castle has without a shared secret or password, what is usual first, anonymous and NULL
   * suites last. RC4, DES and EXPORT suites are beyond it.
   */
  WIDEST
}
