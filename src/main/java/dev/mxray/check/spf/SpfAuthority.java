package dev.mxray.check.spf;

import dev.mxray.check.spf.AddressRanges.Layer;
import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Redirect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The addresses of one family that pass. Each address is decided by the first term that matches it,
 * as in RFC 7208 §4.6.2, and an include matches what the record that it names passes. Terms that
 * depend on more than the address (exists, ptr, macros) match nothing here, and neither does what
 * was not seen: the set is then the part that is sure.
 */
final class SpfAuthority {
  private final SpfObservation spf;
  private final boolean ipv6;
  private final Map<String, AddressRanges> known = new HashMap<>();
  private final Set<String> path = new HashSet<>();

  SpfAuthority(SpfObservation spf, boolean ipv6) {
    this.spf = spf;
    this.ipv6 = ipv6;
  }

  /** The addresses that the record at a name passes; none when there is a loop. */
  AddressRanges passed(String name) {
    AddressRanges before = known.get(name);
    if (before != null) {
      return before;
    }
    if (!path.add(name)) {
      return AddressRanges.NONE;
    }
    var layers = new ArrayList<Layer>();
    for (SpfTerm term : spf.policy(name).record().map(SpfRecord::evaluated).orElse(List.of())) {
      boolean pass =
          !(term instanceof Mechanism mechanism) || mechanism.qualifier() == Qualifier.PASS;
      layers.add(new Layer(pass, matched(name, term)));
    }
    path.remove(name);
    AddressRanges passed = AddressRanges.firstMatch(layers);
    known.put(name, passed);
    return passed;
  }

  /** The addresses that a term matches. */
  AddressRanges matched(String domain, SpfTerm term) {
    if (term instanceof All) {
      return AddressRanges.all(ipv6);
    }
    if (term instanceof Ip4 ip4) {
      return ipv6 ? AddressRanges.NONE : AddressRanges.of(ip4.network());
    }
    if (term instanceof Ip6 ip6) {
      return ipv6 ? AddressRanges.of(ip6.network()) : AddressRanges.NONE;
    }
    Optional<String> target = term.target(domain);
    if (target.isEmpty()) {
      return AddressRanges.NONE;
    }
    if (term instanceof Include || term instanceof Redirect) {
      return passed(target.get());
    }
    if (term instanceof A a) {
      return networks(Stream.of(target.get()), ipv6 ? a.ipv6Length() : a.ipv4Length());
    }
    if (term instanceof Mx mx) {
      List<String> hosts = spf.exchanges(target.get()).found().orElse(List.of());
      return networks(hosts.stream(), ipv6 ? mx.ipv6Length() : mx.ipv4Length());
    }
    return AddressRanges.NONE;
  }

  private AddressRanges networks(Stream<String> hosts, int length) {
    return AddressRanges.union(
        hosts
            .flatMap(
                host -> (ipv6 ? spf.ipv6(host) : spf.ipv4(host)).found().orElse(List.of()).stream())
            .map(address -> address.widen(length))
            .toList());
  }
}
