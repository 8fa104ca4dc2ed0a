package dev.mxray.check.spf;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The single addresses that an SPF record lets send. */
public final class SpfSenders {
  private SpfSenders() {}

  /**
   * The addresses of terms {@code ip4} with /32 and {@code ip6} with /128 that give a pass (RFC
   * 7208 §5.6) and are evaluated, in the order of the record, each once, in text form.
   */
  public static List<String> of(SpfRecord record) {
    Set<String> senders = new LinkedHashSet<>();
    for (SpfTerm term : record.evaluated()) {
      if (term instanceof Ip4 ip4 && ip4.qualifier() == Qualifier.PASS) {
        add(senders, ip4.network());
      } else if (term instanceof Ip6 ip6 && ip6.qualifier() == Qualifier.PASS) {
        add(senders, ip6.network());
      }
    }
    return new ArrayList<>(senders);
  }

  private static void add(Set<String> senders, IpNetwork network) {
    int bits = network.ipv6() ? IpNetwork.IPV6_BITS : IpNetwork.IPV4_BITS;
    if (network.length() == bits) {
      senders.add(IpAddress.of(network.firstOctets()).toString());
    }
  }
}
