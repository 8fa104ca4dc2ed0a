package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.mcss.DecisionCases.GOOD;
import static dev.mxray.mcss.DecisionCases.IMAP;
import static dev.mxray.mcss.DecisionCases.IMAPS;
import static dev.mxray.mcss.DecisionCases.SILENT;
import static dev.mxray.mcss.DecisionCases.SUBMISSION;
import static dev.mxray.mcss.DecisionCases.TIMEOUT;
import static dev.mxray.mcss.DecisionCases.row;
import static dev.mxray.mcss.Views.servers;

import dev.mxray.mcss.DecisionCases.Case;
import dev.mxray.mcss.ServerView.StartTls;
import java.util.List;

/** The cases of rows about certificates, TLS sessions and logins. */
final class SessionCases {
  private SessionCases() {}

  static List<Case> all() {
    return List.of(
        row(
            "TLS-001",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(-1, 90))),
            servers(TIMEOUT)),
        row(
            "TLS-002",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(29, 365))),
            servers(SILENT)),
        row(
            "TLS-003",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(89, 365))),
            servers(SILENT)),
        row(
            "TLS-004",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, false, true, null))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, null, true, null)))),
        row(
            "TLS-005",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, true, false, true))),
            servers(GOOD.without(StartTls.FAILED))),
        row(
            "TLS-006",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 1024, false, true, true, true))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "gost", 256, false, true, true, true)))),
        row(
            "TLS-007",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, true, true, true, true))),
            servers(GOOD.certificate(null))),
        row(
            "TLS-008",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, true, true, false))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, false, true, null)))),
        row("TLS-009", servers(GOOD), servers(GOOD.without(StartTls.NOT_OFFERED)), servers(SILENT)),
        row(
            "TLS-011",
            servers(GOOD),
            servers(GOOD.session("TLSv1.1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "TLS-012",
            servers(GOOD),
            servers(GOOD.session("TLSv1.2", "TLS_RSA_WITH_RC4_128_SHA", null)),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "AUTH-001",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of())),
            servers(GOOD)),
        row(
            "AUTH-002",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of())),
            servers(GOOD)),
        row(
            "AUTH-003",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of("PLAIN", "anonymous"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "AUTH-004",
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("CRAM-MD5", "PLAIN"))),
            servers(SUBMISSION.auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "AUTH-005",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("PLAIN"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "AUTH-007",
            servers(IMAPS),
            servers(IMAP.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "AUTH-008",
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("PLAIN"))),
            servers(SUBMISSION.auth(List.of("login"), List.of("PLAIN"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "X-TLS-001",
            servers(GOOD),
            servers(GOOD).with(TLS_CERT_KEY_COMPROMISED, GOOD),
            servers(SILENT)),
        row(
            "X-TLS-004",
            servers(GOOD),
            servers(GOOD.session("TLSv1.0", "TLS_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(SILENT)),
        row("X-TLS-005", null, servers(GOOD.revoked()), servers(GOOD)),
        row(
            "X-TLS-006",
            servers(GOOD),
            servers(GOOD).with(TLS_COMPRESSION, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-007",
            servers(GOOD),
            servers(GOOD).with(TLS_SERVER_PREFERENCE_MISSING, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-008",
            servers(GOOD),
            servers(GOOD).with(TLS_NO_POST_QUANTUM, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-002",
            servers(GOOD),
            servers(GOOD.session("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(SILENT)),
        row(
            "X-TLS-003",
            servers(GOOD.session("TLSv1.2", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(GOOD.session("TLSv1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(SILENT)));
  }
}
