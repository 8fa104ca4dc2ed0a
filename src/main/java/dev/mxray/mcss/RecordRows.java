package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.TopicRule.about;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.TopicRule.Moot;
import dev.mxray.text.Sentence;
import java.util.List;

/** What MX, SPF and DMARC records show. */
final class RecordRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("X-MX-001", Sentence.of("passes.mx-resolves"))
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails(
                          "domain-not-found",
                          "mx-address-not-public",
                          "mx-none",
                          "mx-target-ip-literal",
                          "mx-target-unregistered",
                          "mx-target-unresolvable")
                      .weakens("mx-implicit", "mx-no-ipv4", "mx-null-mixed")
                      .notes("mx-no-ipv6", "mx-null", "mx-single")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MX-002", Sentence.of("passes.mx-registered"))
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails("mx-target-unregistered")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MX-003", Sentence.of("passes.mx-direct"))
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails("mx-address-not-public", "mx-target-cname", "mx-target-ip-literal")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-SPF-001", Sentence.of("passes.spf-single"))
              .topic(about(Topic.SPF).fails("spf-missing", "spf-multiple-records")),
          row("X-SPF-002", Sentence.of("passes.spf-evaluates"))
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails(
                          "spf-include-loop",
                          "spf-include-missing",
                          "spf-mx-limit",
                          "spf-redirect-missing",
                          "spf-syntax-error",
                          "spf-too-many-lookups",
                          "spf-too-many-void-lookups")
                      .notes("spf-near-lookup-limit")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-003", Sentence.of("passes.spf-strict"))
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-neutral-all", "spf-no-mail-not-strict", "spf-pass-all")
                      .weakens("spf-softfail-all")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-004", Sentence.of("passes.spf-registered"))
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-include-unregistered")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-005", Sentence.of("passes.spf-narrow"))
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-pass-all", "spf-wide-range")
                      .weakens("spf-private-address")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-006", Sentence.of("passes.spf-in-order"))
              .topic(
                  about(Topic.SPF)
                      .fails(
                          "spf-all-not-last",
                          "spf-duplicate-term",
                          "spf-ptr-mechanism",
                          "spf-record-long",
                          "spf-redirect-ignored",
                          "spf-type-99")
                      .notes("dns-answer-large")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-DMARC-001", Sentence.of("passes.dmarc-applies"))
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-missing", "dmarc-multiple-records", "dmarc-syntax-error")
                      .weakens("dmarc-wrong-location")
                      .notes("dmarc-inherited")),
          row("X-DMARC-002", Sentence.of("passes.dmarc-enforced"))
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-policy-missing", "dmarc-policy-none", "dmarc-syntax-error")
                      .weakens("dmarc-pct-partial", "dmarc-subdomain-weaker", "dmarc-testing")
                      .notes("dmarc-policy-quarantine")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")),
          row("X-DMARC-003", Sentence.of("passes.dmarc-reports"))
              .topic(
                  about(Topic.DMARC)
                      .completely()
                      .fails(
                          "dmarc-no-rua",
                          "dmarc-rua-invalid",
                          "dmarc-rua-unauthorized",
                          "dmarc-rua-undeliverable")
                      .weakens("dmarc-syntax-error")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")),
          row("X-DMARC-004", Sentence.of("passes.dmarc-values"))
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-bad-value")
                      .notes("dmarc-obsolete-tag", "dmarc-unknown-tag")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")));

  private RecordRows() {}
}
