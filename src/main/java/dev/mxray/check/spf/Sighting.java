package dev.mxray.check.spf;

import java.util.Optional;

/**
 * A place in the tree where something is the case.
 *
 * @param domain whose record it is
 * @param term the term in question; empty when it is the record as a whole
 * @param detail what else has to be said; may be empty
 */
record Sighting(String domain, Optional<SpfTerm> term, String detail) {
  static Sighting of(String domain, SpfTerm term) {
    return new Sighting(domain, Optional.of(term), "");
  }

  static Sighting of(String domain, SpfTerm term, String detail) {
    return new Sighting(domain, Optional.of(term), detail);
  }

  static Sighting of(String domain) {
    return new Sighting(domain, Optional.empty(), "");
  }
}
