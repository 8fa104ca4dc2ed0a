package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;
import static dev.mxray.mcss.TopicRule.about;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.TopicRule.Moot;
import dev.mxray.text.Sentence;
import java.util.List;

/** What the published DKIM keys show. */
final class KeyRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("DKIM-001", Sentence.of("passes.dkim-usable-key"), INDICATIVE, INDICATIVE)
              .findings(
                  "dkim-absent",
                  "dkim-dangling-cname",
                  "dkim-key-compromised",
                  "dkim-key-invalid",
                  "dkim-key-weak",
                  "dkim-not-found",
                  "dkim-syntax-error")
              .rule(KeyRules::usableKey),
          row("DKIM-002", Sentence.of("passes.dkim-long-keys"), INDICATIVE, DIRECT)
              .findings("dkim-key-short", "dkim-key-weak")
              .rule(KeyRules::longKeys),
          row("DKIM-004", Sentence.of("passes.dkim-selectors-lead"), INDICATIVE, INDICATIVE)
              .findings(
                  "dkim-absent", "dkim-dangling-cname", "dkim-key-invalid", "dkim-syntax-error")
              .rule(KeyRules::readableSelectors),
          row("X-DKIM-001", Sentence.of("passes.dkim-usable-key"), DIRECT, DIRECT)
              .findings(
                  "dkim-absent",
                  "dkim-dangling-cname",
                  "dkim-key-compromised",
                  "dkim-key-invalid",
                  "dkim-key-weak",
                  "dkim-not-found",
                  "dkim-syntax-error")
              .rule(KeyRules::usableKey),
          row("X-DKIM-002", Sentence.of("passes.dkim-keys-readable"), INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails(
                          "dkim-dangling-cname",
                          "dkim-key-invalid",
                          "dkim-sha1-only",
                          "dkim-syntax-error")
                      .weakens(
                          "dkim-ed25519-only",
                          "dkim-multiple-records",
                          "dkim-service-mismatch",
                          "dkim-wildcard")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)),
          row("X-DKIM-003", Sentence.of("passes.dkim-keys-unbroken"), INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails("dkim-key-compromised")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)),
          row("X-DKIM-004", Sentence.of("passes.dkim-not-testing"), INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails("dkim-key-testing")
                      .notes("dkim-key-reused", "dkim-key-revoked", "dkim-single-selector")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)));

  private KeyRows() {}
}
