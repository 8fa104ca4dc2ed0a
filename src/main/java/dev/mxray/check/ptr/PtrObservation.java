package dev.mxray.check.ptr;

import dev.mxray.observe.Observed;
import java.util.List;

/**
 * The reverse DNS of a domain's exchanges.
 *
 * @param addresses the public addresses that were looked up, in the order of the exchanges
 * @param unseen what was not looked up, because the exchanges or their addresses are not known or
 *     there are too many of them; at most one for each subject
 */
public record PtrObservation(List<ReverseName> addresses, List<Unseen> unseen) {

  /** Something whose reverse DNS is not known: the domain, or an exchange. */
  public record Unseen(String subject, Observed.Unknown<?> unknown) {}

  public PtrObservation {
    addresses = List.copyOf(addresses);
    unseen = List.copyOf(unseen);
  }

  /** What is seen by a check that is not made. */
  public static PtrObservation none() {
    return new PtrObservation(List.of(), List.of());
  }
}
