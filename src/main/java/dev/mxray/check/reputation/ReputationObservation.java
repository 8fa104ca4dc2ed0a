package dev.mxray.check.reputation;

import java.util.List;

/**
 * What the lists say about a domain's addresses and names.
 *
 * @param domain the scanned domain
 * @param looked true when there are block lists of addresses to ask
 * @param answers one for each address or domain and list: by subject, then in the order of the
 *     lists
 */
public record ReputationObservation(String domain, boolean looked, List<ListAnswer> answers) {
  public ReputationObservation {
    answers = List.copyOf(answers);
  }

  /** What is seen by a check that is not made. */
  public static ReputationObservation none(String domain) {
    return new ReputationObservation(domain, false, List.of());
  }

  /** The answers of block lists that list an address. */
  public List<ListAnswer> listings() {
    return answers.stream()
        .filter(one -> one.counts() && one.verdict() instanceof ListVerdict.Listed)
        .toList();
  }

  /** How many answers of block lists about addresses there should have been. */
  public int asked() {
    return (int) answers.stream().filter(ListAnswer::counts).count();
  }

  /** How many of these can be believed. */
  public int usable() {
    return (int) answers.stream().filter(one -> one.counts() && one.verdict().isUsable()).count();
  }

  /** The answers of block lists about domains. */
  public List<ListAnswer> aboutDomains() {
    return answers.stream().filter(one -> !one.kind().isAddress() && !one.list().allow()).toList();
  }

  /** The same without the addresses of exchanges, for a domain that takes no mail. */
  public ReputationObservation withoutExchanges() {
    return new ReputationObservation(
        domain, looked, answers.stream().filter(one -> one.hosts().isEmpty()).toList());
  }
}
