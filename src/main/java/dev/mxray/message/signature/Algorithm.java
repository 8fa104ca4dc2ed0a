package dev.mxray.message.signature;

import java.util.Optional;

/** The signing algorithms of the tag {@code a}. */
enum Algorithm {
  RSA_SHA256("rsa-sha256", "rsa", "sha256"),
  ED25519_SHA256("ed25519-sha256", "ed25519", "sha256"),
  /** Must not be verified any more (RFC 8301 §3.1). */
  RSA_SHA1("rsa-sha1", "rsa", "sha1");

  private final String word;
  private final String keyType;
  private final String hash;

  Algorithm(String word, String keyType, String hash) {
    this.word = word;
    this.keyType = keyType;
    this.hash = hash;
  }

  static Optional<Algorithm> of(String word) {
    for (Algorithm algorithm : values()) {
      if (algorithm.word.equals(word)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The word of the tag {@code k} of its keys. */
  String keyType() {
    return keyType;
  }

  /** The word of the tag {@code h} of its keys. */
  String hash() {
    return hash;
  }
}
