package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;

import dev.mxray.text.Sentence;
import java.util.List;

/** What certificates show. */
final class CertificateRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("TLS-001", Sentence.of("passes.certificates-within-dates"), DIRECT, DIRECT)
              .findings("tls-cert-expired", "tls-cert-not-yet-valid")
              .everyServer(CertificateLooks::withinDates),
          row(
                  "TLS-002",
                  Sentence.of("passes.certificates-last", 30, CertificateLooks.SHORT_LIFETIME_DAYS))
              .findings("tls-cert-expired", "tls-cert-expires-30d")
              .everyServer(CertificateLooks.lasts(30)),
          row(
                  "TLS-003",
                  Sentence.of("passes.certificates-last", 90, CertificateLooks.SHORT_LIFETIME_DAYS))
              .findings("tls-cert-expired", "tls-cert-expires-30d", "tls-cert-expires-90d")
              .everyServer(CertificateLooks.lasts(90)),
          row("TLS-004", Sentence.of("passes.certificates-trusted"))
              .findings("tls-cert-self-signed", "tls-cert-untrusted")
              .everyServer(CertificateLooks::trusted),
          row("TLS-005", Sentence.of("passes.certificates-named"), INDICATIVE, DIRECT)
              .findings("tls-cert-name-mismatch")
              .everyServer(CertificateLooks::named),
          row("TLS-006", Sentence.of("passes.certificate-keys-long"))
              .findings("tls-cert-key-weak")
              .everyServer(CertificateLooks::longKey),
          row("TLS-007", Sentence.of("passes.certificates-signed"))
              .findings("tls-cert-signature-weak")
              .everyServer(CertificateLooks::signed),
          row("TLS-008", Sentence.of("passes.chains-sent"))
              .findings("tls-cert-chain-incomplete")
              .everyServer(CertificateLooks::chained),
          row("X-TLS-001", Sentence.of("passes.certificate-keys-unbroken"), INDICATIVE, DIRECT)
              .findings("tls-cert-key-compromised")
              .everyServer(CertificateLooks::unguessableKey),
          row("X-TLS-005", Sentence.of("passes.certificates-not-revoked"), null, DIRECT)
              .findings("tls-cert-revoked")
              .everyServer(CertificateLooks::notRevoked));

  private CertificateRows() {}
}
