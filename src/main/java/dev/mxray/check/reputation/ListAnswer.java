package dev.mxray.check.reputation;

import java.util.List;

/**
 * What one list says about one address or domain.
 *
 * @param subject the address or domain
 * @param hosts the exchanges that have the address, or lie in the domain; empty for senders, and
 *     for the domain itself
 * @param kind whether it is an address, and of which family, or a domain
 * @param list the list
 * @param verdict what came of it
 */
public record ListAnswer(
    String subject, List<String> hosts, ListKind kind, BlockList list, ListVerdict verdict) {
  public ListAnswer {
    hosts = List.copyOf(hosts);
  }

  /** True for an answer of a block list about an address: what the seen part counts. */
  boolean counts() {
    return kind.isAddress() && !list.allow();
  }
}
