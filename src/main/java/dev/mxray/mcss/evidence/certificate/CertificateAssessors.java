package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.Assessor;
import java.util.Map;

/** The controls on certificates and TLS. */
public final class CertificateAssessors {
  private CertificateAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.ofEntries(
        Map.entry("TLS-001", CertificateDates::within),
        Map.entry("TLS-002", e -> CertificateDates.lasting(e, 30)),
        Map.entry("TLS-003", e -> CertificateDates.lasting(e, 90)),
        Map.entry("TLS-004", e -> CertificateJudgement.worst(e, CertificateJudgement::authority)),
        Map.entry("TLS-005", CertificateJudgement::names),
        Map.entry("TLS-006", e -> CertificateJudgement.worst(e, CertificateJudgement::key)),
        Map.entry("TLS-007", e -> CertificateJudgement.worst(e, CertificateJudgement::signature)),
        Map.entry("TLS-008", e -> CertificateJudgement.worst(e, CertificateJudgement::chain)),
        Map.entry("TLS-009", ServerTls::incoming),
        Map.entry("TLS-010", ServerTls::outgoing),
        Map.entry("TLS-011", ServerTls::versions),
        Map.entry("TLS-012", ServerTls::ciphers));
  }
}
