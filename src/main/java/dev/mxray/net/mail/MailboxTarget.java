package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;

/**
 * A mailbox server to talk to.
 *
 * @param host its name, sent as the server's name in TLS (RFC 6066 §3); no final dot
 * @param address where it is
 * @param port 1 to 65535
 * @param implicitTls true when TLS comes before everything else (RFC 8314 §3.3)
 */
public record MailboxTarget(
    MailboxProtocol protocol, String host, IpAddress address, int port, boolean implicitTls) {

  /** For people, and as the subject of findings: {@code imap.example.com[192.0.2.1]:143}. */
  @Override
  public String toString() {
    return host + "[" + address + "]:" + port;
  }
}
