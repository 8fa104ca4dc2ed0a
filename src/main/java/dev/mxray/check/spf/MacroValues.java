package dev.mxray.check.spf;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.MacroString.Literal;
import dev.mxray.check.spf.MacroString.Macro;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What macros stand for in one evaluation (RFC 7208 §7.2, §7.3).
 *
 * @param ip the client; never an IPv4-mapped address
 * @param localPart of the sender
 * @param senderDomain of the sender
 * @param helo what the client said in HELO or EHLO
 * @param receiver the host that does the check
 * @param seconds the time of the check, since 1970
 */
record MacroValues(
    IpAddress ip,
    String localPart,
    String senderDomain,
    String helo,
    String receiver,
    long seconds) {

  /** Characters that are kept while macros are expanded; what is further left is of no use. */
  static final int MAX_EXPANSION = 16 * 1024;

  private static final String HEX = "0123456789ABCDEF";

  /** RFC 3986 §2.3, beside letters and digits. */
  private static final String UNRESERVED = "-._~";

  /** True when the client's validated name has to be known before the text can be expanded. */
  static boolean needsClientName(MacroString text) {
    return text.parts().stream().anyMatch(part -> part instanceof Macro m && m.letter() == 'p');
  }

  /**
   * The text with its macros expanded. Of a text that comes out longer than {@link #MAX_EXPANSION}
   * the end is kept, as for names (RFC 7208 §7.3).
   *
   * @param domain the domain whose record is evaluated
   * @param clientName the validated name of the client, or {@code unknown}
   */
  String expand(MacroString text, String domain, String clientName) {
    var out = new StringBuilder();
    for (MacroString.Part part : text.parts()) {
      if (part instanceof Literal literal) {
        out.append(literal.text());
      } else {
        Macro macro = (Macro) part;
        String value = transformed(macro, value(macro.letter(), domain, clientName));
        out.append(macro.escaped() ? urlEscaped(value) : value);
      }
      if (out.length() > MAX_EXPANSION) {
        out.delete(0, out.length() - MAX_EXPANSION);
      }
    }
    return out.toString();
  }

  private String value(char letter, String domain, String clientName) {
    return switch (letter) {
      case 's' -> localPart + "@" + senderDomain;
      case 'l' -> localPart;
      case 'o' -> senderDomain;
      case 'd' -> domain;
      case 'i' -> dotted();
      case 'p' -> clientName;
      case 'v' -> ip.isIpv4() ? "in-addr" : "ip6";
      case 'h' -> helo;
      case 'c' -> ip.toString();
      case 'r' -> receiver;
      case 't' -> String.valueOf(seconds);
      default -> throw new IllegalStateException("no macro letter: " + letter);
    };
  }

  /** A dotted quad, or the nibbles of an IPv6 address with dots between them. */
  private String dotted() {
    if (ip.isIpv4()) {
      return ip.toString();
    }
    var out = new StringBuilder();
    for (byte octet : ip.octets()) {
      out.append(out.isEmpty() ? "" : ".").append(HEX.charAt((octet & 0xff) >> 4));
      out.append('.').append(HEX.charAt(octet & 0xf));
    }
    return out.toString();
  }

  /** Split, reversed, the right-hand parts kept, joined by dots. */
  private static String transformed(Macro macro, String value) {
    if (macro.parts() == 0 && !macro.reversed() && macro.delimiters().isEmpty()) {
      return value;
    }
    List<String> parts = split(value, macro.delimiters().isEmpty() ? "." : macro.delimiters());
    if (macro.reversed()) {
      Collections.reverse(parts);
    }
    int kept = macro.parts() == 0 ? parts.size() : Math.min(macro.parts(), parts.size());
    return String.join(".", parts.subList(parts.size() - kept, parts.size()));
  }

  private static List<String> split(String value, String delimiters) {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      if (delimiters.indexOf(value.charAt(i)) >= 0) {
        parts.add(value.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(value.substring(from));
    return parts;
  }

  private static String urlEscaped(String value) {
    var out = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xff;
      boolean unreserved =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (unreserved) {
        out.append((char) c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return out.toString();
  }

  /** Splits a sender at its last at sign; without a local part it is the postmaster's (§4.3). */
  static MacroValues of(
      IpAddress client, String domain, String sender, String helo, String receiver, long seconds) {
    int at = sender.lastIndexOf('@');
    String local = at > 0 ? sender.substring(0, at) : "postmaster";
    String senderDomain = sender.substring(at + 1);
    return new MacroValues(
        plain(client),
        local,
        senderDomain.isEmpty() ? domain : senderDomain,
        helo,
        receiver,
        seconds);
  }

  /** An IPv4-mapped address is an IPv4 address (RFC 7208 §5). */
  private static IpAddress plain(IpAddress client) {
    byte[] octets = client.octets();
    boolean mapped = octets.length == 16 && octets[10] == -1 && octets[11] == -1;
    for (int i = 0; i < 10 && mapped; i++) {
      mapped = octets[i] == 0;
    }
    return mapped ? IpAddress.of(Arrays.copyOfRange(octets, 12, 16)) : client;
  }
}
