package dev.mxray.check.mx;

import dev.mxray.observe.Observed;
import java.util.List;
import java.util.stream.Stream;

/**
 * One mail exchange and its addresses.
 *
 * @param host the exchange's name, lower case, no final dot
 * @param preference lower is tried first (RFC 5321 §5.1)
 * @param ipv4 its A records, in text form
 * @param ipv6 its AAAA records, in text form (RFC 5952)
 * @param aliases the CNAME targets on the way to the addresses; empty when the name is no alias
 * @param unregistered present with the registrable name when that name is NXDOMAIN under a TLD that
 *     exists; absent when it exists or the question does not arise
 */
public record Exchange(
    String host,
    int preference,
    Observed<List<String>> ipv4,
    Observed<List<String>> ipv6,
    List<String> aliases,
    Observed<String> unregistered) {

  public Exchange {
    aliases = List.copyOf(aliases);
  }

  /** All addresses that were seen, IPv4 first. */
  public List<String> addresses() {
    return Stream.of(ipv4, ipv6)
        .flatMap(family -> family.found().stream().flatMap(List::stream))
        .toList();
  }
}
