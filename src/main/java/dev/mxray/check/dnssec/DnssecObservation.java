package dev.mxray.check.dnssec;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chains of trust to a domain's mail.
 *
 * @param domain the scanned domain
 * @param looked false when the check was not made
 * @param mx of the domain's MX records, or of their absence: it stands for the domain
 * @param exchanges of the addresses of each exchange, in the order of the exchanges
 * @param zones with what the zones of the domain and of the exchanges are signed, each once
 * @param seenAt the moment for which it is told what runs out
 */
public record DnssecObservation(
    String domain,
    boolean looked,
    Verdict mx,
    List<Verdict> exchanges,
    List<ZoneKeys> zones,
    Instant seenAt) {

  public DnssecObservation {
    exchanges = List.copyOf(exchanges);
    zones = List.copyOf(zones);
  }

  /** Of the domain. */
  public Trust state() {
    return mx.state();
  }

  /** The same without the exchanges, for a domain whose mail goes nowhere. */
  public DnssecObservation withoutExchanges() {
    return new DnssecObservation(domain, looked, mx, List.of(), zones, seenAt);
  }

  /** That of the domain and those of the exchanges. */
  Stream<Verdict> verdicts() {
    return Stream.concat(Stream.of(mx), exchanges.stream());
  }
}
