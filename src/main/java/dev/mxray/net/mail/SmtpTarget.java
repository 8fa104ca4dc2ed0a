package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;

/**
 * A server to talk to.
 *
 * @param host its name, sent as the server's name in TLS (RFC 6066 §3); no final dot
 * @param address where it is
 * @param port 1 to 65535
 * @param implicitTls true when TLS comes before everything else (RFC 8314 §3.3)
 * @param starttls false to leave STARTTLS alone
 */
public record SmtpTarget(
    String host, IpAddress address, int port, boolean implicitTls, boolean starttls) {

  /** A server with which TLS is begun where it is offered. */
  public SmtpTarget(String host, IpAddress address, int port, boolean implicitTls) {
    this(host, address, port, implicitTls, /* starttls= */ true);
  }

  /** For people, and as the subject of findings: {@code mx.example.com[192.0.2.1]:25}. */
  @Override
  public String toString() {
    return host + "[" + address + "]:" + port;
  }
}
