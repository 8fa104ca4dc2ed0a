package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.Exists;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Ptr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be said of terms by looking at them, without the rest of the policy. */
final class SpfTermRules {
  /** The shortest prefixes that are not wide in the domain's own record. */
  private static final int OWN_IPV4 = 16;

  private static final int OWN_IPV6 = 32;

  /** The same in records of others, who may be large. */
  private static final int INCLUDED_IPV4 = 8;

  private static final int INCLUDED_IPV6 = 24;

  private SpfTermRules() {}

  /** Networks that pass and are wider than anyone should need. */
  static List<Sighting> wideRanges(SpfPolicy policy, boolean own) {
    int ipv4 = own ? OWN_IPV4 : INCLUDED_IPV4;
    int ipv6 = own ? OWN_IPV6 : INCLUDED_IPV6;
    return evaluated(policy)
        .filter(
            term ->
                SpfAnalysis.passes(term)
                    && (shorter(term, false, ipv4) || shorter(term, true, ipv6)))
        .map(term -> Sighting.of(policy.domain(), term))
        .toList();
  }

  /** The terms of a policy that pass addresses by number, widest first. */
  static List<Sighting> widest(List<SpfPolicy> policies) {
    return policies.stream()
        .flatMap(
            policy ->
                evaluated(policy)
                    .filter(
                        term -> SpfAnalysis.passes(term) && shortest(term) < IpNetwork.IPV4_BITS)
                    .map(term -> Sighting.of(policy.domain(), term)))
        .sorted(Comparator.comparingInt(sighting -> shortest(sighting.term().orElseThrow())))
        .toList();
  }

  /** ip4 and ip6 terms in space that is not public. */
  static List<Sighting> privateAddresses(SpfPolicy policy) {
    return evaluated(policy)
        .flatMap(
            term ->
                Optional.ofNullable(network(term)).flatMap(IpNetwork::special).stream()
                    .map(what -> Sighting.of(policy.domain(), term, what)))
        .toList();
  }

  static List<Sighting> ptr(SpfPolicy policy) {
    return evaluated(policy)
        .filter(Ptr.class::isInstance)
        .map(term -> Sighting.of(policy.domain(), term))
        .toList();
  }

  /** Mechanisms that match what an earlier one matches; the qualifier does not count. */
  static List<Sighting> duplicates(SpfPolicy policy) {
    Set<String> seen = new HashSet<>();
    var duplicates = new ArrayList<Sighting>();
    for (SpfTerm term : policy.record().map(SpfRecord::terms).orElse(List.of())) {
      if (term instanceof Mechanism mechanism && !seen.add(key(policy.domain(), mechanism))) {
        duplicates.add(Sighting.of(policy.domain(), term));
      }
    }
    return duplicates;
  }

  /** The same text for mechanisms that match the same. */
  private static String key(String domain, Mechanism term) {
    if (term instanceof Ip4 || term instanceof Ip6) {
      return String.valueOf(network(term));
    }
    if (term instanceof A a) {
      return "a " + name(domain, term, a.domain()) + "/" + a.ipv4Length() + "/" + a.ipv6Length();
    }
    if (term instanceof Mx mx) {
      return "mx "
          + name(domain, term, mx.domain())
          + "/"
          + mx.ipv4Length()
          + "/"
          + mx.ipv6Length();
    }
    if (term instanceof Ptr ptr) {
      return "ptr " + name(domain, term, ptr.domain());
    }
    if (term instanceof Include include) {
      return "include " + name(domain, term, include.domain());
    }
    return term instanceof Exists exists ? "exists " + name(domain, term, exists.domain()) : "all";
  }

  private static String name(String domain, SpfTerm term, @Nullable MacroString spec) {
    return term.target(domain)
        .orElseGet(() -> spec == null ? domain : spec.text())
        .toLowerCase(Locale.ROOT);
  }

  private static @Nullable IpNetwork network(SpfTerm term) {
    if (term instanceof Ip4 ip4) {
      return ip4.network();
    }
    return term instanceof Ip6 ip6 ? ip6.network() : null;
  }

  private static boolean shorter(SpfTerm term, boolean ipv6, int than) {
    int length = length(term, ipv6);
    return length >= 0 && length < than;
  }

  private static int shortest(SpfTerm term) {
    int ipv4 = length(term, /* ipv6= */ false);
    int ipv6 = length(term, /* ipv6= */ true);
    return Math.min(ipv4 < 0 ? IpNetwork.IPV6_BITS : ipv4, ipv6 < 0 ? IpNetwork.IPV6_BITS : ipv6);
  }

  /** The prefix length of a term in a family; -1 when it matches none of its addresses. */
  private static int length(SpfTerm term, boolean ipv6) {
    if (term instanceof A a) {
      return ipv6 ? a.ipv6Length() : a.ipv4Length();
    }
    if (term instanceof Mx mx) {
      return ipv6 ? mx.ipv6Length() : mx.ipv4Length();
    }
    IpNetwork network = network(term);
    return network != null && network.ipv6() == ipv6 ? network.length() : -1;
  }

  private static Stream<SpfTerm> evaluated(SpfPolicy policy) {
    return policy.record().map(SpfRecord::evaluated).orElse(List.of()).stream();
  }
}
