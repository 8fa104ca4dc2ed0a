package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.ServerRule.RELAY;
import static dev.mxray.mcss.ServerRule.SMTP;
import static dev.mxray.mcss.ServerRule.TLS_MAILBOX;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;

/** What greetings, EHLO and trials show of the software that a greeting names. */
final class SoftwareRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("POSTFIX-002", Sentence.of("passes.software-tells-neither", "Postfix"))
              .findings("smtp-banner-version")
              .everyServer(GreetingLooks::tellsNeitherSystemNorVersion),
          row(
                  "POSTFIX-004",
                  Sentence.of("passes.software-relays-nothing", "Postfix"),
                  INDICATIVE,
                  DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("POSTFIX-006", Sentence.of("passes.software-wants-helo", "Postfix"))
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row(
                  "POSTFIX-008",
                  Sentence.of("passes.software-hides-vrfy", "Postfix"),
                  INDICATIVE,
                  DIRECT)
              .findings("smtp-vrfy-enabled")
              .everyServer(GreetingLooks::hidesVrfy),
          row("POSTFIX-010", Sentence.of("passes.software-limits-size", "Postfix"))
              .everyServer(GreetingLooks::limitsSize),
          row("POSTFIX-016", Sentence.of("passes.software-greets", "Postfix"), DIRECT, null)
              .everyServer(GreetingLooks::running),
          row("POSTFIX-018", Sentence.of("passes.software-offers-auth", "Postfix", 587))
              .servers(Set.of(587), LoginLooks::offersLogin),
          row("EXIM-002", Sentence.of("passes.software-tells-no-version", "Exim"))
              .findings("smtp-banner-version")
              .everyServer(GreetingLooks::tellsNoVersion),
          row("EXIM-006", Sentence.of("passes.software-relays-nothing", "Exim"), INDICATIVE, DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("EXIM-007", Sentence.of("passes.software-wants-helo", "Exim"), INDICATIVE, DIRECT)
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row("EXIM-008", Sentence.of("passes.software-limits-size", "Exim"))
              .everyServer(GreetingLooks::limitsSize),
          row("EXIM-017", Sentence.of("passes.software-greets", "Exim"), DIRECT, null)
              .everyServer(GreetingLooks::running),
          row("DOVECOT-002", Sentence.of("passes.software-login-inside-tls-only", "Dovecot"))
              .findings("mailbox-no-starttls", "mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(LoginLooks::loginInsideTlsOnly),
          row(
                  "DOVECOT-003",
                  Sentence.of("passes.software-as", "TLS-011", "Dovecot"),
                  INDICATIVE,
                  DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(SessionLooks::modernVersionsOnly),
          row(
                  "DOVECOT-004",
                  Sentence.of("passes.software-own-order", "Dovecot"),
                  INDICATIVE,
                  DIRECT)
              .findings("tls-server-preference-missing")
              .everyServer(SessionLooks::choosesItself),
          row(
                  "DOVECOT-005",
                  Sentence.of("passes.software-as", "TLS-012", "Dovecot"),
                  INDICATIVE,
                  DIRECT)
              .findings("tls-cipher-insecure", "tls-cipher-weak")
              .everyServer(SessionLooks::strongSuitesOnly),
          row("DOVECOT-006", Sentence.of("passes.software-as", "AUTH-008", "Dovecot"))
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(LoginLooks::noPlainTextPassword),
          row(
                  "DOVECOT-007",
                  Sentence.of("passes.software-as", "AUTH-008", "Dovecot"),
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(LoginLooks::noPlainTextPassword),
          row("DOVECOT-008", Sentence.of("passes.software-tells-no-version", "Dovecot"))
              .findings("mailbox-banner-version", "smtp-banner-version")
              .everyServer(GreetingLooks::tellsNoVersion),
          row(
                  "DOVECOT-010",
                  Sentence.of("passes.software-tls-ports-only", "Dovecot"),
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-plaintext-port")
              .rule(new MailboxPortsRule(TLS_MAILBOX, Set.of(110, 143))),
          row("DOVECOT-014", Sentence.of("passes.software-greets", "Dovecot"), DIRECT, null)
              .everyServer(GreetingLooks::running),
          row("CYRUS-004", Sentence.of("passes.software-as", "AUTH-008", "Cyrus"))
              .findings("mailbox-plaintext-login")
              .everyServer(LoginLooks::noPlainTextPassword),
          row(
                  "CYRUS-005",
                  Sentence.of("passes.software-as", "TLS-011", "Cyrus"),
                  INDICATIVE,
                  DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(SessionLooks::modernVersionsOnly),
          row("CYRUS-010", Sentence.of("passes.software-tells-no-version", "Cyrus"))
              .findings("mailbox-banner-version")
              .everyServer(GreetingLooks::tellsNoVersion),
          row("CYRUS-012", Sentence.of("passes.software-greets", "Cyrus"), DIRECT, null)
              .everyServer(GreetingLooks::running));

  private SoftwareRows() {}
}
