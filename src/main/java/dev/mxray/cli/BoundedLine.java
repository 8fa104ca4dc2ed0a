package dev.mxray.cli;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of a file that may be anything. */
final class BoundedLine {
  private BoundedLine() {}

  /**
   * The next line without its end; null behind the last. What is beyond the longest useful line is
   * read and dropped, but for one character that tells.
   *
   * @param longest how many characters a useful line has at most
   */
  static @Nullable String next(BufferedReader reader, int longest) throws IOException {
    var line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() <= longest) {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
