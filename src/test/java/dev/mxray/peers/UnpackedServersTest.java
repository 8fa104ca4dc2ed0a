package dev.mxray.peers;

import static dev.mxray.peers.PeerScan.controls;
import static dev.mxray.peers.PeerScan.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.check.smtp.ServerCases;
import dev.mxray.lab.CertificateRequest;
import dev.mxray.lab.CertificateRequest.Issuer;
import dev.mxray.lab.CertificateRequest.KeyKind;
import dev.mxray.lab.LabCertificate;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole scanner against servers of Debian's packages that cannot be installed beside each other
 * ({@code .ci/peers} fetches them), kept well and badly. Skipped where they are not, and by whoever
 * is not root.
 */
@Timeout(90)
class UnpackedServersTest {
  /** With RSA keys: GnuTLS and OpenSMTPD do not take EC keys as the JDK writes them. */
  private static final CertificateRequest RSA =
      CertificateRequest.of("mx.example.com").key(KeyKind.RSA_2048);

  private static final LabCertificate GOOD = ServerCases.CERTIFICATES.issue(RSA);
  private static final LabCertificate SELF_SIGNED =
      ServerCases.CERTIFICATES.issue(RSA.issuer(Issuer.SELF));

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  private static Path directory;

  @BeforeAll
  static void open() throws IOException {
    var unused = Daemon.open(directory);
  }

  private static void assume(Unpacked server) {
    assumeTrue(server.isPossible(), "it is not unpacked (.ci/peers), or this is not root");
  }

  /** Its limit of 20 connections is the default, and counts those that are just being closed. */
  @Test
  void an_exim_that_relays_and_tells_and_lets_in_before_tls() throws IOException {
    assume(Exim.PACKAGE);
    Exim exim = Exim.in(directory.resolve("exim-open"));
    try (Daemon daemon =
        exim.start(
            GOOD,
            """
            message_size_limit = 0
            hosts_require_helo =
            auth_advertise_hosts = *
            acl_smtp_rcpt = accept
            acl_smtp_vrfy = accept
            acl_smtp_expn = accept
            tls_require_ciphers = NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:%COMPAT
            """,
            "")) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.active(Map.of(25, exim.port()));

      assertThat(ids(report, "smtp"))
          .containsExactly(
              "smtp-banner-version",
              "smtp-helo-not-required",
              "smtp-open-relay",
              "smtp-plaintext-auth");
      ServerPart server = report.smtpServers().get(0);
      assertThat(server.software()).isEqualTo("Exim");
      assertThat(server.authBeforeTls()).containsExactly("PLAIN");
      assertThat(server.capabilities()).contains("VRFY", "EXPN", "SIZE");
      assertThat(
              controls(
                  report,
                  "EXIM-002",
                  "EXIM-006",
                  "EXIM-007",
                  "EXIM-008",
                  "EXIM-017",
                  "AUTH-005",
                  "POSTFIX-002"))
          .containsExactly("fail", "fail", "fail", "fail", "pass", "fail", "na");
    }
  }

  @Test
  void an_exim_with_the_settings_of_today() throws IOException {
    assume(Exim.PACKAGE);
    Exim exim = Exim.in(directory.resolve("exim-closed"));
    try (Daemon daemon =
        exim.start(
            GOOD,
            """
            smtp_banner = $smtp_active_hostname ESMTP Exim
            smtp_accept_max = 0
            message_size_limit = 20M
            tls_advertise_hosts = *
            tls_require_ciphers = NORMAL:-VERS-TLS1.0:-VERS-TLS1.1
            auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
            acl_smtp_mail = check_mail
            acl_smtp_rcpt = check_rcpt
            domainlist relay_to_domains = example.com
            """,
            """
            check_mail:
              require condition = ${if def:sender_helo_name}
                message = EHLO first
              accept
            check_rcpt:
              accept domains = +relay_to_domains
                local_parts = postmaster : abuse
              deny message = no such mailbox, no relaying
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.active(Map.of(25, exim.port(), 587, exim.port()));

      assertThat(ids(report, "smtp")).isEmpty();
      assertThat(report.smtpServers().get(0).authAfterTls()).containsExactly("PLAIN");
      assertThat(
              controls(
                  report,
                  "EXIM-002",
                  "EXIM-006",
                  "EXIM-007",
                  "EXIM-008",
                  "RFC2142-001",
                  "RFC2142-003",
                  "TLS-011"))
          .containsExactly("pass", "pass", "pass", "pass", "pass", "fail", "pass");
    }
  }

  @Test
  void an_exim_without_tls() throws IOException {
    assume(Exim.PACKAGE);
    Exim exim = Exim.in(directory.resolve("exim-clear"));
    try (Daemon daemon = exim.start(GOOD, "tls_advertise_hosts =\nacl_smtp_rcpt = deny\n", "")) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(Map.of(25, exim.port()));

      assertThat(ids(report, "smtp")).contains("smtp-no-starttls", "smtp-banner-version");
      assertThat(report.smtpServers().get(0).starttls()).isEqualTo("not_offered");
      assertThat(controls(report, "TLS-009")).containsExactly("fail");
    }
  }

  @Test
  void an_opensmtpd_that_relays_and_has_no_tls() throws IOException {
    assume(OpenSmtpd.PACKAGE);
    OpenSmtpd smtpd = OpenSmtpd.in(directory.resolve("smtpd-open"));
    try (Daemon daemon = smtpd.start(GOOD, "", "match from any for any action \"hold\"")) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.active(Map.of(25, smtpd.port()));

      assertThat(ids(report, "smtp")).containsExactly("smtp-no-starttls", "smtp-open-relay");
      assertThat(report.smtpServers().get(0).software()).isEqualTo("OpenSMTPD");
      assertThat(controls(report, "X-SMTP-005", "TLS-009", "EXIM-006", "POSTFIX-004"))
          .containsExactly("fail", "fail", "na", "na");
    }
  }

  @Test
  void an_opensmtpd_that_relays_nothing() throws IOException {
    assume(OpenSmtpd.PACKAGE);
    OpenSmtpd smtpd = OpenSmtpd.in(directory.resolve("smtpd-closed"));
    try (Daemon daemon =
        smtpd.start(GOOD, "", "match from any for domain \"example.com\" action \"hold\"")) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.active(Map.of(25, smtpd.port()));

      assertThat(ids(report, "smtp")).containsExactly("smtp-no-starttls");
      assertThat(controls(report, "X-SMTP-005", "X-SMTP-007", "RFC2142-001", "TLS-009"))
          .containsExactly("pass", "pass", "pass", "fail");
    }
  }

  /** Debian 12 builds it with an OpenSSL that it does not get on with: it offers TLS in vain. */
  @Test
  void an_opensmtpd_whose_tls_works_or_does_not() throws IOException {
    assume(OpenSmtpd.PACKAGE);
    OpenSmtpd smtpd = OpenSmtpd.in(directory.resolve("smtpd-tls"));
    try (Daemon daemon =
        smtpd.start(
            GOOD,
            "tls pki mx.example.com auth-optional",
            "match from any for domain \"example.com\" action \"hold\"")) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(Map.of(25, smtpd.port()));

      ServerPart server = report.smtpServers().get(0);
      boolean works = smtpd.takesTls();
      assertThat(server.authBeforeTls()).isEmpty();
      assertThat(server.starttls()).isEqualTo(works ? "ok" : "failed");
      assertThat(ids(report, "smtp").contains("smtp-starttls-broken")).isEqualTo(!works);
    }
  }

  @Test
  void a_cyrus_that_lets_in_before_tls_and_speaks_old_versions() throws IOException {
    assume(Cyrus.PACKAGE);
    Cyrus cyrus = Cyrus.in(directory.resolve("cyrus-open"), List.of(110, 143, 993, 995, 4190));
    try (Daemon daemon =
        cyrus.start(
            SELF_SIGNED,
            """
            allowplaintext: yes
            sasl_mech_list: PLAIN LOGIN
            tls_versions: tls1_0 tls1_1 tls1_2
            tls_ciphers: ALL:@SECLEVEL=0
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(cyrus.ports());

      assertThat(ids(report, "mailbox"))
          .containsExactly(
              "mailbox-banner-version",
              "mailbox-plaintext-login",
              "mailbox-plaintext-port",
              "mailbox-sieve-exposed");
      assertThat(ids(report, "tls")).contains("tls-protocol-obsolete", "tls-cert-self-signed");
      assertThat(report.mailboxServers())
          .hasSize(5)
          .allSatisfy(server -> assertThat(server.software()).isEqualTo("Cyrus"));
      assertThat(
              controls(report, "CYRUS-004", "CYRUS-005", "CYRUS-010", "CYRUS-012", "DOVECOT-002"))
          .containsExactly("partial", "fail", "fail", "pass", "not_assessed");
    }
  }

  @Test
  void a_cyrus_that_has_tls_from_the_start_only() throws IOException {
    assume(Cyrus.PACKAGE);
    Cyrus cyrus = Cyrus.in(directory.resolve("cyrus-closed"), List.of(993));
    try (Daemon daemon =
        cyrus.start(
            GOOD,
            """
            allowplaintext: no
            sasl_mech_list: PLAIN
            serverinfo: min
            imapidresponse: no
            tls_versions: tls1_2 tls1_3
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(cyrus.ports());

      assertThat(ids(report, "mailbox")).isEmpty();
      assertThat(
              controls(
                  report, "CYRUS-004", "CYRUS-005", "CYRUS-010", "FIREWALL-003", "FIREWALL-004"))
          .containsExactly("pass", "pass", "pass", "pass", "pass");
    }
  }

  @Test
  void an_nginx_that_passes_logins_on_before_tls() throws IOException {
    assume(NginxMail.PACKAGE);
    NginxMail nginx = NginxMail.in(directory.resolve("nginx-open"));
    try (Daemon daemon =
        nginx.start(
            GOOD,
            """
            starttls on;
            smtp_auth plain login;
            imap_auth plain login;
            pop3_auth plain;
            ssl_protocols TLSv1.2 TLSv1.3;
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(nginx.ports());

      assertThat(ids(report, "smtp")).contains("smtp-plaintext-auth");
      assertThat(ids(report, "mailbox")).contains("mailbox-plaintext-login");
      assertThat(controls(report, "AUTH-008", "DOVECOT-002"))
          .containsExactly("fail", "not_assessed");
    }
  }
}
