package dev.mxray.fix;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mtasts.MtaStsObservation;
import dev.mxray.check.mtasts.StsPolicy;
import dev.mxray.check.mtasts.StsPolicy.Mode;
import dev.mxray.check.mtasts.StsRecord;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.tlsrpt.TlsRptRecord;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * MTA-STS and TLS-RPT for the exchanges that the domain really has. A policy begins in testing
 * mode, and its id is the time of the scan. The host that serves the file has to exist, with a
 * certificate for its name; that cannot be proposed from outside.
 */
final class TransportRemedies {
  private static final String TXT = "TXT";
  private static final String MAILBOX = "tls-reports@";
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  /** A week; senders forget a mistake after it, and attackers have to wait as long. */
  private static final long MAX_AGE = 604_800;

  /** As many exchanges as a policy names one by one. */
  private static final int MAX_EXCHANGES = 50;

  private TransportRemedies() {}

  /** What clears findings of MTA-STS (RFC 8461). */
  static List<Remediation> ofMtaSts(Finding finding, Sight seen) {
    if (exchanges(seen).isEmpty()) {
      return List.of();
    }
    return switch (finding.type()) {
      case MTA_STS_MULTIPLE_RECORDS, MTA_STS_SYNTAX_ERROR -> record(seen);
      case MTA_STS_CONTENT_TYPE -> List.of(file(seen, mode(seen)));
      case MTA_STS_MODE_TESTING, MTA_STS_MODE_NONE -> policy(seen, next(finding));
      default -> policy(seen, mode(seen));
    };
  }

  private static Mode next(Finding finding) {
    return finding.type() == FindingType.MTA_STS_MODE_NONE ? Mode.TESTING : Mode.ENFORCE;
  }

  /** The mode that is there; a policy that nobody could use begins anew. */
  private static Mode mode(Sight seen) {
    StsPolicy policy = seen.mtaSts().policy();
    return policy != null && policy.isValid() && policy.mode() == Mode.ENFORCE
        ? Mode.ENFORCE
        : Mode.TESTING;
  }

  /** A changed file needs a changed id (RFC 8461 §3.1). */
  private static List<Remediation> policy(Sight seen, Mode mode) {
    var steps = new ArrayList<Remediation>();
    steps.add(file(seen, mode));
    steps.addAll(record(seen));
    return steps;
  }

  private static List<Remediation> record(Sight seen) {
    MtaStsObservation sts = seen.mtaSts();
    if (!sts.aliases().isEmpty()) {
      return List.of(); // whoever runs the alias's target publishes it
    }
    String name = "_mta-sts." + seen.domain();
    var steps = new ArrayList<Remediation>();
    for (StsRecord old : sts.records().found().orElse(List.of())) {
      steps.add(Remediation.delete(name, TXT, old.text()));
    }
    steps.add(Remediation.publish(name, TXT, "v=STSv1; id=" + ID.format(seen.at())));
    return steps;
  }

  private static Remediation file(Sight seen, Mode mode) {
    var text = new StringBuilder("version: STSv1\nmode: ").append(mode.id()).append('\n');
    exchanges(seen).forEach(host -> text.append("mx: ").append(host).append('\n'));
    StsPolicy policy = seen.mtaSts().policy();
    Long old = policy == null ? null : policy.maxAge();
    text.append("max_age: ").append(old == null ? MAX_AGE : Math.max(MAX_AGE, old)).append('\n');
    return Remediation.serve(
        "https://mta-sts." + seen.domain() + "/.well-known/mta-sts.txt",
        "text/plain",
        text.toString());
  }

  /** The names that mail goes to; empty when they are not known. */
  private static List<String> exchanges(Sight seen) {
    boolean known =
        seen.mx().state() == MxObservation.State.PRESENT
            || seen.mx().state() == MxObservation.State.IMPLICIT;
    List<String> hosts = seen.mx().hosts().stream().map(Exchange::host).distinct().toList();
    boolean names =
        hosts.size() <= MAX_EXCHANGES
            && hosts.stream().allMatch(host -> IpAddress.parse(host).isEmpty());
    return known && names ? hosts : List.of();
  }

  /** What clears findings of TLS-RPT (RFC 8460). */
  static List<Remediation> ofTlsRpt(Finding finding, Sight seen) {
    if (!seen.tlsRpt().aliases().isEmpty()) {
      return List.of();
    }
    String name = "_smtp._tls." + seen.domain();
    List<TlsRptRecord> records = seen.tlsRpt().records().found().orElse(List.of());
    List<String> known = records.stream().flatMap(one -> one.rua().stream()).distinct().toList();
    if (known.isEmpty() && seen.mx().state() != MxObservation.State.PRESENT) {
      return List.of();
    }
    List<String> rua = known.isEmpty() ? List.of("mailto:" + MAILBOX + seen.domain()) : known;
    var steps = new ArrayList<Remediation>();
    records.forEach(old -> steps.add(Remediation.delete(name, TXT, old.text())));
    steps.add(Remediation.publish(name, TXT, "v=TLSRPTv1; rua=" + String.join(",", rua)));
    return steps;
  }
}
