package dev.mxray.check.spf;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A set of addresses of one family, as separate ranges in ascending order.
 *
 * <p>{@link #firstMatch} is the order of evaluation of SPF turned into a set: each address belongs
 * to the first layer that covers it (RFC 7208 §4.6.2), and is in the result when that layer passes.
 * The ends of all ranges are swept once in ascending order, with the layers that cover the current
 * address in a sorted map; n ranges cost O(n log n).
 */
record AddressRanges(List<Range> ranges) {
  static final AddressRanges NONE = new AddressRanges(List.of());

  /** Addresses from first to last, both included. */
  record Range(BigInteger first, BigInteger last) {}

  /** The addresses that one term matches, and whether it passes them. */
  record Layer(boolean pass, AddressRanges addresses) {}

  /** Where a layer begins or ceases to cover addresses. */
  private record Edge(BigInteger at, int layer, int change) {}

  AddressRanges {
    ranges = List.copyOf(ranges);
  }

  static AddressRanges of(IpNetwork network) {
    return new AddressRanges(List.of(new Range(network.first(), network.last())));
  }

  /** Every address of a family. */
  static AddressRanges all(boolean ipv6) {
    return of(new IpNetwork(ipv6, BigInteger.ZERO, 0));
  }

  /** The addresses whose first matching layer passes. */
  static AddressRanges firstMatch(List<Layer> layers) {
    var edges = new ArrayList<Edge>();
    for (int i = 0; i < layers.size(); i++) {
      for (Range range : layers.get(i).addresses().ranges()) {
        edges.add(new Edge(range.first(), i, 1));
        edges.add(new Edge(range.last().add(BigInteger.ONE), i, -1));
      }
    }
    edges.sort(Comparator.comparing(Edge::at));
    var ranges = new ArrayList<Range>();
    var covering = new TreeMap<Integer, Integer>();
    BigInteger start = BigInteger.ZERO;
    boolean passing = false;
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      covering.merge(edge.layer(), edge.change(), Integer::sum);
      covering.remove(edge.layer(), 0);
      if (i + 1 < edges.size() && edges.get(i + 1).at().equals(edge.at())) {
        continue;
      }
      boolean now = !covering.isEmpty() && layers.get(covering.firstKey()).pass();
      if (now && !passing) {
        start = edge.at();
      } else if (passing && !now) {
        ranges.add(new Range(start, edge.at().subtract(BigInteger.ONE)));
      }
      passing = now;
    }
    return new AddressRanges(ranges);
  }

  /** The union of networks of one family. */
  static AddressRanges union(List<IpNetwork> networks) {
    return firstMatch(networks.stream().map(network -> new Layer(true, of(network))).toList());
  }

  /** The fewest prefixes that have the same addresses, in ascending order. */
  List<IpNetwork> prefixes(boolean ipv6) {
    int bits = ipv6 ? IpNetwork.IPV6_BITS : IpNetwork.IPV4_BITS;
    var prefixes = new ArrayList<IpNetwork>();
    for (Range range : ranges) {
      BigInteger first = range.first();
      while (first.compareTo(range.last()) <= 0) {
        int aligned = first.signum() == 0 ? bits : first.getLowestSetBit();
        int fits = range.last().subtract(first).add(BigInteger.ONE).bitLength() - 1;
        int host = Math.min(aligned, fits);
        prefixes.add(new IpNetwork(ipv6, first, bits - host));
        first = first.add(BigInteger.ONE.shiftLeft(host));
      }
    }
    return prefixes;
  }

  /** How many addresses there are. */
  BigInteger size() {
    return ranges.stream()
        .map(range -> range.last().subtract(range.first()).add(BigInteger.ONE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** True when at least half of all addresses of the family are in it. */
  boolean coversHalf(boolean ipv6) {
    int bits = ipv6 ? IpNetwork.IPV6_BITS : IpNetwork.IPV4_BITS;
    return size().compareTo(BigInteger.ONE.shiftLeft(bits - 1)) >= 0;
  }
}
