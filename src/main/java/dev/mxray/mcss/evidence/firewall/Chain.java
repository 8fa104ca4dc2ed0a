package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import java.util.List;

/**
 * A chain of rules.
 *
 * @param name with its table before it where names are unique within a table only
 * @param family 4 or 6 when it sees one alone, else 0
 * @param input whether every packet for this host begins here
 * @param accepts what happens at its end
 * @param policy the line that says so
 */
record Chain(
    String name, int family, boolean input, boolean accepts, Quote policy, List<Rule> rules) {
  Chain {
    rules = List.copyOf(rules);
  }
}
