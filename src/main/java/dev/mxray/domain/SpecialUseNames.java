package dev.mxray.domain;

import java.util.Locale;
import java.util.Set;

/**
 * Names that nobody can register, because they are set aside: the IANA registry of special-use
 * domain names (RFC 6761), and {@code internal}, which ICANN reserved.
 */
public final class SpecialUseNames {
  private static final Set<String> NAMES =
      Set.of(
          "alt", // RFC 9476
          "arpa", // RFC 3172, with home.arpa and the reverse zones below it
          "example", // these four: RFC 6761 §6.5
          "example.com",
          "example.net",
          "example.org",
          "internal",
          "invalid", // RFC 6761 §6.4
          "local", // RFC 6762
          "localhost", // RFC 6761 §6.3
          "onion", // RFC 7686
          "test"); // RFC 6761 §6.2

  private SpecialUseNames() {}

  /** True when the name is one of them or below one; A-labels, without a final dot. */
  public static boolean contains(String asciiName) {
    String rest = asciiName.toLowerCase(Locale.ROOT);
    while (true) {
      if (NAMES.contains(rest)) {
        return true;
      }
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
  }

  /** True for {@code localhost} and names below it, which are always the host itself. */
  public static boolean isLocalhost(String asciiName) {
    String name = asciiName.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost");
  }
}
