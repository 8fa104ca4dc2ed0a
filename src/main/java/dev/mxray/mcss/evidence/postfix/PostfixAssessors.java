package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import java.util.Map;

/** The controls of Postfix. */
public final class PostfixAssessors {
  private PostfixAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.ofEntries(
        Map.entry(
            "POSTFIX-001",
            evidence ->
                MailServer.POSTFIX
                    .absent(evidence)
                    .orElseGet(() -> Maintenance.of(evidence, Product.POSTFIX))),
        Map.entry("POSTFIX-002", Judgement.ofExchange("smtpd_banner", SmtpdAssessors::banner)),
        Map.entry("POSTFIX-003", Judgement.of(NetworksJudgement::of)),
        Map.entry("POSTFIX-004", Judgement.of(RelayJudgement::of)),
        Map.entry("POSTFIX-005", Judgement.of(SmtpdAssessors::recipientChecks)),
        Map.entry("POSTFIX-006", Judgement.ofExchange("smtpd_helo_required", Switches::helo)),
        Map.entry(
            "POSTFIX-007",
            Judgement.ofExchange("strict_rfc821_envelopes", Switches::strictEnvelopes)),
        Map.entry("POSTFIX-008", Judgement.ofExchange("disable_vrfy_command", Switches::vrfy)),
        Map.entry("POSTFIX-009", Judgement.ofExchange("smtpd_delay_reject", Switches::delay)),
        Map.entry(
            "POSTFIX-010", Judgement.ofExchange("message_size_limit", LimitAssessors::messageSize)),
        Map.entry("POSTFIX-011", Judgement.of(LimitAssessors::mailboxSize)),
        Map.entry("POSTFIX-012", Judgement.of(SmtpdAssessors::clientChecks)),
        Map.entry(
            "POSTFIX-013",
            Judgement.ofExchange("smtpd_error_sleep_time", LimitAssessors::errorDelay)),
        Map.entry(
            "POSTFIX-014",
            Judgement.ofExchange("smtpd_hard_error_limit", LimitAssessors::hardErrors)),
        Map.entry("POSTFIX-015", StateAssessors::queue),
        Map.entry("POSTFIX-016", StateAssessors::running),
        Map.entry("POSTFIX-017", StateAssessors::lint),
        Map.entry("POSTFIX-018", Judgement.of(SubmissionJudgement::of)));
  }
}
