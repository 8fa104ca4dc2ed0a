package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;

/**
 * One rule of a chain.
 *
 * @param match what holds for a stranger's new TCP connection, the port and the family left aside
 * @param family 4 or 6 when it is about one alone, else 0
 * @param target the chain of a jump; empty without one
 */
record Rule(Quote quote, Ports ports, Match match, int family, Action action, String target) {

  /** What it is for a connection to this port over this family. */
  Match matches(int port, int wantedFamily) {
    return ports.has(port) && (family == 0 || family == wantedFamily) ? match : Match.NONE;
  }
}
