package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an SPF policy amounts to, worked out from what was seen. Counts are for the worst case: no
 * term matches before the end. Where something is unknown they are lower bounds.
 */
public final class SpfAnalysis {
  /** Terms that query the DNS, in all (RFC 7208 §4.6.4). */
  public static final int MAX_LOOKUPS = 10;

  /** Terms that lead to nothing (RFC 7208 §4.6.4). */
  public static final int MAX_VOID_LOOKUPS = 2;

  /** Exchanges of an mx term (RFC 7208 §4.6.4). */
  public static final int MAX_EXCHANGES = 10;

  private final SpfObservation spf;
  private final SpfWalk walk;
  private final List<SpfPolicy> chain;
  private final Map<String, SpfPolicy> passing = new LinkedHashMap<>();
  private final AddressRanges ipv4;
  private final AddressRanges ipv6;

  private SpfAnalysis(SpfObservation spf) {
    this.spf = spf;
    this.walk = new SpfWalk(spf);
    this.chain = chainOf(spf);
    this.ipv4 = new SpfAuthority(spf, /* ipv6= */ false).passed(spf.domain());
    this.ipv6 = new SpfAuthority(spf, /* ipv6= */ true).passed(spf.domain());
    addPassing(spf.domain());
  }

  /** Works it out; takes time in proportion to the records, not to the paths through them. */
  public static SpfAnalysis of(SpfObservation spf) {
    return new SpfAnalysis(spf);
  }

  /** Terms that query the DNS, of the whole tree (RFC 7208 §4.6.4). */
  public int lookups() {
    return lookups(spf.domain());
  }

  /** Terms that query the DNS in the record of one name of the tree and all that is behind it. */
  public int lookups(String name) {
    return walk.costOf(name).lookups();
  }

  /** True when the whole tree of records was seen, so that {@link #lookups()} is exact. */
  public boolean lookupsExact() {
    return !walk.recordsUnseen();
  }

  /**
   * Terms of the whole tree proved to lead to nothing: an a or mx without any address, an exists
   * without an A record. Terms with macros are not counted.
   */
  public int voidLookups() {
    return walk.costOf(spf.domain()).voids();
  }

  /** How many different IPv4 addresses pass: of ip4, a, mx, include, redirect and all. */
  public double authorizedIpv4() {
    return ipv4.size().doubleValue();
  }

  /** The fewest prefixes that hold all IPv6 addresses that pass, in ascending order. */
  public List<IpNetwork> authorizedIpv6() {
    return ipv6.prefixes(/* ipv6= */ true);
  }

  /**
   * An include and what it costs.
   *
   * @param domain whose record it stands in
   * @param lookups of the term with all that is behind it
   */
  public record Branch(String domain, SpfTerm term, int lookups) {}

  /**
   * The include that costs most, in the domain's record and those that it is redirected to; the
   * first of several, empty when there is none.
   */
  public Optional<Branch> heaviest() {
    Branch heaviest = null;
    for (SpfPolicy policy : chain) {
      for (SpfTerm term : policy.record().map(SpfRecord::evaluated).orElse(List.of())) {
        if (term instanceof Include) {
          int cost = 1 + term.target(policy.domain()).map(this::lookups).orElse(0);
          if (heaviest == null || cost > heaviest.lookups()) {
            heaviest = new Branch(policy.domain(), term, cost);
          }
        }
      }
    }
    return Optional.ofNullable(heaviest);
  }

  /**
   * The qualifier of the {@code all} that ends the policy, through redirects; empty when it ends
   * without one, or that was not seen.
   */
  public Optional<Qualifier> all() {
    return decidingAll().map(All::qualifier);
  }

  /**
   * False when a receiver could return permerror for the policy (RFC 7208 §2.6.7), true when it
   * could not, null when that was not seen.
   */
  public @Nullable Boolean valid() {
    if (broken()) {
      return false;
    }
    SpfCost cost = walk.costOf(spf.domain());
    boolean sure =
        lookupsExact()
            && !walk.exchangesUnseen()
            && cost.voids() + cost.undecided() <= MAX_VOID_LOOKUPS;
    return sure ? true : null;
  }

  private boolean broken() {
    return lookups() > MAX_LOOKUPS || voidLookups() > MAX_VOID_LOOKUPS || hasErrors();
  }

  /** True when something other than a number of look-ups makes receivers return permerror. */
  boolean hasErrors() {
    return !walk.loops().isEmpty()
        || !walk.missing().isEmpty()
        || !walk.mxLimit().isEmpty()
        || walk.policies().stream()
            .anyMatch(
                policy ->
                    policy.multiple()
                        || policy.record().filter(r -> !r.errors().isEmpty()).isPresent());
  }

  /** What could not be seen, by what was asked, without the question for type 99. */
  Map<String, Observed.Unknown<?>> unseen() {
    return walk.unseen();
  }

  /** Every policy of the tree that is evaluated, in that order, each once. */
  List<SpfPolicy> policies() {
    return walk.policies();
  }

  /** The domain's own policy and the ones that it is redirected to. */
  List<SpfPolicy> chain() {
    return chain;
  }

  /** The policies whose match makes the message pass: through redirects and passing includes. */
  List<SpfPolicy> passing() {
    return List.copyOf(passing.values());
  }

  List<Sighting> loops() {
    return walk.loops();
  }

  List<Sighting> missing() {
    return walk.missing();
  }

  List<Sighting> mxLimit() {
    return walk.mxLimit();
  }

  /** True when at least half of the addresses of a family pass. */
  boolean passesHalf() {
    return ipv4.coversHalf(/* ipv6= */ false) || ipv6.coversHalf(/* ipv6= */ true);
  }

  /** The last policy of the chain. */
  SpfPolicy deciding() {
    return chain.get(chain.size() - 1);
  }

  Optional<All> decidingAll() {
    return deciding().record().flatMap(SpfRecord::all);
  }

  private static List<SpfPolicy> chainOf(SpfObservation spf) {
    var chain = new LinkedHashMap<String, SpfPolicy>();
    Optional<String> next = Optional.of(spf.domain());
    while (next.isPresent() && !chain.containsKey(next.get())) {
      SpfPolicy policy = spf.policy(next.get());
      chain.put(policy.domain(), policy);
      next =
          policy
              .record()
              .filter(record -> record.all().isEmpty())
              .flatMap(SpfRecord::redirect)
              .flatMap(redirect -> redirect.target(policy.domain()));
    }
    return new ArrayList<>(chain.values());
  }

  private void addPassing(String name) {
    if (passing.containsKey(name)) {
      return;
    }
    SpfPolicy policy = spf.policy(name);
    passing.put(name, policy);
    for (SpfTerm term : policy.record().map(SpfRecord::evaluated).orElse(List.of())) {
      boolean passes =
          term instanceof Redirect
              || (term instanceof Include include && include.qualifier() == Qualifier.PASS);
      if (passes) {
        term.target(name).ifPresent(this::addPassing);
      }
    }
  }

  /** True for a mechanism that lets the message pass when it matches. */
  static boolean passes(SpfTerm term) {
    return term instanceof Mechanism mechanism && mechanism.qualifier() == Qualifier.PASS;
  }
}
