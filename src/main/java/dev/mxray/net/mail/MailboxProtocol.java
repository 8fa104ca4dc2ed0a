package dev.mxray.net.mail;

import java.util.Optional;

/** The protocols by which people reach their mailboxes. */
public enum MailboxProtocol {
  /** RFC 9051 and RFC 3501. */
  IMAP("IMAP", 143, 993, "STARTTLS"),
  /** RFC 1939; capabilities by RFC 2449, TLS by RFC 2595. */
  POP3("POP3", 110, 995, "STLS"),
  /** ManageSieve (RFC 5804), which has no port where TLS comes first. */
  SIEVE("ManageSieve", 4190, 0, "STARTTLS");

  private final String words;
  private final int port;
  private final int tlsPort;
  private final String starttls;

  MailboxProtocol(String words, int port, int tlsPort, String starttls) {
    this.words = words;
    this.port = port;
    this.tlsPort = tlsPort;
    this.starttls = starttls;
  }

  /** The name for people. */
  public String words() {
    return words;
  }

  /** Where it is spoken in the clear, until STARTTLS. */
  public int port() {
    return port;
  }

  /** Where TLS comes first; empty when there is no such port. */
  public Optional<Integer> tlsPort() {
    return tlsPort == 0 ? Optional.empty() : Optional.of(tlsPort);
  }

  /** The command that starts TLS, and the capability that announces it. */
  public String starttls() {
    return starttls;
  }
}
