package dev.mxray.check.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one complete handshake with a server showed.
 *
 * @param host the name by which the server is known
 * @param version {@code TLSv1.3}, {@code TLSv1.2}, {@code TLSv1.1}, {@code TLSv1.0}, {@code SSLv3}
 * @param cipherSuite the registered name
 * @param group of an ephemeral key exchange: the registered name, or {@code dh} and the bits of the
 *     prime for a finite field without one; null without such an exchange
 * @param secureRenegotiation the server knows RFC 5746, or the version has no renegotiation
 * @param chain the certificates in the order in which they were sent, the server's own first; empty
 *     with an anonymous suite
 * @param certificate the server's own; null when there is none or it cannot be read
 * @param accepted all that the server accepts; null when that was not asked
 * @param tickets for TLS 1.3 what was given to resume the session with; null in other versions
 */
public record TlsObservation(
    String host,
    String address,
    int port,
    String version,
    String cipherSuite,
    @Nullable String group,
    boolean secureRenegotiation,
    List<SentCertificate> chain,
    @Nullable CertificateObservation certificate,
    @Nullable AcceptedTls accepted,
    @Nullable Tickets tickets) {

  /**
   * Tickets that came until the conversation was over (RFC 8446 §4.6.1).
   *
   * @param earlyData octets that may be sent before a handshake is over; 0 for none
   */
  public record Tickets(int count, long earlyData) {}

  public TlsObservation {
    chain = List.copyOf(chain);
  }

  /** What a handshake showed of a server of which nothing else was asked. */
  public TlsObservation(
      String host,
      String address,
      int port,
      String version,
      String cipherSuite,
      @Nullable String group,
      boolean secureRenegotiation,
      List<SentCertificate> chain,
      @Nullable CertificateObservation certificate) {
    this(
        host,
        address,
        port,
        version,
        cipherSuite,
        group,
        secureRenegotiation,
        chain,
        certificate,
        null);
  }

  /** Without tickets of TLS 1.3. */
  public TlsObservation(
      String host,
      String address,
      int port,
      String version,
      String cipherSuite,
      @Nullable String group,
      boolean secureRenegotiation,
      List<SentCertificate> chain,
      @Nullable CertificateObservation certificate,
      @Nullable AcceptedTls accepted) {
    this(
        host,
        address,
        port,
        version,
        cipherSuite,
        group,
        secureRenegotiation,
        chain,
        certificate,
        accepted,
        null);
  }

  /** The same with tickets of TLS 1.3. */
  TlsObservation withTickets(@Nullable Tickets given) {
    return with(certificate, accepted, given);
  }

  /** Address and port. */
  String endpoint() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /** As findings name it: {@code mx.example.com[192.0.2.1]:25}. */
  public String subject() {
    return host + "[" + address + "]:" + port;
  }

  /** The same with more known about the certificate. */
  public TlsObservation with(CertificateObservation other) {
    return with(other, accepted, tickets);
  }

  /** The same with all that the server accepts. */
  public TlsObservation with(AcceptedTls other) {
    return with(certificate, other, tickets);
  }

  private TlsObservation with(
      @Nullable CertificateObservation seen,
      @Nullable AcceptedTls enumerated,
      @Nullable Tickets given) {
    return new TlsObservation(
        host,
        address,
        port,
        version,
        cipherSuite,
        group,
        secureRenegotiation,
        chain,
        seen,
        enumerated,
        given);
  }
}
