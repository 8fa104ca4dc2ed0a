package dev.mxray.check.tls;

import java.time.Instant;

/**
 * That a certificate was revoked, as its issuer signed it.
 *
 * @param since when
 * @param reason as RFC 5280 §5.3.1 names it: {@code keyCompromise}; {@code unspecified} without one
 */
public record Revocation(Instant since, String reason) {}
