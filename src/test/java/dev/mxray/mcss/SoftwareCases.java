package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.mcss.DecisionCases.DOVECOT;
import static dev.mxray.mcss.DecisionCases.EXIM;
import static dev.mxray.mcss.DecisionCases.GOOD;
import static dev.mxray.mcss.DecisionCases.IMAP;
import static dev.mxray.mcss.DecisionCases.IMAPS;
import static dev.mxray.mcss.DecisionCases.POSTFIX;
import static dev.mxray.mcss.DecisionCases.SILENT;
import static dev.mxray.mcss.DecisionCases.SUBMISSION;
import static dev.mxray.mcss.DecisionCases.TIMEOUT;
import static dev.mxray.mcss.DecisionCases.row;
import static dev.mxray.mcss.DecisionCases.shut;
import static dev.mxray.mcss.DecisionCases.tried;
import static dev.mxray.mcss.Views.servers;

import dev.mxray.mcss.DecisionCases.Case;
import dev.mxray.mcss.ServerView.State;
import java.util.List;

/** The cases of rows about the software that a greeting names. */
final class SoftwareCases {
  private SoftwareCases() {}

  static List<Case> all() {
    return List.of(
        row(
            "POSTFIX-002",
            servers(POSTFIX),
            servers(POSTFIX.greeting("220 mx1.example.com ESMTP Postfix (Debian/GNU)")),
            servers(GOOD)),
        tried("POSTFIX-004", POSTFIX),
        tried("POSTFIX-006", POSTFIX),
        row(
            "POSTFIX-008",
            servers(POSTFIX),
            servers(POSTFIX.capabilities("PIPELINING", "VRFY", "ETRN")),
            servers(SILENT.software("postfix"))),
        row(
            "POSTFIX-010",
            servers(POSTFIX.capabilities("SIZE 10240000")),
            servers(POSTFIX.capabilities("SIZE")),
            servers(POSTFIX.capabilities("8BITMIME"))),
        row("POSTFIX-016", servers(POSTFIX), null, servers(TIMEOUT)),
        row(
            "POSTFIX-018",
            servers(SUBMISSION.software("postfix")),
            servers(SUBMISSION.software("postfix").auth(List.of(), List.of())),
            servers(POSTFIX)),
        row(
            "EXIM-002",
            servers(EXIM),
            servers(EXIM).with(SMTP_BANNER_VERSION, EXIM),
            servers(GOOD)),
        tried("EXIM-006", EXIM),
        tried("EXIM-007", EXIM),
        row(
            "EXIM-008",
            servers(EXIM.capabilities("SIZE 52428800")),
            servers(EXIM.capabilities("SIZE 0")),
            servers(GOOD)),
        row("EXIM-017", servers(EXIM), null, servers(TIMEOUT)),
        row(
            "DOVECOT-002",
            servers(DOVECOT, IMAPS),
            servers(IMAP.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-003",
            servers(DOVECOT),
            servers(DOVECOT.session("TLSv1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(GOOD)),
        row(
            "DOVECOT-004",
            servers(DOVECOT.order(true)),
            servers(DOVECOT.order(false)),
            servers(DOVECOT.order(null))),
        row(
            "DOVECOT-005",
            servers(DOVECOT),
            servers(DOVECOT.session("TLSv1.2", "TLS_RSA_WITH_DES_CBC_SHA", null)),
            servers(GOOD)),
        row(
            "DOVECOT-006",
            servers(DOVECOT),
            servers(DOVECOT.auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-007",
            servers(DOVECOT),
            servers(DOVECOT.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-008",
            servers(DOVECOT),
            servers(DOVECOT).with(SMTP_BANNER_VERSION, DOVECOT),
            servers(GOOD)),
        row(
            "DOVECOT-010",
            servers(IMAPS, shut(143, State.REFUSED)),
            servers(IMAPS, IMAP),
            servers(DOVECOT)),
        row("DOVECOT-014", servers(DOVECOT), null, servers(GOOD)),
        row(
            "CYRUS-004",
            servers(IMAPS.software("cyrus")),
            servers(IMAP.software("cyrus").auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(IMAPS)),
        row(
            "CYRUS-005",
            servers(IMAPS.software("cyrus")),
            servers(
                IMAPS
                    .software("cyrus")
                    .session("TLSv1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(IMAPS)),
        row(
            "CYRUS-010",
            servers(IMAPS.software("cyrus")),
            servers(IMAPS.software("cyrus")).with(MAILBOX_BANNER_VERSION, IMAPS.software("cyrus")),
            servers(IMAPS)),
        row("CYRUS-012", servers(IMAPS.software("cyrus")), null, servers(IMAPS)));
  }
}
