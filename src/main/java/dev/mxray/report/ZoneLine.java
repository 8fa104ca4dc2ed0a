package dev.mxray.report;

import dev.mxray.finding.Remediation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Records as lines of a zone file (RFC 1035 §5.1). */
public final class ZoneLine {
  private static final int TTL = 3600;

  /** Octets of one character-string (RFC 1035 §3.3). */
  private static final int MAX_STRING = 255;

  private ZoneLine() {}

  /** The record with an absolute name, in one line. */
  public static String of(Remediation record) {
    return absolute(record.name())
        + " "
        + TTL
        + " IN "
        + record.type()
        + " "
        + (isText(record.type()) ? strings(record.value()) : plain(record.value()));
  }

  private static boolean isText(String type) {
    return type.equals("TXT") || type.equals("SPF");
  }

  private static String absolute(String name) {
    return plain(name.endsWith(".") ? name : name + ".");
  }

  /** Data of other types comes from names and numbers; what could end the line is left out. */
  private static String plain(String value) {
    var out = new StringBuilder();
    value
        .chars()
        .filter(c -> c >= ' ' && c < 0x7f && ";\"()".indexOf(c) < 0)
        .forEach(c -> out.append((char) c));
    return out.toString();
  }

  /** The text, a char for each octet, as quoted character-strings of at most 255 octets each. */
  private static String strings(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    List<String> strings = new ArrayList<>();
    for (int from = 0; from == 0 || from < octets.length; from += MAX_STRING) {
      var string = new StringBuilder("\"");
      for (int i = from; i < Math.min(octets.length, from + MAX_STRING); i++) {
        int octet = octets[i] & 0xff;
        if (octet == '"' || octet == '\\') {
          string.append('\\').append((char) octet);
        } else if (octet >= ' ' && octet < 0x7f) {
          string.append((char) octet);
        } else {
          string.append(String.format(Locale.ROOT, "\\%03d", octet));
        }
      }
      strings.add(string.append('"').toString());
    }
    return String.join(" ", strings);
  }
}
