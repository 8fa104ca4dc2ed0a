package dev.mxray.check.tls;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A cipher suite, read from its registered name.
 *
 * @param name {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}
 */
record CipherSuite(String name) {
  private static final String WITH = "_WITH_";

  /** Nothing is encrypted (RFC 9150). */
  private static final Set<String> INTEGRITY_ONLY =
      Set.of("TLS_SHA256_SHA256", "TLS_SHA384_SHA384");

  /** Anyone may be at the other end. */
  boolean isAnonymous() {
    return keyExchange().contains("_ANON");
  }

  /** Broken: nothing is encrypted, or it can be read or changed in practice. */
  boolean isInsecure() {
    String cipher = cipher();
    return List.of("NULL", "RC4", "DES_", "DES40", "RC2").stream().anyMatch(cipher::startsWith)
        || keyExchange().contains("_EXPORT")
        || cipher.endsWith("_MD5")
        || name.startsWith("SSL_CK_") // of SSL 2.0, all with MD5
        || INTEGRITY_ONLY.contains(name);
  }

  /** Blocks of 64 bits (CVE-2016-2183), or a cipher that was given up. */
  boolean isWeak() {
    return List.of("3DES", "IDEA", "SEED", "GOST", "28147", "MAGMA", "FORTEZZA").stream()
        .anyMatch(cipher()::startsWith);
  }

  /** Who learns the server's key later cannot read what was sent before. */
  boolean hasForwardSecrecy() {
    if (name.startsWith("SSL_CK_")) {
      return false;
    }
    String exchange = keyExchange();
    return exchange.isEmpty() // TLS 1.3
        || name.contains("_MGM_")
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
