package dev.mxray.check.mx;

import dev.mxray.address.IpAddress;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One mail exchange and its addresses.
 *
 * @param host the exchange's name, lower case, no final dot
 * @param preference lower is tried first (RFC 5321 §5.1); the lowest when it is listed twice
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

  /** True when it is proved that there is no address. */
  public boolean hasNoAddress() {
    return ipv4.isAbsent() && ipv6.isAbsent();
  }

  /** True when neither name nor, if it is an alias, the alias's target exists. */
  boolean isNxdomain() {
    return ipv4.isNxdomain() && ipv6.isNxdomain();
  }

  /** Where the alias leads, or the host itself. */
  String canonicalName() {
    return aliases.isEmpty() ? host : aliases.get(aliases.size() - 1);
  }

  /** The address that is written in place of a name, if one is. */
  public Optional<IpAddress> addressLiteral() {
    return addressLiteral(host);
  }

  /** Also with the brackets and the tag of a mail address's literal (RFC 5321 §4.1.3). */
  static Optional<IpAddress> addressLiteral(String host) {
    String text = host.replace("\\.", ".");
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    return IpAddress.parse(text.startsWith("ipv6:") ? text.substring("ipv6:".length()) : text);
  }

  /** The same exchange with what was learnt about its registration. */
  Exchange withUnregistered(Observed<String> learnt) {
    return new Exchange(host, preference, ipv4, ipv6, aliases, learnt);
  }
}
