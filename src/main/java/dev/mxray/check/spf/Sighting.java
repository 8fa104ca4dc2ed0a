package dev.mxray.check.spf;

import dev.mxray.text.Sentence;
import java.util.Optional;

/**
 * A place in the tree where something is the case.
 *
 * @param domain whose record it is
 * @param term the term in question; empty when it is the record as a whole
 * @param told what else has to be said; may be empty
 */
record Sighting(String domain, Optional<SpfTerm> term, Sentence told) {
  /** What else has to be said, in English, or a name. */
  String detail() {
    return told.toString();
  }

  static Sighting of(String domain, SpfTerm term) {
    return new Sighting(domain, Optional.of(term), Sentence.verbatim(""));
  }

  static Sighting of(String domain, SpfTerm term, Sentence told) {
    return new Sighting(domain, Optional.of(term), told);
  }

  static Sighting of(String domain, SpfTerm term, String name) {
    return of(domain, term, Sentence.verbatim(name));
  }

  static Sighting of(String domain) {
    return new Sighting(domain, Optional.empty(), Sentence.verbatim(""));
  }
}
