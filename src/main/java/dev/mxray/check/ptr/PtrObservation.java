package dev.mxray.check.ptr;

import dev.mxray.check.hosts.HostAddresses.Unseen;
import java.util.List;

/**
 * The reverse DNS of the addresses of a domain's mail.
 *
 * @param addresses the public addresses that were looked up, in the order of the exchanges, then of
 *     the SPF record
 * @param unseen what was not looked up, because the exchanges or their addresses are not known or
 *     there are too many of them; at most one for each subject
 */
public record PtrObservation(List<ReverseName> addresses, List<Unseen> unseen) {

  public PtrObservation {
    addresses = List.copyOf(addresses);
    unseen = List.copyOf(unseen);
  }

  /** The same without the addresses of exchanges, for a domain that takes no mail. */
  public PtrObservation withoutExchanges() {
    return new PtrObservation(addresses.stream().filter(ReverseName::isSender).toList(), List.of());
  }

  /** What is seen by a check that is not made. */
  public static PtrObservation none() {
    return new PtrObservation(List.of(), List.of());
  }
}
