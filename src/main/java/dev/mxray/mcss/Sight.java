package dev.mxray.mcss;

/**
 * What one server shows of a control.
 *
 * @param fact in a few words
 */
record Sight(Kind kind, String fact, boolean waivable) {

  /** What it amounts to. */
  enum Kind {
    GOOD,
    HALF,
    BAD,
    /** The control does not concern this server. */
    BESIDE,
    /** The server should show it, and it was not seen. */
    UNSEEN
  }

  static Sight good(String fact) {
    return new Sight(Kind.GOOD, fact, /* waivable= */ false);
  }

  static Sight half(String fact) {
    return new Sight(Kind.HALF, fact, /* waivable= */ false);
  }

  static Sight bad(String fact) {
    return new Sight(Kind.BAD, fact, /* waivable= */ false);
  }

  static Sight beside() {
    return new Sight(Kind.BESIDE, "", /* waivable= */ false);
  }

  static Sight unseen(String why) {
    return new Sight(Kind.UNSEEN, why, /* waivable= */ false);
  }

  static Sight when(boolean good, String fact) {
    return good ? good(fact) : bad(fact);
  }

  Sight waivable(boolean value) {
    return new Sight(kind, fact, value);
  }
}
