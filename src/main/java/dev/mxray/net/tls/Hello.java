package dev.mxray.net.tls;

import java.util.Optional;
import java.util.Random;

/** The first words of a client, whose answer tells something about the server. */
public interface Hello {
  /** As it is sent. */
  byte[] encode(Random random);

  /** Reads the answer to it. */
  Reader reader();

  /** Reads one answer, as it comes. */
  interface Reader {
    /** Reads more; gives the answer as soon as it is known. Never throws. */
    Optional<HelloAnswer> read(byte[] more);

    /** What to send before the connection is closed: close_notify, in the clear (RFC 8446 §6.1). */
    default byte[] farewell() {
      return new byte[] {21, 3, 1, 0, 2, 1, 0};
    }
  }
}
