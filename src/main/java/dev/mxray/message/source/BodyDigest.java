package dev.mxray.message.source;

import java.security.MessageDigest;

/** The SHA-256 hash of a body in one form, and how long that form is. */
public final class BodyDigest {
  private final byte[] hash;
  private final long length;

  BodyDigest(byte[] hash, long length) {
    this.hash = hash;
    this.length = length;
  }

  /** True when this is the hash. */
  public boolean matches(byte[] expected) {
    return MessageDigest.isEqual(hash, expected);
  }

  /** Octets of the whole body in its canonical form, those behind a limit too. */
  public long length() {
    return length;
  }
}
