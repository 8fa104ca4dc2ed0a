package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An SPF record, read as far as it can be read.
 *
 * @param text as published, its strings joined; hostile input
 * @param terms everything after the version, in order
 */
public record SpfRecord(String text, List<SpfTerm> terms) {
  public SpfRecord {
    terms = List.copyOf(terms);
  }

  /** What is wrong with the grammar; a receiver returns permerror unless this is empty. */
  public List<BadTerm> errors() {
    return terms.stream().filter(BadTerm.class::isInstance).map(BadTerm.class::cast).toList();
  }

  /** The first {@code all}. */
  public Optional<All> all() {
    return terms.stream().filter(All.class::isInstance).map(All.class::cast).findFirst();
  }

  /** The redirect, whether it is used or not. */
  public Optional<Redirect> redirect() {
    return terms.stream().filter(Redirect.class::isInstance).map(Redirect.class::cast).findFirst();
  }

  /**
   * The terms that a receiver comes to when nothing matches before: the mechanisms up to {@code
   * all}, then the redirect when there is no {@code all} (RFC 7208 §5.1, §6.1).
   */
  public List<SpfTerm> evaluated() {
    var evaluated = new ArrayList<SpfTerm>();
    for (SpfTerm term : terms) {
      if (term instanceof Mechanism) {
        evaluated.add(term);
      }
      if (term instanceof All) {
        return evaluated;
      }
    }
    redirect().ifPresent(evaluated::add);
    return evaluated;
  }

  /** The mechanisms behind the first {@code all}, which nobody evaluates. */
  public List<Mechanism> afterAll() {
    var after = new ArrayList<Mechanism>();
    boolean behind = false;
    for (SpfTerm term : terms) {
      if (behind && term instanceof Mechanism mechanism) {
        after.add(mechanism);
      }
      behind |= term instanceof All;
    }
    return after;
  }
}
