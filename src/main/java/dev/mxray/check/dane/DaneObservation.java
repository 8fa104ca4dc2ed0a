package dev.mxray.check.dane;

import dev.mxray.check.dane.HostTlsa.Published;
import dev.mxray.check.dnssec.Verdict;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DANE for a domain's mail (RFC 7672).
 *
 * @param domain the scanned domain
 * @param looked false when the check was not made
 * @param mx of the domain's MX records
 * @param hosts what is published, in the order of the exchanges
 * @param results what the servers presented on port 25, of those that publish usable records
 * @param unknown why the exchanges are not known; null when they are
 */
public record DaneObservation(
    String domain,
    boolean looked,
    Verdict mx,
    List<HostTlsa> hosts,
    List<DaneResult> results,
    Observed.@Nullable Unknown<?> unknown) {

  public DaneObservation {
    hosts = List.copyOf(hosts);
    results = List.copyOf(results);
  }

  /** What is seen by a check that is not made. */
  public static DaneObservation none(String domain) {
    var unknown = new Observed.Unknown<>(Reason.SWITCHED_OFF, "MX " + domain, List.of());
    return new DaneObservation(
        domain, false, Verdict.unknown(domain, "MX", unknown), List.of(), List.of(), unknown);
  }

  /** What is published for known exchanges, before a server is seen. */
  public static DaneObservation of(String domain, Verdict mx, List<HostTlsa> hosts) {
    return new DaneObservation(domain, true, mx, hosts, List.of(), null);
  }

  /** The same with what the servers presented. */
  public DaneObservation with(List<DaneResult> presented) {
    return new DaneObservation(domain, looked, mx, hosts, presented, unknown);
  }

  /** What one host presented, by address. */
  public List<DaneResult> of(String host) {
    return results.stream().filter(result -> result.host().equals(host)).toList();
  }

  /** How many of the exchanges it is known of what a sender that follows DANE would do. */
  public int seen() {
    return (int) hosts.stream().filter(this::isSeen).count();
  }

  private boolean isSeen(HostTlsa host) {
    return switch (host.published()) {
      case UNKNOWN -> false;
      case USABLE -> !of(host.host()).isEmpty();
      case UNUSABLE, ABSENT, INSECURE, BOGUS -> true;
    };
  }

  /** True when the own certificate of a host matched at every address that was seen. */
  public boolean matchesOwn(String host) {
    List<DaneResult> seen = of(host);
    return !seen.isEmpty() && seen.stream().allMatch(DaneResult::matchesOwn);
  }

  /** True when every exchange publishes usable records, and every server that was seen matches. */
  public boolean matchesEverywhere() {
    return !hosts.isEmpty()
        && hosts.stream()
            .allMatch(
                host ->
                    host.published() == Published.USABLE
                        && !of(host.host()).isEmpty()
                        && of(host.host()).stream().allMatch(DaneResult::matches));
  }
}
