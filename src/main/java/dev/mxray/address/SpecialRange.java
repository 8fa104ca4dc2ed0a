package dev.mxray.address;

import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Address;

/**
 * A range of addresses that no host on the internet has: the IANA IPv4 and IPv6 special-purpose
 * address registries (RFC 6890), and multicast. Ranges of these registries that are reached like
 * any other address (AS112, AMT) are left out. Everything that is not listed is ordinary.
 */
final class SpecialRange {

  private static final List<SpecialRange> IPV4 =
      List.of(
          range("0.0.0.0", 8, Sentence.of("address.this-network", "RFC 791")),
          range("10.0.0.0", 8, Sentence.of("address.private", "RFC 1918")),
          range("100.64.0.0", 10, Sentence.of("address.shared-by-carrier-grade-nat", "RFC 6598")),
          range("127.0.0.0", 8, Sentence.of("address.loopback", "RFC 1122")),
          range("169.254.0.0", 16, Sentence.of("address.link-local", "RFC 3927")),
          range("172.16.0.0", 12, Sentence.of("address.private", "RFC 1918")),
          range("192.0.0.0", 24, Sentence.of("address.protocol-assignment", "RFC 6890")),
          range("192.0.2.0", 24, Sentence.of("address.documentation", "RFC 5737")),
          range("192.88.99.0", 24, Sentence.of("address.former-6to4-relay-anycast", "RFC 7526")),
          range("192.168.0.0", 16, Sentence.of("address.private", "RFC 1918")),
          range("198.18.0.0", 15, Sentence.of("address.benchmarking", "RFC 2544")),
          range("198.51.100.0", 24, Sentence.of("address.documentation", "RFC 5737")),
          range("203.0.113.0", 24, Sentence.of("address.documentation", "RFC 5737")),
          range("224.0.0.0", 4, Sentence.of("address.multicast", "RFC 5771")),
          range("255.255.255.255", 32, Sentence.of("address.broadcast", "RFC 919")),
          range("240.0.0.0", 4, Sentence.of("address.reserved", "RFC 1112")));

  private static final List<SpecialRange> IPV6 =
      List.of(
          range("::", 128, Sentence.of("address.unspecified", "RFC 4291")),
          range("::1", 128, Sentence.of("address.loopback", "RFC 4291")),
          range("::", 96, Sentence.of("address.ipv4-compatible", "RFC 4291")),
          range("::ffff:0:0", 96, Sentence.of("address.ipv4-mapped", "RFC 4291")),
          range("64:ff9b:1::", 48, Sentence.of("address.local-use-translation", "RFC 8215")),
          range("100::", 64, Sentence.of("address.discard-only", "RFC 6666")),
          range("100:0:0:1::", 64, Sentence.of("address.dummy-prefix", "RFC 9780")),
          range("2001::", 32, Sentence.of("address.teredo", "RFC 4380")),
          range("2001:1::", 32, Sentence.of("address.protocol-assignment", "RFC 2928")),
          range("2001:2::", 48, Sentence.of("address.benchmarking", "RFC 5180")),
          range("2001:10::", 28, Sentence.of("address.orchid-identifier", "RFC 4843")),
          range("2001:20::", 28, Sentence.of("address.orchid-identifier", "RFC 7343")),
          range("2001:30::", 28, Sentence.of("address.drone-identifier", "RFC 9374")),
          range("2001:db8::", 32, Sentence.of("address.documentation", "RFC 3849")),
          range("3fff::", 20, Sentence.of("address.documentation", "RFC 9637")),
          range("5f00::", 16, Sentence.of("address.segment-identifier", "RFC 9602")),
          range("fc00::", 7, Sentence.of("address.unique-local", "RFC 4193")),
          range("fe80::", 10, Sentence.of("address.link-local", "RFC 4291")),
          range("fec0::", 10, Sentence.of("address.site-local", "RFC 3879")),
          range("ff00::", 8, Sentence.of("address.multicast", "RFC 4291")));

  private static final SpecialRange IPV4_MAPPED = range("::ffff:0:0", 96, Sentence.verbatim(""));

  /** Prefixes behind which an IPv4 address stands that packets are in the end sent to. */
  private static final List<SpecialRange> EMBEDDINGS =
      List.of(
          range("64:ff9b::", 96, Sentence.of("address.nat64", "RFC 6052")),
          range("2002::", 16, Sentence.of("address.6to4", "RFC 3056")));

  private final byte[] prefix;
  private final int length;
  private final Sentence meaning;

  private SpecialRange(byte[] prefix, int length, Sentence meaning) {
    this.prefix = prefix;
    this.length = length;
    this.meaning = meaning;
  }

  /** The meaning of the first range that holds the whole network. */
  static Optional<Sentence> of(byte[] address, int prefixLength) {
    boolean ipv4 = address.length == IpAddress.IPV4_OCTETS;
    return (ipv4 ? IPV4 : IPV6)
        .stream()
            .filter(range -> range.holds(address, prefixLength))
            .findFirst()
            .map(range -> range.meaning)
            .or(() -> ipv4 ? Optional.empty() : embedded(address, prefixLength));
  }

  static boolean isIpv4Mapped(byte[] address) {
    return IPV4_MAPPED.holds(address, address.length * Byte.SIZE);
  }

  /** What an embedded IPv4 address is, when it is special: {@code 6to4 (RFC 3056) of private …}. */
  private static Optional<Sentence> embedded(byte[] address, int prefixLength) {
    return EMBEDDINGS.stream()
        .filter(range -> range.holds(address, prefixLength))
        .findFirst()
        .flatMap(
            range -> {
              int from = range.length / Byte.SIZE;
              byte[] inner = Arrays.copyOfRange(address, from, from + IpAddress.IPV4_OCTETS);
              int innerLength = Math.min(prefixLength - range.length, 32);
              return of(inner, innerLength)
                  .map(what -> Sentence.of("address.embedded", range.meaning, what));
            });
  }

  private boolean holds(byte[] address, int prefixLength) {
    if (address.length != prefix.length || prefixLength < length) {
      return false;
    }
    int whole = length / Byte.SIZE;
    if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
      return false;
    }
    int rest = length % Byte.SIZE;
    return rest == 0 || ((prefix[whole] ^ address[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }

  private static SpecialRange range(String prefix, int length, Sentence meaning) {
    int family = prefix.indexOf(':') >= 0 ? Address.IPv6 : Address.IPv4;
    return new SpecialRange(Address.toByteArray(prefix, family), length, meaning);
  }
}
