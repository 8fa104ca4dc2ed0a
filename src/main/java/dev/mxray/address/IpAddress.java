package dev.mxray.address;

import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.Address;

/** An IPv4 or IPv6 address. Nothing here ever asks the DNS. */
public final class IpAddress {
  /** Octets of an IPv4 address. */
  static final int IPV4_OCTETS = 4;

  /** Octets of an IPv6 address. */
  static final int IPV6_OCTETS = 16;

  /** The longest text of an address: eight groups, the last two as a dotted quad. */
  private static final int MAX_TEXT = 45;

  private final byte[] octets;

  private IpAddress(byte[] octets) {
    this.octets = octets;
  }

  /**
   * The address with these octets, in network order. An IPv4-mapped IPv6 address stays IPv6.
   *
   * @throws IllegalArgumentException unless there are 4 or 16 of them
   */
  public static IpAddress of(byte[] octets) {
    if (octets.length != IPV4_OCTETS && octets.length != IPV6_OCTETS) {
      throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    }
    return new IpAddress(octets.clone());
  }

  /**
   * Reads an address as written: a dotted quad of decimal numbers, or IPv6 text (RFC 4291 §2.2). No
   * brackets, zone, prefix length, or shortened IPv4 forms.
   *
   * @return empty when the text is no address
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_TEXT || !text.chars().allMatch(IpAddress::mayStandInAddress)) {
      return Optional.empty();
    }
    int family = text.indexOf(':') >= 0 ? Address.IPv6 : Address.IPv4;
    return Optional.ofNullable(Address.toByteArray(text, family)).map(IpAddress::new);
  }

  /** Looked at first because the parser accepts digits of every script. */
  private static boolean mayStandInAddress(int c) {
    return c == '.'
        || c == ':'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F');
  }

  public boolean isIpv4() {
    return octets.length == IPV4_OCTETS;
  }

  /** A copy of the octets, in network order. */
  public byte[] octets() {
    return octets.clone();
  }

  /**
   * True for an address that a host on the internet can have: neither multicast nor in a
   * special-purpose range. Which of the ordinary IPv6 space is allocated today plays no part.
   */
  public boolean isGlobalUnicast() {
    return special().isEmpty();
  }

  /**
   * What the address is when it is no global unicast address, with the RFC that says so: {@code
   * private (RFC 1918)}, {@code loopback (RFC 1122)}.
   */
  public Optional<Sentence> special() {
    return special(octets.length * Byte.SIZE);
  }

  /**
   * The same for the network of this address: the special-purpose range that holds all of it.
   *
   * @param prefixLength its prefix length in bits, 0 to 32 or 128
   */
  public Optional<Sentence> special(int prefixLength) {
    return SpecialRange.of(octets, prefixLength);
  }

  /**
   * The name under which the reverse DNS keeps the address, without a final dot: its octets below
   * {@code in-addr.arpa} (RFC 1035 §3.5), or its nibbles below {@code ip6.arpa} (RFC 3596 §2.5),
   * the last one first.
   */
  public String reverseName() {
    var name = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (isIpv4()) {
        name.append(octet).append('.');
      } else {
        name.append(Integer.toHexString(octet & 0xf)).append('.');
        name.append(Integer.toHexString(octet >> 4)).append('.');
      }
    }
    return name.append(isIpv4() ? "in-addr.arpa" : "ip6.arpa").toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** A dotted quad, or IPv6 text as RFC 5952 recommends it. */
  @Override
  public String toString() {
    if (isIpv4()) {
      return Address.toDottedQuad(octets);
    }
    return SpecialRange.isIpv4Mapped(octets)
        ? "::ffff:" + Address.toDottedQuad(Arrays.copyOfRange(octets, 12, 16)) // RFC 5952 §5
        : groups();
  }

  private String groups() {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
    }
    int start = 0;
    int length = 1; // RFC 5952 §4.2.2: a single zero group is not shortened
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    var text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (length > 1 && i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
