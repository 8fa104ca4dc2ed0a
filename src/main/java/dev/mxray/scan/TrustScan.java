package dev.mxray.scan;

import dev.mxray.address.IpAddress;
import dev.mxray.check.caa.CaaObservation;
import dev.mxray.check.caa.CaaProbe;
import dev.mxray.check.dane.DaneMatcher;
import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.dane.DaneProbe;
import dev.mxray.check.dane.HostTlsa;
import dev.mxray.check.dnssec.DnssecObservation;
import dev.mxray.check.dnssec.DnssecProbe;
import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.dnssec.Validator;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.domain.SpecialUseNames;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.observe.Observed;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The part of a scan that follows chains of trust: DNSSEC, DANE and CAA. Validation begins in the
 * background, so that its classes are not loaded before the first packets are on their way; nothing
 * else waits for it.
 */
final class TrustScan {
  private final String domain;
  private final Set<Section> checks;
  private final Clients clients;
  private final Instant now;
  private final Executor executor;

  /**
   * Whom to ask.
   *
   * @param exchanges where mail goes, which other checks ask anyway
   * @param authorities for the CAA check
   * @param validator made when it is needed
   */
  record Clients(DnsClient exchanges, DnsClient authorities, Supplier<Validator> validator) {}

  /** What was seen. */
  record Seen(DnssecObservation dnssec, DaneObservation dane, CaaObservation caa) {

    /** The checks whose subject could be seen. */
    Set<Section> sections() {
      var seen = EnumSet.noneOf(Section.class);
      if (dnssec.looked() && dnssec.state() != Trust.UNKNOWN) {
        seen.add(Section.DNSSEC);
      }
      if (dane.looked() && !dane.hosts().isEmpty() && dane.seen() == dane.hosts().size()) {
        seen.add(Section.DANE);
      }
      if (caa.looked() && caa.state() != CaaObservation.State.UNKNOWN) {
        seen.add(Section.CAA);
      }
      return seen;
    }
  }

  /**
   * @param now tells what runs out
   * @param executor for arithmetic
   */
  TrustScan(String domain, Set<Section> checks, Clients clients, Instant now, Executor executor) {
    this.domain = domain;
    this.checks = checks;
    this.clients = clients;
    this.now = now;
    this.executor = executor;
  }

  /**
   * Observes what the options ask for.
   *
   * @param servers completes when the mail servers are known
   */
  CompletableFuture<Seen> observe(CompletableFuture<SmtpObservation> servers) {
    CompletableFuture<Observed<List<MxRecord>>> records =
        MxProbe.records(domain, clients.exchanges());
    CompletableFuture<List<String>> hosts = records.thenApply(this::hosts);
    CompletableFuture<CaaObservation> authorities = authorities(records, hosts);
    if (!checks.contains(Section.DANE) && !checks.contains(Section.DNSSEC)) {
      return authorities.thenApply(
          caa -> new Seen(DnssecProbe.none(domain, now), DaneObservation.none(domain), caa));
    }
    return CompletableFuture.supplyAsync(clients.validator(), executor)
        .thenCompose(validator -> chains(validator, records, hosts, servers))
        .thenCombine(authorities, (chains, caa) -> new Seen(chains.dnssec(), chains.dane(), caa));
  }

  private record Chains(DnssecObservation dnssec, DaneObservation dane) {}

  private CompletableFuture<Chains> chains(
      Validator validator,
      CompletableFuture<Observed<List<MxRecord>>> records,
      CompletableFuture<List<String>> hosts,
      CompletableFuture<SmtpObservation> servers) {
    CompletableFuture<DnssecObservation> dnssec =
        DnssecProbe.observe(domain, hosts, validator, now);
    if (!checks.contains(Section.DANE)) {
      return dnssec.thenApply(seen -> new Chains(seen, DaneObservation.none(domain)));
    }
    CompletableFuture<List<HostTlsa>> published = DaneProbe.observe(hosts, validator);
    return dnssec.thenCompose(
        seen ->
            published
                .thenCombine(records, (tlsa, mx) -> dane(seen, tlsa, mx))
                .thenCombineAsync(
                    servers,
                    (dane, smtp) -> dane.with(DaneMatcher.match(dane, smtp.handshakes(), now)),
                    executor)
                .thenApply(
                    dane ->
                        new Chains(
                            checks.contains(Section.DNSSEC) ? seen : DnssecProbe.none(domain, now),
                            dane)));
  }

  private DaneObservation dane(
      DnssecObservation seen, List<HostTlsa> published, Observed<List<MxRecord>> records) {
    return new DaneObservation(
        domain, true, seen.mx(), published, List.of(), records.unknown().orElse(null));
  }

  private CompletableFuture<CaaObservation> authorities(
      CompletableFuture<Observed<List<MxRecord>>> records, CompletableFuture<List<String>> hosts) {
    return checks.contains(Section.CAA)
        ? hosts
            .thenCompose(names -> CaaProbe.observe(names, clients.authorities()))
            .thenCombine(
                records,
                (found, mx) -> new CaaObservation(domain, true, found, mx.unknown().orElse(null)))
        : CompletableFuture.completedFuture(CaaObservation.none(domain));
  }

  /** By preference; the domain itself where there is no MX (RFC 5321 §5.1). */
  private List<String> hosts(Observed<List<MxRecord>> records) {
    return records.isAbsent()
        ? List.of(domain)
        : records.found().orElse(List.of()).stream()
            .map(MxRecord::host)
            .filter(host -> !host.isEmpty()) // a null MX (RFC 7505)
            .filter(host -> IpAddress.parse(host).isEmpty())
            .filter(host -> !SpecialUseNames.isLocalhost(host))
            .distinct()
            .limit(ScanOptions.MAX_TRUSTED_EXCHANGES)
            .toList();
  }
}
