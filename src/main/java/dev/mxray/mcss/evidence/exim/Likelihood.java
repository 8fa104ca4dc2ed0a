package dev.mxray.mcss.evidence.exim;

/** Whether a condition of an access list holds for a client that nobody knows. */
enum Likelihood {
  YES,
  NO,
  /** The client decides: a sender's address, a recipient's local part, TLS. */
  AS_IT_LIKES,
  /** What the evidence does not show decides. */
  UNKNOWN;

  Likelihood not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case AS_IT_LIKES -> AS_IT_LIKES;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
