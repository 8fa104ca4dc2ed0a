package dev.mxray.check.spf;

import dev.mxray.address.IpAddress;
import dev.mxray.text.Sentence;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address with a prefix length.
 *
 * @param ipv6 the family
 * @param first the first address of the network, as a number
 * @param length the prefix length: 0 to 32, or 0 to 128
 */
public record IpNetwork(boolean ipv6, BigInteger first, int length) {
  static final int IPV4_BITS = 32;
  static final int IPV6_BITS = 128;

  /** No IPv6 address is written with more characters (RFC 4291 §2.2, with an IPv4 tail). */
  private static final int MAX_IPV6_TEXT = 45;

  private static final int GROUPS = 8;

  public IpNetwork {
    int host = (ipv6 ? IPV6_BITS : IPV4_BITS) - length;
    first = first.shiftRight(host).shiftLeft(host);
  }

  /** The network of a single address in network byte order: 4 or 16 octets. */
  public static IpNetwork of(byte[] address) {
    boolean ipv6 = address.length != 4;
    return new IpNetwork(ipv6, new BigInteger(1, address), ipv6 ? IPV6_BITS : IPV4_BITS);
  }

  /** The same address with a shorter prefix. */
  public IpNetwork widen(int newLength) {
    return new IpNetwork(ipv6, first, newLength);
  }

  /** True when all of another network, or a single address as one, is in this one. */
  public boolean contains(IpNetwork other) {
    return ipv6 == other.ipv6 && length <= other.length && other.widen(length).first.equals(first);
  }

  /** The last address of the network, as a number. */
  public BigInteger last() {
    return first.add(size()).subtract(BigInteger.ONE);
  }

  /** How many addresses there are in it. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft((ipv6 ? IPV6_BITS : IPV4_BITS) - length);
  }

  /**
   * The special-purpose range that holds all of it, when there is one: {@code private (RFC 1918)}.
   */
  public Optional<Sentence> special() {
    return IpAddress.of(firstOctets()).special(length);
  }

  /** As in a record: {@code 192.0.2.0/24}; a single address without its prefix length. */
  public String text() {
    String address = IpAddress.of(firstOctets()).toString();
    return length == (ipv6 ? IPV6_BITS : IPV4_BITS) ? address : address + "/" + length;
  }

  /** The first address in network byte order: 4 or 16 octets. */
  byte[] firstOctets() {
    byte[] octets = new byte[(ipv6 ? IPV6_BITS : IPV4_BITS) / Byte.SIZE];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = first.shiftRight(Byte.SIZE * (octets.length - 1 - i)).byteValue();
    }
    return octets;
  }

  /** A dotted quad without leading zeros (RFC 7208 §12, ip4-network); null when it is none. */
  static @Nullable BigInteger ipv4(String text) {
    long number = 0;
    String[] octets = text.split("\\.", 5);
    if (octets.length != 4) {
      return null;
    }
    for (String octet : octets) {
      int value = decimal(octet, 255);
      if (value < 0) {
        return null;
      }
      number = number << 8 | value;
    }
    return BigInteger.valueOf(number);
  }

  /** An address in a text form of RFC 4291 §2.2, without a zone; null when it is none. */
  static @Nullable BigInteger ipv6(String text) {
    if (text.length() > MAX_IPV6_TEXT) {
      return null;
    }
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return groups(text, groups, 0, /* last= */ true) == GROUPS ? number(groups) : null;
    }
    int head = groups(text.substring(0, gap), groups, 0, /* last= */ false);
    int[] tail = new int[GROUPS];
    int tailLength = groups(text.substring(gap + 2), tail, 0, /* last= */ true);
    if (head < 0 || tailLength < 0 || head + tailLength >= GROUPS) {
      return null;
    }
    System.arraycopy(tail, 0, groups, GROUPS - tailLength, tailLength);
    return number(groups);
  }

  /** A number without leading zeros from 0 to a maximum below 1000; -1 when it is none. */
  static int decimal(String text, int max) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value <= max ? value : -1;
  }

  /** Fills in groups from an index on; the number of groups then filled, or -1. */
  private static int groups(String text, int[] into, int from, boolean last) {
    if (text.isEmpty()) {
      return from;
    }
    int count = from;
    String[] pieces = text.split(":", -1);
    for (int i = 0; i < pieces.length; i++) {
      boolean quad = last && i == pieces.length - 1 && pieces[i].indexOf('.') >= 0;
      BigInteger ipv4 = quad ? ipv4(pieces[i]) : null;
      if (count + (quad ? 2 : 1) > into.length || (quad && ipv4 == null)) {
        return -1;
      }
      if (ipv4 != null) {
        into[count++] = ipv4.shiftRight(16).intValue();
        into[count++] = ipv4.intValue() & 0xffff;
        continue;
      }
      int group = hex(pieces[i]);
      if (group < 0) {
        return -1;
      }
      into[count++] = group;
    }
    return count;
  }

  private static int hex(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static BigInteger number(int[] groups) {
    byte[] octets = new byte[2 * groups.length];
    for (int i = 0; i < groups.length; i++) {
      octets[2 * i] = (byte) (groups[i] >> Byte.SIZE);
      octets[2 * i + 1] = (byte) groups[i];
    }
    return new BigInteger(1, octets);
  }
}
