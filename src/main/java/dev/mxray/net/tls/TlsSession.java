package dev.mxray.net.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one complete handshake showed.
 *
 * @param version {@code TLSv1.3}, {@code TLSv1.2}, {@code TLSv1.1}, {@code TLSv1.0} or {@code
 *     SSLv3}
 * @param cipherSuite the name that IANA registers, {@code TLS_AES_256_GCM_SHA384}
 * @param group the group of an ephemeral key exchange as IANA registers it ({@code x25519}, {@code
 *     secp256r1}, {@code ffdhe2048}, {@code X25519MLKEM768}), or {@code dh} and the bits of the
 *     prime for another finite field ({@code dh1024}); null without one
 * @param chain the certificates as sent, DER, the server's own first; at most {@value #MAX_CHAIN}
 *     and {@value #MAX_CHAIN_BYTES} octets; empty with an anonymous suite. They may hold anything:
 *     nothing was checked
 * @param stapledOcsp the OCSP response that was sent along for the first certificate (RFC 6066 §8),
 *     DER; unchecked
 * @param secureRenegotiation the server knows RFC 5746, or the version has no renegotiation (1.3)
 * @param extendedMasterSecret RFC 7627, or the version has it built in (1.3)
 * @param tickets those of TLS 1.3, which come later; null in other versions
 */
@SuppressWarnings("ArrayRecordComponent") // Octets as sent; nobody compares sessions.
public record TlsSession(
    String version,
    String cipherSuite,
    @Nullable String group,
    List<byte[]> chain,
    byte @Nullable [] stapledOcsp,
    boolean secureRenegotiation,
    boolean extendedMasterSecret,
    @Nullable SessionTickets tickets) {
  /** Certificates that are kept; a real chain has two to four. */
  public static final int MAX_CHAIN = 16;

  /** Octets of certificates that are kept. */
  public static final int MAX_CHAIN_BYTES = 65_536;

  /** A session without tickets of TLS 1.3. */
  public TlsSession(
      String version,
      String cipherSuite,
      @Nullable String group,
      List<byte[]> chain,
      byte @Nullable [] stapledOcsp,
      boolean secureRenegotiation,
      boolean extendedMasterSecret) {
    this(
        version,
        cipherSuite,
        group,
        chain,
        stapledOcsp,
        secureRenegotiation,
        extendedMasterSecret,
        null);
  }

  public TlsSession {
    chain = List.copyOf(chain);
  }
}
