package dev.mxray.lab;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Makes lines of what comes in pieces. */
final class LabLines {
  /** A longer line is cut; far beyond RFC 5321 §4.5.3.1.4. */
  static final int MAX_LINE = 65_536;

  private final StringBuilder line = new StringBuilder();

  /**
   * Hands complete lines on, without their ends.
   *
   * @param more whether another line is wanted, asked after each
   * @return what stands behind the last one that was wanted
   */
  String take(String octets, Consumer<String> command, BooleanSupplier more) {
    for (int i = 0; i < octets.length(); i++) {
      char octet = octets.charAt(i);
      if (octet != '\n') {
        if (line.length() < MAX_LINE) {
          line.append(octet);
        }
        continue;
      }
      String complete = line.toString().replaceFirst("\r$", "");
      line.setLength(0);
      command.accept(complete);
      if (!more.getAsBoolean()) {
        return octets.substring(i + 1);
      }
    }
    return "";
  }
}
