package dev.mxray.check.tls;

import dev.mxray.address.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a host is among the names of a certificate (RFC 9525 §6). */
public final class HostNames {
  private static final String WILDCARD = "*.";

  private HostNames() {}

  /**
   * @param host A-labels, or an address in text form
   * @param dnsNames of the subject alternative names; others do not count, nor does the subject
   * @param addresses of the subject alternative names
   */
  public static boolean match(String host, List<String> dnsNames, List<IpAddress> addresses) {
    Optional<IpAddress> address = IpAddress.parse(host);
    return address.isPresent()
        ? addresses.contains(address.get())
        : dnsNames.stream().anyMatch(name -> matches(host, name));
  }

  private static boolean matches(String host, String presented) {
    String wanted = host.toLowerCase(Locale.ROOT);
    String name = presented.toLowerCase(Locale.ROOT);
    if (!name.startsWith(WILDCARD)) {
      return !name.contains("*") && name.equals(wanted);
    }
    // The wildcard stands for the whole left-most label, and for that alone (§6.3).
    String rest = name.substring(WILDCARD.length() - 1);
    int dot = wanted.indexOf('.');
    return rest.length() > 1
        && !rest.contains("*")
        && dot > 0
        && wanted.substring(dot).equals(rest);
  }
}
