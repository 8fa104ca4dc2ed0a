package dev.mxray.mcss.evidence.firewall;

/** Whether a rule is about a new connection that a stranger opens from outside. */
enum Match {
  /** Never: it is about replies, loopback, another port or another protocol. */
  NONE,
  /** For some senders or interfaces only, not for a stranger. */
  SOME,
  /** Up to, or beyond, a rate for each sender. */
  RATE_EACH,
  /** Up to, or beyond, a rate for all together. */
  RATE,
  /** By something that is not understood here. */
  UNKNOWN,
  ALWAYS;

  /** Both have to match. */
  Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
