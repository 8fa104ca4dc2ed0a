package dev.mxray.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.ActivePlan;
import dev.mxray.check.smtp.ServerCases;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @   MX 10 mx
      @   TXT "v=spf1 mx -all"
      mx  A 25.0.2.1
      _imaps._tcp SRV 0 1 993 mx
      """;

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
      Report report = scan(dovecot.ports(), SmtpPlan.defaults().with(TlsDepth.FULL));

      assertThat(ids(report, "mailbox"))
          .containsExactly(
              "mailbox-banner-version",
              "mailbox-plaintext-login",
              "mailbox-plaintext-port",
              "mailbox-sieve-exposed");
      assertThat(ids(report, "tls")).contains("tls-cert-self-signed");
      assertThat(report.mailboxServers())
          .hasSize(5)
          .allSatisfy(
              server -> {
                assertThat(server.state()).isEqualTo("open");
                assertThat(server.software()).isEqualTo("Dovecot");
                assertThat(server.tls()).isNotNull();
              });
      assertThat(controls(report))
          .containsEntry("DOVECOT-002", "partial")
          .containsEntry("DOVECOT-010", "fail")
          .containsEntry("FIREWALL-003", "fail")
          .containsEntry("DOVECOT-014", "pass");
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
      Report report = scan(dovecot.ports(), SmtpPlan.defaults().with(TlsDepth.FULL));

      assertThat(ids(report, "mailbox"))
          .containsExactly("mailbox-plaintext-port", "mailbox-sieve-exposed");
      assertThat(ids(report, "tls")).doesNotContain("tls-cert-untrusted", "tls-protocol-obsolete");
      assertThat(report.mailboxServers().stream().map(ServerPart::authAfterTls))
          .allSatisfy(mechanisms -> assertThat(mechanisms).containsAnyOf("PLAIN"));
      assertThat(controls(report)).containsEntry("X-SMTP-004", "pass");
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
      assertThat(ids(active(postfix), "smtp"))
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

      assertThat(ids(report, "smtp")).isEmpty();
      assertThat(report.smtpServers().get(0).software()).isEqualTo("Postfix");
      assertThat(controls(report))
          .containsEntry("POSTFIX-004", "pass")
          .containsEntry("POSTFIX-006", "pass")
          .containsEntry("RFC2142-001", "pass")
          .containsEntry("RFC2142-003", "fail");
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
      assertThat(ids(active(postfix), "smtp"))
          .containsExactly("smtp-abuse-rejected", "smtp-postmaster-rejected");
    }
  }

  private static Report active(Postfix postfix) {
    return scan(
        Map.of(25, postfix.port()),
        SmtpPlan.defaults().with(TlsDepth.FULL).withActive(new ActivePlan("", "")));
  }

  private static Set<String> ids(Report report, String section) {
    return report.findings().stream()
        .filter(finding -> finding.section().equals(section))
        .map(finding -> finding.id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> controls(Report report) {
    return report.mcss().controls().stream()
        .collect(Collectors.toMap(control -> control.id(), control -> control.status()));
  }

  private static Report scan(Map<Integer, Integer> ports, SmtpPlan plan) {
    int nowhere = Daemon.freePort();
    try (var dns = LabDns.start(Zones.parse(ZONE));
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofSeconds(5))
                .options(
                    ScanOptions.defaults()
                        .withChecks(Set.of(Section.SMTP, Section.MAILBOX))
                        .withSmtp(plan)
                        .withBlockLists(BlockLists::none))
                .route(
                    (address, port) ->
                        new InetSocketAddress(Daemon.address(), ports.getOrDefault(port, nowhere)))
                .clock(Clock.fixed(ServerCases.CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(ServerCases.CERTIFICATES.trust())
                .build()) {
      return scanner
          .scan(Domain.parse("example.com"))
          .toCompletableFuture()
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }
  }
}
