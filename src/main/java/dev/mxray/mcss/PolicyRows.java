package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.TopicRule.about;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.TopicRule.Moot;
import dev.mxray.text.Sentence;
import java.util.List;

/** What the records and policies about TLS, DNSSEC and the logo show. */
final class PolicyRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("X-MTASTS-001", Sentence.of("passes.mta-sts-usable"))
              .topic(
                  about(Topic.MTA_STS)
                      .fails(
                          "mta-sts-certificate-invalid",
                          "mta-sts-missing",
                          "mta-sts-multiple-records",
                          "mta-sts-policy-invalid",
                          "mta-sts-policy-unreachable",
                          "mta-sts-redirect",
                          "mta-sts-syntax-error")
                      .weakens("mta-sts-content-type")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MTASTS-002", Sentence.of("passes.mta-sts-enforced"))
              .topic(
                  about(Topic.MTA_STS)
                      .completely()
                      .fails("mta-sts-mode-none", "mta-sts-mx-mismatch")
                      .weakens("mta-sts-max-age-short", "mta-sts-mode-testing")
                      .mootBeside(
                          "mta-sts-certificate-invalid",
                          "mta-sts-missing",
                          "mta-sts-multiple-records",
                          "mta-sts-policy-invalid",
                          "mta-sts-policy-unreachable",
                          "mta-sts-redirect",
                          "mta-sts-syntax-error")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-TLSRPT-001", Sentence.of("passes.tls-rpt-usable"))
              .topic(
                  about(Topic.TLS_RPT)
                      .fails("tls-rpt-missing", "tls-rpt-multiple-records", "tls-rpt-syntax-error")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-DNSSEC-001", Sentence.of("passes.dnssec-chain"))
              .topic(
                  about(Topic.DNSSEC)
                      .fails("dnssec-bogus", "dnssec-unsigned")
                      .weakens("dnssec-signature-expiring")
                      .notes("dnssec-mx-unsigned")),
          row("X-DNSSEC-002", Sentence.of("passes.dnssec-algorithms"))
              .topic(
                  about(Topic.DNSSEC)
                      .completely()
                      .fails("dnssec-weak-algorithm")
                      .mootBeside("dnssec-unsigned")),
          row("X-DANE-001", Sentence.of("passes.dane-matches"))
              .topic(
                  about(Topic.DANE)
                      .completely()
                      .fails("dane-mismatch", "dane-unusable", "dane-without-dnssec")
                      .weakens("dane-partial")
                      .notes("dane-missing", "dane-mx-insecure")
                      .mootBeside("dane-missing")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-CAA-001", Sentence.of("passes.caa-holds"), DIRECT, null)
              .topic(
                  about(Topic.CAA)
                      .notes("caa-missing")
                      .mootBeside("caa-missing")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-BIMI-001", Sentence.of("passes.bimi-usable"))
              .topic(
                  about(Topic.BIMI)
                      .completely()
                      .fails(
                          "bimi-certificate-invalid",
                          "bimi-dmarc-not-enforced",
                          "bimi-logo-invalid",
                          "bimi-logo-unreachable",
                          "bimi-syntax-error")
                      .notes("bimi-missing", "bimi-no-certificate")
                      .mootBeside("bimi-missing")
                      .moot(Moot.TAKES_NO_MAIL)));

  private PolicyRows() {}
}
