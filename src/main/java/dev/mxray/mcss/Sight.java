package dev.mxray.mcss;

import dev.mxray.text.Sentence;

/**
 * What one server shows of a control.
 *
 * @param fact in a few words, some of them perhaps the server's own
 */
record Sight(Kind kind, Sentence fact, boolean waivable) {

  private static final Sentence NOTHING = Sentence.verbatim("");

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

  static Sight good(Sentence fact) {
    return new Sight(Kind.GOOD, fact, /* waivable= */ false);
  }

  static Sight half(Sentence fact) {
    return new Sight(Kind.HALF, fact, /* waivable= */ false);
  }

  static Sight bad(Sentence fact) {
    return new Sight(Kind.BAD, fact, /* waivable= */ false);
  }

  static Sight beside() {
    return new Sight(Kind.BESIDE, NOTHING, /* waivable= */ false);
  }

  static Sight unseen(Sentence why) {
    return new Sight(Kind.UNSEEN, why, /* waivable= */ false);
  }

  static Sight when(boolean good, Sentence fact) {
    return good ? good(fact) : bad(fact);
  }

  Sight waivable(boolean value) {
    return new Sight(kind, fact, value);
  }
}
