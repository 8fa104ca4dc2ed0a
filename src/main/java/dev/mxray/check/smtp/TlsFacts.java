package dev.mxray.check.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What a server and the scanner agreed on.
 *
 * @param version {@code TLSv1.3}
 * @param cipherSuite by its IANA name
 * @param group of an ephemeral key exchange; null without one
 */
public record TlsFacts(String version, String cipherSuite, @Nullable String group) {}
