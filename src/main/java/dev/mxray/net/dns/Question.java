package dev.mxray.net.dns;

import java.util.Locale;

/**
 * One question to the DNS, class IN.
 *
 * @param name presentation form (RFC 1035 §5.1 escapes), A-labels, lower case, no final dot; the
 *     root is the empty string
 * @param type the record type
 */
public record Question(String name, RecordType type) {
  public Question {
    name = name.toLowerCase(Locale.ROOT);
    if (name.endsWith(".") && !name.endsWith("\\.")) {
      name = name.substring(0, name.length() - 1);
    }
  }

  @Override
  public String toString() {
    return type + " " + (name.isEmpty() ? "." : name);
  }
}
