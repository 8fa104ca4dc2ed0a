package dev.mxray.check.caa;

import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which authorities may issue certificates for a domain's exchanges.
 *
 * @param domain the scanned domain
 * @param looked false when the check was not made
 * @param hosts in the order of the exchanges
 * @param unknown why the exchanges are not known; null when they are
 */
public record CaaObservation(
    String domain, boolean looked, List<HostCaa> hosts, Observed.@Nullable Unknown<?> unknown) {

  /** Whether any exchange has such records. */
  public enum State {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  public CaaObservation {
    hosts = List.copyOf(hosts);
  }

  /** What is seen by a check that is not made. */
  public static CaaObservation none(String domain) {
    return new CaaObservation(
        domain,
        false,
        List.of(),
        new Observed.Unknown<>(Reason.SWITCHED_OFF, "CAA " + domain, List.of()));
  }

  /** Whether any exchange has such records; absent only when it is proved of all. */
  public State state() {
    if (hosts.stream().anyMatch(host -> host.records().isPresent())) {
      return State.PRESENT;
    }
    return unknown != null || hosts.stream().anyMatch(host -> host.records().isUnknown())
        ? State.UNKNOWN
        : State.ABSENT;
  }
}
