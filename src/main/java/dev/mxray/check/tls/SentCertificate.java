package dev.mxray.check.tls;

import org.jspecify.annotations.Nullable;

/**
 * One certificate as a server sent it.
 *
 * @param der its octets; they may hold anything
 * @param subject distinguished name (RFC 4514); null when it cannot be read
 * @param issuer distinguished name (RFC 4514); null when it cannot be read
 * @param sha256 of its octets, in lower-case hexadecimal digits
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them but by their digest.
public record SentCertificate(
    byte[] der, @Nullable String subject, @Nullable String issuer, String sha256) {}
