package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.mcss.DecisionCases.GOOD;
import static dev.mxray.mcss.DecisionCases.IMAP;
import static dev.mxray.mcss.DecisionCases.IMAPS;
import static dev.mxray.mcss.DecisionCases.SIEVE;
import static dev.mxray.mcss.DecisionCases.SUBMISSION;
import static dev.mxray.mcss.DecisionCases.TIMEOUT;
import static dev.mxray.mcss.DecisionCases.row;
import static dev.mxray.mcss.DecisionCases.shut;
import static dev.mxray.mcss.DecisionCases.tried;
import static dev.mxray.mcss.Views.servers;

import dev.mxray.mcss.DecisionCases.Case;
import dev.mxray.mcss.ServerView.StartTls;
import dev.mxray.mcss.ServerView.State;
import java.util.List;

/** The cases of rows about ports, greetings and trials, whatever the software. */
final class ServiceCases {
  private ServiceCases() {}

  static List<Case> all() {
    return List.of(
        row(
            "FIREWALL-003",
            servers(IMAPS, shut(143, State.TIMEOUT)),
            servers(IMAPS, IMAP),
            servers(GOOD)),
        row(
            "FIREWALL-004",
            servers(IMAPS, IMAP),
            servers(IMAP, shut(993, State.REFUSED)),
            servers(GOOD)),
        row(
            "FIREWALL-005",
            servers(IMAPS, shut(4190, State.REFUSED)),
            servers(IMAPS, SIEVE),
            servers(shut(4190, State.REFUSED))),
        row(
            "FIREWALL-007",
            servers(GOOD, GOOD.at("mx1.example.com", "2a00::1", 25)),
            servers(GOOD, Servers.in(State.REFUSED).at("mx1.example.com", "2a00::1", 25)),
            servers(GOOD, TIMEOUT.at("mx1.example.com", "2a00::1", 25))),
        tried("RFC2142-001", GOOD),
        tried("RFC2142-002", GOOD),
        tried("RFC2142-003", GOOD),
        tried("RFC2142-004", GOOD),
        tried("X-SMTP-004", GOOD),
        tried("X-SMTP-005", GOOD),
        tried("X-SMTP-006", GOOD),
        tried("X-SMTP-007", GOOD),
        row(
            "X-MBOX-001",
            servers(IMAP),
            servers(IMAP.without(StartTls.NOT_OFFERED)),
            servers(GOOD)),
        row(
            "X-MBOX-002",
            servers(IMAP),
            servers(IMAP).with(MAILBOX_PROTOCOL_ERROR, IMAP),
            servers(GOOD)),
        row(
            "X-MBOX-003",
            servers(IMAP),
            servers(IMAP).with(MAILBOX_BANNER_VERSION, IMAP),
            servers(GOOD)),
        row(
            "X-SMTP-001",
            servers(GOOD),
            servers(Servers.in(State.PROTOCOL_ERROR)),
            servers(TIMEOUT)),
        row(
            "X-SMTP-002",
            servers(GOOD),
            servers(GOOD).with(SMTP_BANNER_VERSION, GOOD),
            servers(TIMEOUT)),
        row(
            "X-SMTP-003",
            servers(GOOD),
            servers(GOOD).with(SMTP_BANNER_NAME, GOOD),
            servers(SUBMISSION)));
  }
}
