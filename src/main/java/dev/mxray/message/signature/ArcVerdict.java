package dev.mxray.message.signature;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;

/**
 * The state of a message's ARC chain (RFC 8617 §4.4).
 *
 * @param told why, in plain words, without a final dot
 * @param sealers the domains that sealed, the first one first; as far as they could be read
 */
public record ArcVerdict(State state, Sentence told, List<String> sealers) {

  /** What can be said of the chain. */
  public enum State {
    /** There is none. */
    NONE,
    /** Every seal verifies, and the message is as the last sealer passed it on. */
    PASS,
    /** The chain is broken. */
    FAIL,
    /** A key could not be asked for. */
    TEMPERROR;

    /** The word of reports. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ArcVerdict {
    sealers = List.copyOf(sealers);
  }

  /** Why, in English. */
  public String reason() {
    return told.toString();
  }
}
