package dev.mxray.net.tls;

import java.util.Optional;

/** The versions of TLS, the oldest first. */
public enum TlsVersion {
  SSL_2(0x0002, "SSLv2"),
  SSL_3(0x0300, "SSLv3"),
  TLS_1_0(0x0301, "TLSv1.0"),
  TLS_1_1(0x0302, "TLSv1.1"),
  TLS_1_2(0x0303, "TLSv1.2"),
  TLS_1_3(0x0304, "TLSv1.3");

  private final int code;
  private final String id;

  TlsVersion(int code, String id) {
    this.code = code;
    this.id = id;
  }

  int code() {
    return code;
  }

  /** As reports name it: {@code TLSv1.2}. */
  public String id() {
    return id;
  }

  /** The one before; SSL 2.0 is its own. */
  TlsVersion below() {
    return switch (this) {
      case SSL_2, SSL_3 -> SSL_2;
      case TLS_1_0 -> SSL_3;
      case TLS_1_1 -> TLS_1_0;
      case TLS_1_2 -> TLS_1_1;
      case TLS_1_3 -> TLS_1_2;
    };
  }

  static Optional<TlsVersion> of(int code) {
    for (TlsVersion version : values()) {
      if (version.code == code) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** The version with this name. */
  public static Optional<TlsVersion> named(String id) {
    for (TlsVersion version : values()) {
      if (version.id.equals(id)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
