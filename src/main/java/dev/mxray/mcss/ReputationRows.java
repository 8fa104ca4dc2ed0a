package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;
import static dev.mxray.mcss.TopicRule.about;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.TopicRule.Moot;
import dev.mxray.text.Sentence;
import java.util.List;

/** What reverse DNS and blocklists show of addresses and domains. */
final class ReputationRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("X-PTR-001", Sentence.of("passes.addresses-named"))
              .topic(
                  about(Topic.REVERSE)
                      .completely()
                      .fails("ptr-missing")
                      .weakens("ptr-generic")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row("X-PTR-002", Sentence.of("passes.names-lead-back"))
              .topic(
                  about(Topic.REVERSE)
                      .completely()
                      .fails("ptr-mismatch", "ptr-missing")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row("X-DNSBL-001", Sentence.of("passes.addresses-not-listed"), INDICATIVE, DIRECT)
              .topic(
                  about(Topic.LISTS)
                      .bySeverity("dnsbl-listed")
                      .notes("dnsbl-list-broken", "dnsbl-list-refused")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row("X-DNSBL-002", Sentence.of("passes.domains-not-listed"), INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DOMAIN_LISTS)
                      .fails("domain-listed")
                      .notes("dnsbl-list-broken", "dnsbl-list-refused")));

  private ReputationRows() {}
}
