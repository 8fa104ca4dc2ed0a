package dev.mxray.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.mailbox.MailboxCases;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.ActivePlan;
import dev.mxray.check.smtp.ServerCases;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.FindingPart;
import dev.mxray.report.ItalianAssert;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every finding type about mail servers, through the whole scanner and real sockets: with servers
 * of which it is true, with servers of which it is not, and where the servers could not be seen.
 */
@Timeout(60)
class EveryServerCaseTest {
  private static final FindingTexts ITALIAN = new FindingTexts("it");
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @   MX 10 mx
      @   MX 20 mx2
      @   TXT "v=spf1 mx -all"
      mx  A 25.0.2.1
      mx2 A 25.9.2.1
      _dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"
      """;

  private static final String UNSEEN =
      """
      !servfail mx.example.com A
      !servfail mx.example.com AAAA
      !servfail mx2.example.com A
      !servfail mx2.example.com AAAA
      """;

  /** The lab's servers cannot do these; they are tested with the rules and with OpenSSL. */
  private static final List<FindingType> BEYOND_THE_LAB =
      List.of(
          FindingType.DANE_MISMATCH, // has a test of its own
          FindingType.TLS_CERT_KEY_COMPROMISED,
          FindingType.TLS_CERT_REVOKED,
          FindingType.TLS_PROTOCOL_OBSOLETE,
          FindingType.TLS_NO_MODERN_PROTOCOL,
          FindingType.TLS_CIPHER_INSECURE,
          FindingType.TLS_CIPHER_WEAK,
          FindingType.TLS_NO_FORWARD_SECRECY,
          FindingType.TLS_DH_WEAK,
          FindingType.TLS_SERVER_PREFERENCE_MISSING,
          FindingType.TLS_RENEGOTIATION_INSECURE,
          FindingType.TLS_COMPRESSION,
          FindingType.TLS_NO_POST_QUANTUM);

  static List<ServerCase> cases() {
    return Stream.concat(ServerCases.all().stream(), MailboxCases.all().stream()).toList();
  }

  /** The types that have a case here, or cannot have one. */
  static List<FindingType> types() {
    return Stream.concat(cases().stream().map(ServerCase::type), BEYOND_THE_LAB.stream()).toList();
  }

  @Test
  void healthy_servers_have_nothing_to_be_told() {
    assertThat(scan(ZONE, healthy -> {}).findings())
        .noneMatch(finding -> finding.section().equals("smtp") || finding.section().equals("tls"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_where_it_is_true(ServerCase given) {
    Report report = scan(ZONE, given.reported(), plan(given.type()));
    ItalianAssert.hasNoEnglishAtTheTerminal(report);
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.id()).isEqualTo(given.type().id());
              assertThat(finding.subject()).isEqualTo(given.subject());
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_not_reported_where_it_is_not_true(ServerCase given) {
    assertThat(ids(scan(ZONE, given.silent(), plan(given.type()))))
        .doesNotContain(given.type().id());
  }

  @Test
  void nothing_is_said_of_servers_that_could_not_be_seen() {
    Report report = scan(ZONE + UNSEEN, healthy -> {});
    ItalianAssert.hasNoEnglishAtTheTerminal(report);
    assertThat(report.smtpServers()).isEmpty();
    assertThat(report.findings())
        .noneMatch(finding -> finding.section().equals("smtp") || finding.section().equals("tls"))
        .anySatisfy(
            finding -> {
              assertThat(finding.id()).isEqualTo("check-inconclusive");
              assertThat(finding.subject()).isEqualTo("mx.example.com");
              assertThat(finding.evidence().get("check")).contains("smtp");
            });
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  /** What has to be looked at for a type to be seen. */
  private static SmtpPlan plan(FindingType type) {
    SmtpPlan usual = SmtpPlan.defaults();
    return switch (type) {
      case SMTP_STARTTLS_INJECTION, MAILBOX_STARTTLS_INJECTION -> usual.with(TlsDepth.FULL);
      case SMTP_OPEN_RELAY,
          SMTP_VRFY_ENABLED,
          SMTP_EXPN_ENABLED,
          SMTP_HELO_NOT_REQUIRED,
          SMTP_POSTMASTER_REJECTED,
          SMTP_ABUSE_REJECTED ->
          usual.withActive(new ActivePlan("", ""));
      default -> usual;
    };
  }

  private static Report scan(String zone, Consumer<LabInternet.Builder> special) {
    return scan(zone, special, SmtpPlan.defaults());
  }

  private static Report scan(String zone, Consumer<LabInternet.Builder> special, SmtpPlan plan) {
    LabInternet.Builder builder = LabInternet.builder(Zones.parse(zone));
    ServerCases.healthy(builder);
    special.accept(builder);
    try (LabInternet internet = builder.start();
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .texts(ITALIAN)
                .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                .timeout(Duration.ofMillis(1500))
                .options(ScanOptions.defaults().withSmtp(plan).withBlockLists(BlockLists::none))
                .route(internet.route())
                .clock(Clock.fixed(ServerCases.CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(ServerCases.CERTIFICATES.trust())
                .build()) {
      Report report =
          scanner
              .scan(Domain.parse("example.com"))
              .toCompletableFuture()
              .orTimeout(30, TimeUnit.SECONDS)
              .join();
      ReportAssert.valid(report);
      assertThat(report.findings().stream().map(f -> f.id() + " " + f.subject()).toList())
          .as("one finding per type and subject")
          .doesNotHaveDuplicates();
      return report;
    }
  }
}
