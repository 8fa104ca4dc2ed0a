package dev.mxray.report;

import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfPolicy;
import dev.mxray.check.spf.SpfRecord;
import dev.mxray.check.spf.SpfTerm;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Redirect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tree of an SPF policy out. The terms of each record are shown once: records that
 * include each other many times over would fill any report.
 */
final class SpfTree {
  private final SpfObservation spf;
  private final SpfAnalysis analysis;
  private final Set<String> path = new HashSet<>();
  private final Set<String> shown = new HashSet<>();

  SpfTree(SpfObservation spf, SpfAnalysis analysis) {
    this.spf = spf;
    this.analysis = analysis;
  }

  SpfPart.Node root() {
    return node(spf.own());
  }

  private SpfPart.Node node(SpfPolicy policy) {
    String domain = policy.domain();
    Optional<SpfRecord> record = policy.record();
    var terms = new ArrayList<SpfPart.Term>();
    if (record.isPresent() && shown.add(domain)) {
      path.add(domain);
      Set<SpfTerm> evaluated = new HashSet<>(record.get().evaluated());
      for (SpfTerm term : record.get().terms()) {
        terms.add(
            evaluated.contains(term) ? term(domain, term) : new SpfPart.Term(term.text(), 0, null));
      }
      path.remove(domain);
    }
    return new SpfPart.Node(
        domain,
        record.map(SpfRecord::text).orElse(null),
        analysis.lookups(domain),
        List.copyOf(terms));
  }

  private SpfPart.Term term(String domain, SpfTerm term) {
    if (!term.queriesDns()) {
      return new SpfPart.Term(term.text(), 0, null);
    }
    boolean leads = term instanceof Include || term instanceof Redirect;
    Optional<String> target = leads ? term.target(domain) : Optional.empty();
    boolean loop = target.filter(path::contains).isPresent();
    if (target.isEmpty() || loop) {
      return new SpfPart.Term(term.text(), 1, null);
    }
    SpfPolicy policy = spf.policy(target.get());
    SpfPart.@Nullable Node child = policy.records().isUnknown() ? null : node(policy);
    return new SpfPart.Term(term.text(), 1 + analysis.lookups(target.get()), child);
  }
}
