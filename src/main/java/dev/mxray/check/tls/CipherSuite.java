package dev.mxray.check.tls;

import java.util.List;
import java.util.Locale;

/**
 * A cipher suite, read from its registered name.
 *
 * @param name {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}
 */
record CipherSuite(String name) {
  private static final String WITH = "_WITH_";

  /** Anyone may be at the other end. */
  boolean isAnonymous() {
    return keyExchange().contains("_ANON");
  }

  /** Broken: nothing is encrypted, or it can be read or changed in practice. */
  boolean isInsecure() {
    String cipher = cipher();
    return List.of("NULL", "RC4", "DES_", "DES40", "RC2").stream().anyMatch(cipher::startsWith)
        || keyExchange().contains("_EXPORT")
        || cipher.endsWith("_MD5");
  }

  /** Blocks of 64 bits (CVE-2016-2183), or a cipher that was given up. */
  boolean isWeak() {
    return List.of("3DES", "IDEA", "SEED", "GOST", "28147").stream().anyMatch(cipher()::startsWith);
  }

  /** Who learns the server's key later cannot read what was sent before. */
  boolean hasForwardSecrecy() {
    String exchange = keyExchange();
    return exchange.isEmpty() // TLS 1.3
        || exchange.contains("DHE_")
        || isAnonymous();
  }

  /** {@code TLS_ECDHE_RSA}; empty for a suite of TLS 1.3, which does not name one. */
  private String keyExchange() {
    int with = name.indexOf(WITH);
    return with < 0 ? "" : name.substring(0, with).toUpperCase(Locale.ROOT);
  }

  private String cipher() {
    int with = name.indexOf(WITH);
    return (with < 0 ? name : name.substring(with + WITH.length())).toUpperCase(Locale.ROOT);
  }
}
