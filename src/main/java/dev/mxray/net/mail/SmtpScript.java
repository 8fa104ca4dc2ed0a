package dev.mxray.net.mail;

import dev.mxray.net.tls.TlsOffer;
import dev.mxray.observe.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a conversation is to be had.
 *
 * @param heloName what the scanner calls itself; empty for the address of its socket
 * @param offer what it offers in TLS
 * @param timeout of one reply, and of one handshake
 * @param stop ends the conversation when it completes
 */
record SmtpScript(
    SmtpTarget target,
    Optional<String> heloName,
    TlsOffer offer,
    Duration timeout,
    CompletableFuture<Ending.How> stop) {}
