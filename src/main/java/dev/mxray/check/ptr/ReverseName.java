package dev.mxray.check.ptr;

import dev.mxray.check.hosts.HostAddress;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * What the reverse DNS says about one address.
 *
 * @param address in text form
 * @param hosts the exchanges that have it, by preference; empty when it is known only from the SPF
 *     record
 * @param question the name that was asked for PTR records, below in-addr.arpa or ip6.arpa
 * @param names the names that the address has, sorted: lower case, no final dot, {@code .} for the
 *     root
 * @param forward the addresses of the first {@link PtrProbe#MAX_NAMES} names
 */
public record ReverseName(
    String address,
    List<String> hosts,
    String question,
    Observed<List<String>> names,
    List<Forward> forward) {

  /**
   * What a name that an address claims resolves to.
   *
   * @param addresses of the same family, in text form
   */
  public record Forward(String name, Observed<List<String>> addresses) {}

  public ReverseName {
    hosts = List.copyOf(hosts);
    forward = List.copyOf(forward);
  }

  /** The same about an address of which it is known whose it is. */
  ReverseName of(HostAddress owned) {
    return new ReverseName(address, owned.hosts(), question, names, forward);
  }

  /** True for an address that is known only from the domain's SPF record. */
  public boolean isSender() {
    return hosts.isEmpty();
  }

  /**
   * Whether the name holds in both directions: present with the first name that resolves back to
   * the address; absent when there is no name, or none of them does.
   */
  public Observed<String> confirmed() {
    if (!names.isPresent()) {
      return names.map(list -> "");
    }
    Optional<Observed<String>> confirming =
        forward.stream()
            .filter(one -> one.addresses().found().orElse(List.of()).contains(address))
            .findFirst()
            .map(one -> Observed.present(one.name()));
    return confirming.orElseGet(this::unconfirmed);
  }

  /** Another name could be the right one as long as one of them was not looked up. */
  private Observed<String> unconfirmed() {
    Optional<Observed<String>> unseen =
        forward.stream()
            .map(Forward::addresses)
            .filter(Observed::isUnknown)
            .findFirst()
            .map(unknown -> unknown.map(list -> ""));
    int all = names.found().orElse(List.of()).size();
    if (unseen.isPresent()) {
      return unseen.get();
    }
    return all > forward.size()
        ? new Observed.Unknown<>(
            Reason.LIMIT,
            Sentence.count("ptr.more-names", all - forward.size(), address),
            List.of())
        : Observed.absent(Observed.Proof.OTHER_RECORDS);
  }
}
