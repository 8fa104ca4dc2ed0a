package dev.mxray.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host, address and port that was dialled, or should have been: what it said and how far the
 * dialogue got.
 *
 * @param state {@code open} (a complete 220 greeting was read; what goes wrong later is findings),
 *     {@code refused}, {@code timeout}, {@code reset}, {@code closed}, {@code rejected} (a greeting
 *     of 4xx or 5xx), {@code protocol_error}, {@code blocked} (the address policy forbids the
 *     connection) or {@code not_probed}
 * @param replyCode of the greeting; null when no reply was read
 * @param greeting its text, whole, lines parted by line feeds; null when no reply was read
 * @param software what the greeting or EHLO names; null when they name none
 * @param capabilities what EHLO offered last, inside TLS where there was TLS
 * @param starttls {@code ok}, {@code not_offered}, {@code failed} or {@code implicit} (TLS from the
 *     first octet); null when the dialogue did not get there
 * @param authBeforeTls mechanisms that are offered in the clear
 * @param authAfterTls mechanisms that are offered inside TLS
 * @param tls null without a finished handshake
 */
public record ServerPart(
    String host,
    String address,
    int port,
    String state,
    @Nullable Integer replyCode,
    @Nullable String greeting,
    @Nullable String software,
    List<String> capabilities,
    @Nullable String starttls,
    List<String> authBeforeTls,
    List<String> authAfterTls,
    @Nullable TlsPart tls) {}
