package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.ServerRule.CLEAR_MAILBOX;
import static dev.mxray.mcss.ServerRule.MAILBOX;
import static dev.mxray.mcss.ServerRule.RELAY;
import static dev.mxray.mcss.ServerRule.SMTP;
import static dev.mxray.mcss.ServerRule.TLS_MAILBOX;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;

/** What ports, greetings and trials show of servers, whatever their software. */
final class ServiceRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("FIREWALL-003", Sentence.of("passes.clear-mailbox-ports-closed"), INDICATIVE, DIRECT)
              .findings("mailbox-plaintext-port")
              .rule(new MailboxPortsRule(Set.of(), Set.of(110, 143))),
          row("FIREWALL-004", Sentence.of("passes.tls-mailbox-ports-open"), INDICATIVE, INDICATIVE)
              .rule(new MailboxPortsRule(TLS_MAILBOX, Set.of())),
          row("FIREWALL-005", Sentence.of("passes.sieve-port-closed"), INDICATIVE, DIRECT)
              .findings("mailbox-sieve-exposed")
              .rule(new MailboxPortsRule(Set.of(), Set.of(4190))),
          row("RFC2142-001", Sentence.of("passes.exchanges-take", "postmaster"), INDICATIVE, DIRECT)
              .findings("smtp-postmaster-rejected")
              .servers(Set.of(RELAY), TrialLooks.takes("postmaster")),
          row("RFC2142-002", Sentence.of("passes.exchanges-take", "abuse"), INDICATIVE, DIRECT)
              .findings("smtp-abuse-rejected")
              .servers(Set.of(RELAY), TrialLooks.takes("abuse")),
          row("RFC2142-003", Sentence.of("passes.exchanges-take", "security"), INDICATIVE, DIRECT)
              .servers(Set.of(RELAY), TrialLooks.takes("security")),
          row("RFC2142-004", Sentence.of("passes.exchanges-take", "hostmaster"), INDICATIVE, DIRECT)
              .servers(Set.of(RELAY), TrialLooks.takes("hostmaster")),
          row("FIREWALL-007", Sentence.of("passes.families-alike"), INDICATIVE, INDICATIVE)
              .rule(FamilyRule::decide),
          row("X-SMTP-001", Sentence.of("passes.exchanges-greet"))
              .findings(
                  "smtp-closed-early",
                  "smtp-greeting-rejected",
                  "smtp-outbound-blocked",
                  "smtp-protocol-error",
                  "smtp-unreachable")
              .rule(new ServerRule(Set.of(RELAY), /* openOnly= */ false, GreetingLooks::answers)),
          row("X-SMTP-002", Sentence.of("passes.no-version"))
              .findings("smtp-banner-version")
              .servers(SMTP, GreetingLooks::tellsNoVersion),
          row("X-SMTP-003", Sentence.of("passes.exchanges-named"), INDICATIVE, DIRECT)
              .findings("smtp-banner-name")
              .servers(Set.of(RELAY), GreetingLooks::ownName),
          row("X-SMTP-004", Sentence.of("passes.plaintext-dropped"))
              .findings("mailbox-starttls-injection", "smtp-starttls-injection")
              .servers(Set.of(RELAY, 587, 110, 143, 4190), TrialLooks::dropsPlaintext),
          row("X-SMTP-005", Sentence.of("passes.servers-relay-nothing"), INDICATIVE, DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("X-SMTP-006", Sentence.of("passes.recipients-kept"))
              .findings("smtp-expn-enabled", "smtp-vrfy-enabled")
              .servers(Set.of(RELAY), TrialLooks::keepsRecipients),
          row("X-SMTP-007", Sentence.of("passes.exchanges-want-helo"))
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row("X-MBOX-001", Sentence.of("passes.mailbox-starttls-works"))
              .findings("mailbox-no-starttls", "mailbox-starttls-broken")
              .servers(CLEAR_MAILBOX, SessionLooks::takesTls),
          row("X-MBOX-002", Sentence.of("passes.mailbox-protocol-kept"), INDICATIVE, DIRECT)
              .findings("mailbox-protocol-error")
              .servers(MAILBOX, GreetingLooks::keepsToProtocol),
          row("X-MBOX-003", Sentence.of("passes.mailbox-no-version"))
              .findings("mailbox-banner-version")
              .servers(MAILBOX, GreetingLooks::tellsNoVersion));

  private ServiceRows() {}
}
