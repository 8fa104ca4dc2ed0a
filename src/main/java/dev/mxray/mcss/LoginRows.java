package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.ServerRule.MAILBOX;
import static dev.mxray.mcss.ServerRule.SUBMISSION;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;

import dev.mxray.text.Sentence;
import java.util.List;

/** What is offered for logging in. */
final class LoginRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("AUTH-001", Sentence.of("passes.submission-offers-auth"), INDICATIVE, INDICATIVE)
              .servers(SUBMISSION, LoginLooks::offersLogin),
          row("AUTH-002", Sentence.of("passes.submission-offers-auth"))
              .servers(SUBMISSION, LoginLooks::offersLogin),
          row("AUTH-003", Sentence.of("passes.no-anonymous-login"))
              .everyServer(LoginLooks::noAnonymousLogin),
          row("AUTH-004", Sentence.of("passes.own-rules-inside-tls"), INDICATIVE, INDICATIVE)
              .everyServer(LoginLooks::ownRulesInsideTls),
          row("AUTH-005", Sentence.of("passes.login-inside-tls-only"))
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(LoginLooks::loginInsideTlsOnly),
          row("AUTH-007", Sentence.of("passes.mailbox-no-plain-text"), INDICATIVE, DIRECT)
              .findings("mailbox-plaintext-login")
              .servers(MAILBOX, LoginLooks::noPlainTextPassword),
          row("AUTH-008", Sentence.of("passes.no-plain-text"))
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(LoginLooks::noPlainTextPassword));

  private LoginRows() {}
}
