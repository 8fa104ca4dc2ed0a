package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.Exists;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One walk over everything that a receiver comes to when nothing matches, depth first. The cost of
 * each name is worked out once and counted as often as the name is included. A term that leads back
 * to a name on the path costs its own look-up only.
 */
final class SpfWalk {
  private final SpfObservation spf;
  private final Map<String, SpfCost> costs = new HashMap<>();
  private final LinkedHashSet<String> path = new LinkedHashSet<>();
  private final Map<String, Observed.Unknown<?>> unseen = new LinkedHashMap<>();
  private final List<SpfPolicy> policies = new ArrayList<>();
  private final List<Sighting> loops = new ArrayList<>();
  private final List<Sighting> missing = new ArrayList<>();
  private final List<Sighting> mxLimit = new ArrayList<>();
  private boolean recordsUnseen;
  private boolean exchangesUnseen;

  SpfWalk(SpfObservation spf) {
    this.spf = spf;
    cost(spf.domain());
  }

  /** The cost of a name's record; zero for a name that the walk did not come to. */
  SpfCost costOf(String name) {
    return costs.getOrDefault(name, SpfCost.ZERO);
  }

  /** What could not be seen, by what was asked. */
  Map<String, Observed.Unknown<?>> unseen() {
    return unseen;
  }

  /** True when some record of the tree could not be seen. */
  boolean recordsUnseen() {
    return recordsUnseen;
  }

  /** True when the exchanges of some mx term could not be seen. */
  boolean exchangesUnseen() {
    return exchangesUnseen;
  }

  /** The policies in the order of evaluation, each once. */
  List<SpfPolicy> policies() {
    return policies;
  }

  /** Terms that lead back to a name on the path; the detail is the way round. */
  List<Sighting> loops() {
    return loops;
  }

  /** Includes and redirects whose target has no record; the detail is the target. */
  List<Sighting> missing() {
    return missing;
  }

  /** mx terms with too many exchanges; the detail is their number. */
  List<Sighting> mxLimit() {
    return mxLimit;
  }

  private SpfCost cost(String name) {
    SpfCost known = costs.get(name);
    if (known != null) {
      return known;
    }
    SpfPolicy policy = spf.policy(name);
    note(policy.records());
    recordsUnseen |= policy.records().isUnknown();
    policies.add(policy);
    path.add(name);
    SpfCost sum = SpfCost.ZERO;
    for (SpfTerm term : policy.record().map(SpfRecord::evaluated).orElse(List.of())) {
      if (term.queriesDns()) {
        sum = sum.plus(cost(name, term));
      }
    }
    path.remove(name);
    costs.put(name, sum);
    return sum;
  }

  private SpfCost cost(String domain, SpfTerm term) {
    Optional<String> target = term.target(domain);
    if (target.isEmpty()) {
      return SpfCost.LOOKUP;
    }
    String name = target.get();
    if (term instanceof Include || term instanceof Redirect) {
      return inside(domain, term, name);
    }
    if (term instanceof A) {
      return addressCost(note(spf.ipv4(name)), note(spf.ipv6(name)));
    }
    if (term instanceof Exists) {
      return cost(note(spf.ipv4(name)));
    }
    return term instanceof Mx ? mxCost(domain, term, name) : SpfCost.LOOKUP;
  }

  private SpfCost inside(String domain, SpfTerm term, String target) {
    if (path.contains(target)) {
      loops.add(Sighting.of(domain, term, String.join(" > ", path) + " > " + target));
      return SpfCost.LOOKUP;
    }
    SpfCost inside = cost(target);
    if (spf.policy(target).records().isAbsent()) {
      missing.add(Sighting.of(domain, term, target));
    }
    return SpfCost.LOOKUP.plus(inside);
  }

  private SpfCost mxCost(String domain, SpfTerm term, String name) {
    Observed<List<String>> exchanges = note(spf.exchanges(name));
    exchangesUnseen |= exchanges.isUnknown();
    if (!exchanges.isPresent()) {
      return cost(exchanges);
    }
    List<String> hosts = exchanges.found().orElseThrow();
    if (hosts.size() > SpfAnalysis.MAX_EXCHANGES) {
      mxLimit.add(Sighting.of(domain, term, String.valueOf(hosts.size())));
      return SpfCost.LOOKUP;
    }
    List<SpfCost> each =
        hosts.stream()
            .filter(host -> !host.isEmpty())
            .map(host -> addressCost(note(spf.ipv4(host)), note(spf.ipv6(host))))
            .toList();
    // The term is void when no exchange has an address; a null MX says so itself.
    return each.isEmpty() || each.contains(SpfCost.LOOKUP)
        ? SpfCost.LOOKUP
        : each.contains(SpfCost.UNDECIDED) ? SpfCost.UNDECIDED : SpfCost.VOID;
  }

  private static SpfCost addressCost(Observed<?> ipv4, Observed<?> ipv6) {
    if (ipv4.isPresent() || ipv6.isPresent()) {
      return SpfCost.LOOKUP;
    }
    return ipv4.isUnknown() ? SpfCost.UNDECIDED : cost(ipv6);
  }

  private static SpfCost cost(Observed<?> answer) {
    return answer.isPresent()
        ? SpfCost.LOOKUP
        : answer.isUnknown() ? SpfCost.UNDECIDED : SpfCost.VOID;
  }

  private <T> Observed<T> note(Observed<T> answer) {
    answer.unknown().ifPresent(unknown -> unseen.putIfAbsent(unknown.step(), unknown));
    return answer;
  }
}
