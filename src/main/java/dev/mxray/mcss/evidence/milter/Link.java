package dev.mxray.mcss.evidence.milter;

import dev.mxray.mcss.evidence.Quote;

/**
 * A place where a mail server hands mail to a filter.
 *
 * @param address of the filter as the mail server has it; hostile text
 * @param quote the line that says so
 */
public record Link(String address, Quote quote) {

  /** The port, or the last part of a path: {@code inet:localhost:8891} and {@code inet:8891@x}. */
  static String ending(String address) {
    String text = address.strip();
    if (text.startsWith("inet")) {
      String rest = text.replaceFirst("^inet6?:", "");
      return rest.contains("@")
          ? "port " + rest.substring(0, rest.indexOf('@'))
          : "port " + rest.substring(rest.lastIndexOf(':') + 1);
    }
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
