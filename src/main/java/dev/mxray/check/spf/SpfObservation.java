package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of a domain's SPF policy: its record, the records that it includes or redirects to,
 * and what their terms name. Every name is held once, however often it is included; the tree is
 * walked from the domain's own policy. What the walk did not come to is unknown.
 *
 * @param domain the scanned domain
 * @param policies the records by name
 * @param ipv4 the A records of the names of a, mx and exists terms
 * @param ipv6 the AAAA records of the names of a and mx terms
 * @param exchanges the exchanges of the names of mx terms: lower case, no final dot, empty for the
 *     root
 * @param unregistered for targets that do not exist, or are aliases of names that do not: the
 *     registrable name, present when it is NXDOMAIN under a TLD that exists, absent when it exists
 * @param type99 the texts of the domain's records of the obsolete type SPF (RFC 7208 §3.1)
 */
public record SpfObservation(
    String domain,
    Map<String, SpfPolicy> policies,
    Map<String, Observed<List<IpNetwork>>> ipv4,
    Map<String, Observed<List<IpNetwork>>> ipv6,
    Map<String, Observed<List<String>>> exchanges,
    Map<String, Observed<String>> unregistered,
    Observed<List<String>> type99) {

  private static final String REFUSES_ALL = "v=spf1 -all";

  public SpfObservation {
    policies = Map.copyOf(policies);
    ipv4 = Map.copyOf(ipv4);
    ipv6 = Map.copyOf(ipv6);
    exchanges = Map.copyOf(exchanges);
    unregistered = Map.copyOf(unregistered);
  }

  /** The domain's own policy. */
  public SpfPolicy own() {
    return policy(domain);
  }

  /** The policy at a name; unknown when the walk did not come to it. */
  public SpfPolicy policy(String name) {
    SpfPolicy policy = policies.get(name);
    return policy != null
        ? policy
        : new SpfPolicy(name, SpfObservation.<List<SpfRecord>>notAsked("TXT", name), List.of());
  }

  /** True when it is known which SPF records the domain has; parts of its tree may be unknown. */
  public boolean seen() {
    return !own().records().isUnknown();
  }

  /** True when the policy is exactly {@code v=spf1 -all}: the domain sends no mail. */
  public boolean refusesAll() {
    return own()
        .record()
        .filter(
            record ->
                record
                    .text()
                    .replaceAll(" +", " ")
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .equals(REFUSES_ALL))
        .isPresent();
  }

  /** The names that the whole tree includes or redirects to, nearest first, each once. */
  public List<String> includeTargets() {
    Set<String> targets = new LinkedHashSet<>();
    List<String> level = List.of(domain);
    while (!level.isEmpty()) {
      var next = new LinkedHashSet<String>();
      for (String name : level) {
        for (SpfTerm term : policy(name).record().map(SpfRecord::evaluated).orElse(List.of())) {
          if (term instanceof Include || term instanceof Redirect) {
            term.target(name).filter(targets::add).ifPresent(next::add);
          }
        }
      }
      level = List.copyOf(next);
    }
    return List.copyOf(targets);
  }

  Observed<List<IpNetwork>> ipv4(String name) {
    return Optional.ofNullable(ipv4.get(name)).orElseGet(() -> notAsked("A", name));
  }

  Observed<List<IpNetwork>> ipv6(String name) {
    return Optional.ofNullable(ipv6.get(name)).orElseGet(() -> notAsked("AAAA", name));
  }

  Observed<List<String>> exchanges(String name) {
    return Optional.ofNullable(exchanges.get(name)).orElseGet(() -> notAsked("MX", name));
  }

  private static <T> Observed<T> notAsked(String type, String name) {
    return new Observed.Unknown<>(Reason.LIMIT, type + " " + name, List.of());
  }
}
