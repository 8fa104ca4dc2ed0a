package dev.mxray.check.dnssec;

import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Looks at the chains of trust to a domain's MX records and to the addresses of its exchanges. The
 * keys of the anchor come first; then everything of a name is asked for at once, so that a chain
 * takes two round trips, and three when a zone has more than two labels.
 */
public final class DnssecProbe {
  private DnssecProbe() {}

  /** What is seen by a check that is not made. */
  public static DnssecObservation none(String domain, Instant now) {
    var unknown = new Observed.Unknown<>(Reason.SWITCHED_OFF, "MX " + domain, List.of());
    return new DnssecObservation(
        domain,
        false,
        Verdict.unknown(domain, RecordType.MX.name(), unknown),
        List.of(),
        List.of(),
        now);
  }

  /**
   * Looks at one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param exchanges completes with the names of the exchanges
   */
  public static CompletableFuture<DnssecObservation> observe(
      String domain, CompletableFuture<List<String>> exchanges, Validator validator, Instant now) {
    CompletableFuture<Verdict> mx = validator.validate(new Question(domain, RecordType.MX));
    CompletableFuture<List<Verdict>> addresses =
        exchanges.thenCompose(
            hosts ->
                Together.all(
                    hosts.stream()
                        .map(host -> validator.validate(new Question(host, RecordType.A)))
                        .toList()));
    return mx.thenCombine(
            addresses,
            (own, others) -> new DnssecObservation(domain, true, own, others, List.of(), now))
        .thenCompose(seen -> withZones(seen, validator));
  }

  private static CompletableFuture<DnssecObservation> withZones(
      DnssecObservation seen, Validator validator) {
    var zones = new LinkedHashSet<String>();
    String own = seen.mx().zone();
    zones.add(own == null ? seen.domain() : own);
    seen.exchanges().stream().flatMap(DnssecProbe::zone).forEach(zones::add);
    return Together.all(zones.stream().map(validator::keys).toList())
        .thenApply(
            keys ->
                new DnssecObservation(
                    seen.domain(), true, seen.mx(), seen.exchanges(), keys, seen.seenAt()));
  }

  private static Stream<String> zone(Verdict verdict) {
    return Stream.ofNullable(verdict.zone());
  }
}
