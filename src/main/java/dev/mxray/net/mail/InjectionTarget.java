package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;
import dev.mxray.net.tls.TlsOffer;
import java.util.Optional;

/**
 * A server that starts TLS on demand.
 *
 * @param mailbox the protocol that it speaks; empty for SMTP
 * @param host its name, sent as the server's name in TLS (RFC 6066 §3); no final dot
 * @param offer what it agrees to
 */
public record InjectionTarget(
    Optional<MailboxProtocol> mailbox, String host, IpAddress address, int port, TlsOffer offer) {}
