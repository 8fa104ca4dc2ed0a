package dev.mxray.net.mail;

import dev.mxray.net.tls.TlsOffer;

/**
 * A server at which more is tried out than what every client says.
 *
 * @param offer what it agrees to in TLS
 * @param domain whose mail it takes: A-labels
 * @param sender of the envelopes, without angle brackets; empty for the null sender
 * @param foreignDomain a domain that has nothing to do with the server; nothing is sent there
 * @param exchange true for a server that takes mail for the domain, where its recipients are tried
 */
public record ActiveTarget(
    SmtpTarget server,
    TlsOffer offer,
    String domain,
    String sender,
    String foreignDomain,
    boolean exchange) {}
