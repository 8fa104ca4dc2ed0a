package dev.mxray.message.source;

import java.util.function.BooleanSupplier;

/**
 * Cuts a stream of octets into lines, without keeping a line. CR LF and LF alone end a line, since
 * files of messages have one or the other; a CR alone is text.
 */
final class LineSplitter {
  /** Who gets the lines. */
  interface Lines {
    /** A piece of a line, without a line end in it. */
    void text(byte[] octets, int from, int to);

    /** The end of a line. */
    void lineEnd();
  }

  private static final byte[] CR = {'\r'};

  private boolean heldReturn;

  /**
   * Takes more octets.
   *
   * @param stop asked after each line
   * @return where it stopped, or {@code to}
   */
  int feed(byte[] octets, int from, int to, Lines lines, BooleanSupplier stop) {
    int start = from;
    for (int i = from; i < to; i++) {
      byte octet = octets[i];
      if (heldReturn) {
        heldReturn = false;
        if (octet != '\n') {
          lines.text(CR, 0, 1);
        }
      }
      if (octet == '\n') {
        int end = i > start && octets[i - 1] == '\r' ? i - 1 : i;
        if (end > start) {
          lines.text(octets, start, end);
        }
        lines.lineEnd();
        start = i + 1;
        if (stop.getAsBoolean()) {
          return start;
        }
      }
    }
    if (start < to) {
      heldReturn = octets[to - 1] == '\r';
      int end = heldReturn ? to - 1 : to;
      if (end > start) {
        lines.text(octets, start, end);
      }
    }
    return to;
  }

  /** The stream has ended. */
  void finish(Lines lines) {
    if (heldReturn) {
      lines.text(CR, 0, 1);
      heldReturn = false;
    }
  }
}
