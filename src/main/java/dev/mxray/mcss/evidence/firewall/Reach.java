package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import org.jspecify.annotations.Nullable;

/**
 * Whether a port can be reached through the packet filter.
 *
 * @param quote the rule or the policy that decides
 * @param own whether a rule that names the port decides
 * @param limit the rule that limits the rate of connections to it; null without one
 * @param limitEach whether it counts for each sender
 */
record Reach(State state, Quote quote, boolean own, @Nullable Quote limit, boolean limitEach) {

  enum State {
    /** From everywhere. */
    OPEN,
    /** For some senders or over some interfaces. */
    LIMITED,
    CLOSED,
    /** A rule decides that is not understood here. */
    UNKNOWN
  }

  boolean open() {
    return state == State.OPEN;
  }
}
