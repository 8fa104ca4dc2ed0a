package dev.mxray.check.dane;

import static dev.mxray.finding.FindingType.DANE_MISMATCH;
import static dev.mxray.finding.FindingType.DANE_MISSING;
import static dev.mxray.finding.FindingType.DANE_MX_INSECURE;
import static dev.mxray.finding.FindingType.DANE_PARTIAL;
import static dev.mxray.finding.FindingType.DANE_UNUSABLE;
import static dev.mxray.finding.FindingType.DANE_WITHOUT_DNSSEC;

import dev.mxray.check.dane.HostTlsa.Published;
import dev.mxray.check.dnssec.Trust;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Section;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges the TLSA records of a domain's exchanges. */
public final class DaneRules {
  private final DaneObservation seen;
  private final List<Finding> findings = new ArrayList<>();

  private DaneRules(DaneObservation seen) {
    this.seen = seen;
  }

  /** The findings about the domain, its exchanges and their servers. */
  public static List<Finding> judge(DaneObservation seen) {
    if (!seen.looked()) {
      return List.of();
    }
    var rules = new DaneRules(seen);
    Observed.Unknown<?> unknown = seen.unknown();
    if (unknown != null) {
      return List.of(Finding.inconclusive(Section.DANE, seen.domain(), unknown));
    }
    rules.domain();
    seen.hosts().forEach(rules::host);
    return List.copyOf(rules.findings);
  }

  private void domain() {
    List<HostTlsa> without =
        seen.hosts().stream().filter(host -> host.published() == Published.ABSENT).toList();
    List<HostTlsa> with = seen.hosts().stream().filter(host -> host.tlsa().isFound()).toList();
    if (!without.isEmpty() && without.size() == seen.hosts().size()) {
      findings.add(Finding.of(DANE_MISSING, seen.domain()).with("exchanges", listed(seen.hosts())));
    } else if (!without.isEmpty() && !with.isEmpty()) {
      findings.add(
          Finding.of(DANE_PARTIAL, seen.domain())
              .with("with", listed(with))
              .with("without", listed(without)));
    }
  }

  private void host(HostTlsa host) {
    switch (host.published()) {
      case ABSENT, BOGUS -> {} // bogus is a finding about DNSSEC
      case UNKNOWN -> {
        unknown(host, host.tlsa().unknown());
        unknown(host, host.tlsa().unknown() == null ? host.address().unknown() : null);
      }
      case INSECURE ->
          findings.add(Finding.of(DANE_WITHOUT_DNSSEC, host.host()).with("records", records(host)));
      case UNUSABLE ->
          findings.add(Finding.of(DANE_UNUSABLE, host.host()).with("records", records(host)));
      case USABLE -> {
        if (seen.mx().is(Trust.INSECURE)) {
          findings.add(
              Finding.of(DANE_MX_INSECURE, host.host())
                  .with("records", records(host))
                  .with("domain", seen.domain()));
        }
        seen.of(host.host()).forEach(result -> server(host, result));
      }
    }
  }

  private void server(HostTlsa host, DaneResult result) {
    if (!result.matches()) {
      findings.add(
          Finding.of(DANE_MISMATCH, result.subject())
              .with("records", records(host))
              .with("presented", String.join("; ", result.presented()))
              .with("reason", result.told() == null ? "" : result.told()));
    }
  }

  private void unknown(HostTlsa host, Observed.@org.jspecify.annotations.Nullable Unknown<?> why) {
    if (why != null) {
      findings.add(Finding.inconclusive(Section.DANE, host.host(), why));
    }
  }

  private static String records(HostTlsa host) {
    return host.records().stream().map(TlsaRecord::toString).collect(Collectors.joining("; "));
  }

  private static String listed(List<HostTlsa> hosts) {
    return hosts.stream().map(HostTlsa::host).collect(Collectors.joining(", "));
  }
}
