package dev.mxray.net.dns;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  // Written out: the generated ones cost tens of milliseconds before the first question is sent.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Question that && type == that.type && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + type.code();
  }

  @Override
  public String toString() {
    return type + " " + (name.isEmpty() ? "." : name);
  }
}
