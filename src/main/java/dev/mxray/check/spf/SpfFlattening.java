package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.Exp;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.check.spf.SpfTerm.UnknownModifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A record with the addresses of today in place of the names that it leads to: every address gets
 * the result that it gets now, with fewer look-ups. What depends on more than the address (exists,
 * ptr, macros) stays as it is, and so does an include or redirect with such a term behind it.
 *
 * <p>It is a proposal with a price: whoever publishes it has to follow every change of the other
 * domains' addresses, or mail fails.
 *
 * @param record the text
 * @param lookups terms of it that query the DNS, with all that is behind them
 */
public record SpfFlattening(String record, int lookups) {
  /** A record that is longer is no proposal: it would not fit into an answer over UDP. */
  public static final int MAX_OCTETS = 1000;

  /**
   * The flattened record of a policy.
   *
   * @return empty when there is nothing to gain, when it would be longer than {@link #MAX_OCTETS},
   *     when something of the tree was not seen, or when there is an error other than the number of
   *     look-ups, which has to be corrected first
   */
  public static Optional<SpfFlattening> of(SpfObservation spf) {
    Optional<SpfRecord> own = spf.own().record();
    SpfAnalysis analysis = SpfAnalysis.of(spf);
    if (own.isEmpty() || !analysis.unseen().isEmpty() || analysis.hasErrors()) {
      return Optional.empty();
    }
    var writing = new Writing(spf, analysis);
    writing.terms(spf.domain(), own.get());
    String text = writing.text();
    return writing.lookups < analysis.lookups() && text.length() <= MAX_OCTETS
        ? Optional.of(new SpfFlattening(text, writing.lookups))
        : Optional.empty();
  }

  /** Mechanisms and modifiers that are written one after the other. */
  private static final class Writing {
    private final SpfObservation spf;
    private final SpfAnalysis analysis;
    private final SpfAuthority ipv4;
    private final SpfAuthority ipv6;
    private final List<String> words = new ArrayList<>();
    private final List<IpNetwork> run = new ArrayList<>();
    private Qualifier runQualifier = Qualifier.PASS;
    private final Map<String, Boolean> known = new HashMap<>();
    private int lookups;

    Writing(SpfObservation spf, SpfAnalysis analysis) {
      this.spf = spf;
      this.analysis = analysis;
      this.ipv4 = new SpfAuthority(spf, /* ipv6= */ false);
      this.ipv6 = new SpfAuthority(spf, /* ipv6= */ true);
    }

    String text() {
      flush();
      return Stream.concat(Stream.of("v=spf1"), words.stream()).collect(Collectors.joining(" "));
    }

    /** The terms that are evaluated, then the modifiers that say something else. */
    void terms(String domain, SpfRecord record) {
      for (SpfTerm term : record.evaluated()) {
        if (term instanceof Redirect redirect) {
          redirect(domain, record, redirect);
        } else {
          mechanism(domain, (Mechanism) term);
        }
      }
      flush();
      record.terms().stream()
          .filter(term -> term instanceof Exp || term instanceof UnknownModifier)
          .forEach(term -> words.add(term.text()));
    }

    private void mechanism(String domain, Mechanism term) {
      boolean addresses = term instanceof Ip4 || term instanceof Ip6 || isAddresses(domain, term);
      if (addresses) {
        add(term.qualifier(), matched(domain, term));
      } else {
        keep(domain, term);
      }
    }

    /** Addresses that follow each other with one qualifier may stand in any order. */
    private void add(Qualifier qualifier, List<IpNetwork> networks) {
      if (qualifier != runQualifier) {
        flush();
      }
      runQualifier = qualifier;
      run.addAll(networks);
    }

    private void keep(String domain, SpfTerm term) {
      flush();
      words.add(term.text());
      if (term.queriesDns()) {
        boolean leads = term instanceof Include || term instanceof Redirect;
        lookups += 1 + (leads ? term.target(domain).map(analysis::lookups).orElse(0) : 0);
      }
    }

    private void redirect(String domain, SpfRecord record, Redirect term) {
      Optional<String> target = term.target(domain);
      boolean explained = record.terms().stream().anyMatch(Exp.class::isInstance);
      if (target.isEmpty() || explained || !isAddresses(target.get())) {
        keep(domain, term);
      } else {
        terms(target.get(), spf.policy(target.get()).record().orElseThrow());
      }
    }

    private void flush() {
      if (run.isEmpty()) {
        return;
      }
      String sign = runQualifier == Qualifier.PASS ? "" : String.valueOf(runQualifier.sign());
      for (boolean family : new boolean[] {false, true}) {
        AddressRanges.union(run.stream().filter(network -> network.ipv6() == family).toList())
            .prefixes(family)
            .forEach(prefix -> words.add(sign + (family ? "ip6:" : "ip4:") + prefix.text()));
      }
      run.clear();
    }

    private List<IpNetwork> matched(String domain, Mechanism term) {
      return Stream.concat(
              ipv4.matched(domain, term).prefixes(/* ipv6= */ false).stream(),
              ipv6.matched(domain, term).prefixes(/* ipv6= */ true).stream())
          .toList();
    }

    /** True when a term that queries the DNS depends on nothing but the address. */
    private boolean isAddresses(String domain, SpfTerm term) {
      if (term instanceof A || term instanceof Mx) {
        return term.target(domain).isPresent();
      }
      return (term instanceof Include || term instanceof Redirect)
          && term.target(domain).filter(this::isAddresses).isPresent();
    }

    /** True when all of another domain's record does, and it has nothing to explain. */
    private boolean isAddresses(String target) {
      Boolean before = known.get(target);
      if (before != null) {
        return before;
      }
      boolean plain =
          spf.policy(target).record().filter(record -> isAddresses(target, record)).isPresent();
      known.put(target, plain);
      return plain;
    }

    private boolean isAddresses(String target, SpfRecord record) {
      return record.terms().stream().noneMatch(Exp.class::isInstance)
          && record.evaluated().stream()
              .allMatch(
                  term ->
                      term instanceof All
                          || term instanceof Ip4
                          || term instanceof Ip6
                          || isAddresses(target, term));
    }
  }
}
