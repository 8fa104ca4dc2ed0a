package dev.mxray.fix;

import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.tlsrpt.TlsRptRecord;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.List;

/** A TLS-RPT record: with the destinations of the present one that can be used, or the first. */
final class TlsRptDraft {
  /** The mailbox that proposals name; somebody has to make it. */
  private static final String MAILBOX = "tls-reports";

  private TlsRptDraft() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    List<String> usable =
        seen.tlsRpt().records().found().orElse(List.of()).stream()
            .map(TlsRptRecord::rua)
            .flatMap(List::stream)
            .toList();
    boolean takesMail = seen.mx().state() == MxObservation.State.PRESENT;
    if (usable.isEmpty() && !takesMail) {
      return List.of();
    }
    String rua =
        usable.isEmpty() ? "mailto:" + MAILBOX + "@" + seen.domain() : String.join(",", usable);
    return List.of(
        Remediation.publish("_smtp._tls." + seen.domain(), "TXT", "v=TLSRPTv1; rua=" + rua));
  }
}
