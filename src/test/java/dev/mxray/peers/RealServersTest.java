package dev.mxray.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.check.smtp.ServerCases;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole scanner against servers from the machine's packages, kept well and badly, on the
 * loopback. Skipped where a program is not installed, and by whoever is not root.
 */
@Timeout(90)
class RealServersTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void open() throws IOException {
    var unused = Daemon.open(directory);
  }

  @Test
  void a_dovecot_that_lets_everybody_in_before_tls() throws IOException {
    assumeTrue(Daemon.isPossible(Dovecot.PROGRAM), "dovecot is not installed, or this is not root");
    Dovecot dovecot = Dovecot.in(directory.resolve("careless"));
    try (Daemon daemon =
        dovecot.start(
            ServerCases.CERTIFICATES.selfSigned("mx.example.com"),
            """
            ssl = yes
            disable_plaintext_auth = no
            auth_mechanisms = plain login
            login_greeting = Dovecot (Debian) 2.3.19.1 ready
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(dovecot.ports());

      assertThat(PeerScan.ids(report, "mailbox"))
          .containsExactly(
              "mailbox-banner-version",
              "mailbox-plaintext-login",
              "mailbox-plaintext-port",
              "mailbox-sieve-exposed");
      assertThat(PeerScan.ids(report, "tls")).contains("tls-cert-self-signed");
      assertThat(report.mailboxServers())
          .hasSize(5)
          .allSatisfy(
              server -> {
                assertThat(server.state()).isEqualTo("open");
                assertThat(server.software()).isEqualTo("Dovecot");
                assertThat(server.tls()).isNotNull();
              });
      assertThat(
              PeerScan.controls(
                  report, "DOVECOT-002", "DOVECOT-010", "FIREWALL-003", "DOVECOT-014"))
          .containsExactly("partial", "fail", "fail", "pass");
    }
  }

  @Test
  void a_dovecot_that_wants_tls_first() throws IOException {
    assumeTrue(Daemon.isPossible(Dovecot.PROGRAM), "dovecot is not installed, or this is not root");
    Dovecot dovecot = Dovecot.in(directory.resolve("careful"));
    try (Daemon daemon =
        dovecot.start(
            ServerCases.CERTIFICATES.good("mx.example.com"),
            """
            ssl = required
            disable_plaintext_auth = yes
            ssl_min_protocol = TLSv1.2
            login_greeting = ready.
            """)) {
      assertThat(daemon.runs()).isTrue();
      Report report = PeerScan.full(dovecot.ports());

      assertThat(PeerScan.ids(report, "mailbox"))
          .containsExactly("mailbox-plaintext-port", "mailbox-sieve-exposed");
      assertThat(PeerScan.ids(report, "tls"))
          .doesNotContain("tls-cert-untrusted", "tls-protocol-obsolete");
      assertThat(report.mailboxServers().stream().map(ServerPart::authAfterTls))
          .allSatisfy(mechanisms -> assertThat(mechanisms).containsAnyOf("PLAIN"));
      assertThat(PeerScan.controls(report, "X-SMTP-004")).containsExactly("pass");
    }
  }

  @Test
  void a_postfix_that_relays_and_tells() throws IOException {
    assumeTrue(Daemon.isPossible(Postfix.PROGRAM), "postfix is not installed, or this is not root");
    Postfix postfix = Postfix.in(directory.resolve("open"));
    try (Daemon daemon =
        postfix.start(
            ServerCases.CERTIFICATES.good("mx.example.com"),
            Map.of(
                "mynetworks", "0.0.0.0/0",
                "smtpd_helo_required", "no",
                "disable_vrfy_command", "no",
                "smtpd_banner", "$myhostname ESMTP Postfix (3.7.11)"))) {
      assertThat(daemon.runs()).isTrue();
      assertThat(PeerScan.ids(active(postfix), "smtp"))
          .containsExactly(
              "smtp-banner-version",
              "smtp-helo-not-required",
              "smtp-open-relay",
              "smtp-vrfy-enabled");
    }
  }

  @Test
  void a_postfix_with_the_settings_of_today() throws IOException {
    assumeTrue(Daemon.isPossible(Postfix.PROGRAM), "postfix is not installed, or this is not root");
    Postfix postfix = Postfix.in(directory.resolve("closed"));
    try (Daemon daemon = postfix.start(ServerCases.CERTIFICATES.good("mx.example.com"), Map.of())) {
      assertThat(daemon.runs()).isTrue();
      Report report = active(postfix);

      assertThat(PeerScan.ids(report, "smtp")).isEmpty();
      assertThat(report.smtpServers().get(0).software()).isEqualTo("Postfix");
      assertThat(
              PeerScan.controls(report, "POSTFIX-004", "POSTFIX-006", "RFC2142-001", "RFC2142-003"))
          .containsExactly("pass", "pass", "pass", "fail");
    }
  }

  @Test
  void a_postfix_without_its_role_mailboxes() throws IOException {
    assumeTrue(Daemon.isPossible(Postfix.PROGRAM), "postfix is not installed, or this is not root");
    Postfix postfix = Postfix.in(directory.resolve("roles"));
    try (Daemon daemon =
        postfix.start(
            ServerCases.CERTIFICATES.good("mx.example.com"),
            Map.of("relay_recipient_maps", "inline:{nobody@example.com=x}"))) {
      assertThat(daemon.runs()).isTrue();
      assertThat(PeerScan.ids(active(postfix), "smtp"))
          .containsExactly("smtp-abuse-rejected", "smtp-postmaster-rejected");
    }
  }

  private static Report active(Postfix postfix) {
    return PeerScan.active(Map.of(25, postfix.port()));
  }
}
