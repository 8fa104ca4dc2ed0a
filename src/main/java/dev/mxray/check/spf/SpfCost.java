package dev.mxray.check.spf;

/**
 * What evaluating a record, or a term with all that is behind it, costs when nothing matches.
 * Counts stop at {@link #MAX}: records that include others many times over could exceed any number.
 *
 * @param lookups terms that query the DNS (RFC 7208 §4.6.4)
 * @param voids terms proved to lead to nothing
 * @param undecided terms of which it is unknown whether they lead to nothing
 */
record SpfCost(int lookups, int voids, int undecided) {
  static final int MAX = 1_000_000;
  static final SpfCost ZERO = new SpfCost(0, 0, 0);

  /** A term that queries the DNS and leads to something. */
  static final SpfCost LOOKUP = new SpfCost(1, 0, 0);

  static final SpfCost VOID = new SpfCost(1, 1, 0);
  static final SpfCost UNDECIDED = new SpfCost(1, 0, 1);

  SpfCost {
    lookups = Math.min(lookups, MAX);
    voids = Math.min(voids, MAX);
    undecided = Math.min(undecided, MAX);
  }

  SpfCost plus(SpfCost other) {
    return new SpfCost(lookups + other.lookups, voids + other.voids, undecided + other.undecided);
  }
}
