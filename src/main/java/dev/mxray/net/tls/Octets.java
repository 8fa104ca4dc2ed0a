package dev.mxray.net.tls;

/** Reads a message of TLS from its beginning to its end, and never beyond. */
final class Octets {
  /** The message says of its own lengths what cannot be. */
  static final class Malformed extends Exception {
    Malformed(String words) {
      super(words, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
  }

  private final byte[] bytes;
  private final int end;
  private int position;

  Octets(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Octets(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  int left() {
    return end - position;
  }

  boolean isEmpty() {
    return left() == 0;
  }

  int one() throws Malformed {
    need(1);
    return bytes[position++] & 0xff;
  }

  int two() throws Malformed {
    return one() << 8 | one();
  }

  int three() throws Malformed {
    return two() << 8 | one();
  }

  byte[] take(int length) throws Malformed {
    need(length);
    byte[] taken = new byte[length];
    System.arraycopy(bytes, position, taken, 0, length);
    position += length;
    return taken;
  }

  /** The next octets as a message of their own. */
  Octets part(int length) throws Malformed {
    need(length);
    var part = new Octets(bytes, position, position + length);
    position += length;
    return part;
  }

  void end(String what) throws Malformed {
    if (!isEmpty()) {
      throw new Malformed(left() + " octets too many in " + what);
    }
  }

  private void need(int length) throws Malformed {
    if (length > left()) {
      throw new Malformed("a message ends " + (length - left()) + " octets too early");
    }
  }
}
