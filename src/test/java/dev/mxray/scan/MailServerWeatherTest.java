package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabInternet.Nothing;
import dev.mxray.lab.LabSmtp;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import dev.mxray.report.ServerPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scans of domains with mail servers that are hostile, broken, many, or not there. */
@Timeout(90)
class MailServerWeatherTest {
  private static final Duration TIMEOUT = Duration.ofMillis(600);
  private static final String HOST = "mx.example.com";
  private static final LabCertificate GOOD =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z")).good(HOST);
  private static final LabSmtpBehaviour STARTTLS = LabSmtpBehaviour.of(HOST).starttls(GOOD);
  private static final String ZONE =
      """
      example.com.    MX 10 mx.example.com.
      mx.example.com. A 25.0.0.1
      """;
  private static final ScanOptions OPTIONS =
      ScanOptions.defaults()
          .withChecks(Set.of(Section.MX, Section.SMTP))
          .withBlockLists(BlockLists::none);

  static Stream<Arguments> hostile() {
    return Stream.of(Moment.CONNECT, Moment.EHLO, Moment.STARTTLS, Moment.HANDSHAKE, Moment.SECURED)
        .flatMap(
            moment ->
                Stream.of(
                        Mischief.SILENCE,
                        Mischief.CLOSE,
                        Mischief.RESET,
                        Mischief.GARBAGE,
                        Mischief.ENDLESS_LINE,
                        Mischief.ENDLESS_LINES)
                    .map(mischief -> Arguments.of(moment, mischief)));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_server_costs_no_more_than_its_conversation(Moment moment, Mischief mischief) {
    long started = System.nanoTime();
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE))
            .smtp(STARTTLS.at(moment, mischief), 25, "25.0.0.1")
            .start()) {
      Report report = scan(internet, OPTIONS, TIMEOUT.multipliedBy(4));
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isLessThan(TIMEOUT.multipliedBy(4).plusSeconds(5));
      assertThat(report.findings())
          .as("what it did is told, or that it could not be told")
          .anyMatch(
              finding ->
                  finding.section().equals("smtp") || finding.id().equals("check-inconclusive"));
      await().until(() -> internet.smtp("25.0.0.1", 25).open() == 0);
    }
  }

  @Test
  void of_three_hundred_exchanges_ten_are_talked_to_and_the_others_are_listed() {
    LabInternet.Builder internet = LabInternet.builder(Zones.parse(exchanges(300)));
    IntStream.range(0, 300)
        .mapToObj(MailServerWeatherTest::address)
        .forEach(address -> internet.smtp(LabSmtpBehaviour.of(HOST), 25, address));
    try (LabInternet started = internet.elsewhere(Nothing.REFUSES).start()) {
      Report report = scan(started, OPTIONS, TIMEOUT.multipliedBy(20));
      assertThat(report.smtpServers().stream().filter(s -> s.state().equals("open"))).hasSize(10);
      assertThat(report.smtpServers().stream().filter(s -> s.state().equals("not_probed")))
          .hasSize(90);
      assertThat(connections(started)).isEqualTo(10);
      assertThat(report.score().coveragePct()).isPositive();
    }
  }

  @Test
  void exchanges_that_swallow_everything_end_with_the_deadline_and_are_unknown() {
    long started = System.nanoTime();
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(exchanges(30))).elsewhere(Nothing.SWALLOWS).start()) {
      Report report = scan(internet, OPTIONS, TIMEOUT.multipliedBy(4));
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isLessThan(TIMEOUT.multipliedBy(4).plusSeconds(5));
      assertThat(report.smtpServers()).noneMatch(server -> server.state().equals("open"));
      assertThat(ids(report)).contains("smtp-unreachable").doesNotContain("smtp-no-starttls");
    }
  }

  @Test
  void the_deadline_ends_every_conversation_with_what_is_known() {
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE))
            .smtp(STARTTLS.at(Moment.EHLO, Mischief.SILENCE), 25, "25.0.0.1")
            .start()) {
      Report report = scan(internet, OPTIONS, Duration.ofMillis(700), Duration.ofSeconds(20));
      assertThat(report.smtpServers().get(0).state()).isEqualTo("open");
      assertThat(report.smtpServers().get(0).greeting()).isEqualTo("220 mx.example.com ESMTP");
      assertThat(report.findings())
          .anySatisfy(
              finding -> {
                assertThat(finding.id()).isEqualTo("check-inconclusive");
                assertThat(finding.subject()).isEqualTo("mx.example.com[25.0.0.1]:25");
                assertThat(finding.evidence())
                    .containsEntry("reason", "the scan's deadline came first");
              });
      await().until(() -> internet.smtp("25.0.0.1", 25).open() == 0);
    }
  }

  @Test
  void an_interruption_ends_every_conversation_at_once() throws Exception {
    try (LabInternet internet =
            LabInternet.builder(Zones.parse(ZONE))
                .smtp(STARTTLS.at(Moment.HANDSHAKE, Mischief.SILENCE), 25, "25.0.0.1")
                .start();
        Scanner scanner =
            scanner(internet, OPTIONS, Duration.ofSeconds(60), Duration.ofSeconds(20)).build()) {
      CompletableFuture<Report> scan =
          scanner.scan(Domain.parse("example.com")).toCompletableFuture();
      LabSmtp server = internet.smtp("25.0.0.1", 25);
      await().until(() -> server.verbs().contains("STARTTLS"));
      scanner.interrupt();
      Report report = scan.get(5, TimeUnit.SECONDS);
      assertThat(report.smtpServers().get(0).starttls()).isNull();
      assertThat(ids(report)).contains("check-inconclusive").doesNotContain("smtp-starttls-broken");
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void many_domains_at_one_server_stay_within_its_budget() {
    LabInternet.Builder builder =
        LabInternet.builder(
            Zones.parse(
                IntStream.range(0, 20)
                    .mapToObj(i -> "d" + i + ".example. MX 10 mx.example.com.\n")
                    .collect(Collectors.joining("", "", "mx.example.com. A 25.0.0.1\n"))));
    try (LabInternet internet = builder.smtp(STARTTLS, 25, "25.0.0.1").start();
        Scanner scanner =
            scanner(internet, on25(), Duration.ofSeconds(30), Duration.ofSeconds(10))
                .hostConnections(2)
                .build()) {
      var scans = new ArrayList<CompletableFuture<Report>>();
      for (int i = 0; i < 20; i++) {
        scans.add(scanner.scan(Domain.parse("d" + i + ".example")).toCompletableFuture());
      }
      assertThat(scans)
          .allSatisfy(
              scan ->
                  assertThat(scan.orTimeout(30, TimeUnit.SECONDS).join().smtpServers())
                      .extracting(ServerPart::starttls)
                      .containsExactly("ok"));
      assertThat(internet.smtp("25.0.0.1", 25).mostAtOnce()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void private_addresses_are_contacted_only_when_the_user_says_so() {
    String zone = "example.com. MX 10 mx.example.com.\nmx.example.com. A 10.0.0.1\n";
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(zone)).smtp(STARTTLS, 25, "10.0.0.1").start()) {
      Report report = scan(internet, on25(), Duration.ofSeconds(10));
      assertThat(report.smtpServers()).extracting(ServerPart::state).containsExactly("not_probed");
      assertThat(ids(report)).contains("mx-address-not-public").doesNotContain("smtp-unreachable");
      assertThat(internet.smtp("10.0.0.1", 25).connections()).isZero();

      try (Scanner scanner =
          scanner(internet, on25(), Duration.ofSeconds(10), Duration.ofSeconds(5))
              .allowPrivate(true)
              .build()) {
        assertThat(report(scanner).smtpServers())
            .extracting(ServerPart::state)
            .containsExactly("open");
      }
    }
  }

  @Test
  void only_what_a_mail_server_says_is_ever_said() {
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE))
            .smtp(STARTTLS.auth(), 25, "25.0.0.1")
            .smtp(STARTTLS.auth(), 587, "25.0.0.1")
            .smtp(LabSmtpBehaviour.of(HOST).implicitTls(GOOD).auth(), 465, "25.0.0.1")
            .start()) {
      scan(internet, OPTIONS, Duration.ofSeconds(20), Duration.ofSeconds(10));
      for (int port : List.of(25, 465, 587)) {
        LabSmtp server = internet.smtp("25.0.0.1", port);
        assertThat(server.verbs()).isSubsetOf("EHLO", "STARTTLS", "QUIT");
        assertThat(server.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void a_server_may_say_whatever_it_likes_and_the_report_stays_a_report() {
    String hostile =
        "220 \u001b[2J\u001b]0;owned\u0007\u0000<script>alert(1)</script>\u00ff \"=1+1\"";
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE))
            .smtp(LabSmtpBehaviour.of(HOST).greeting(hostile), 25, "25.0.0.1")
            .start()) {
      Report report = scan(internet, on25(), Duration.ofSeconds(20));
      assertThat(report.smtpServers().get(0).greeting()).isEqualTo(hostile);
    }
  }

  private static ScanOptions on25() {
    return new ScanOptions(
        OPTIONS.checks(),
        OPTIONS.deadline(),
        OPTIONS.selectors(),
        OPTIONS.givenSelectors(),
        OPTIONS.deepSelectors(),
        OPTIONS.publicSuffixes(),
        new SmtpPlan(List.of(25), 10),
        OPTIONS.blockLists());
  }

  private static int connections(LabInternet internet) {
    return IntStream.range(0, 300).map(i -> internet.smtp(address(i), 25).connections()).sum();
  }

  private static String exchanges(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                String.format(
                    "example.com. MX %d m%d.example.com.%nm%d.example.com. A %s%n",
                    i, i, i, address(i)))
        .collect(Collectors.joining());
  }

  private static String address(int i) {
    return "25.2." + i / 250 + "." + (i % 250 + 1);
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  private static Report scan(LabInternet internet, ScanOptions options, Duration deadline) {
    return scan(internet, options, deadline, TIMEOUT);
  }

  private static Report scan(
      LabInternet internet, ScanOptions options, Duration deadline, Duration timeout) {
    try (Scanner scanner = scanner(internet, options, deadline, timeout).build()) {
      return report(scanner);
    }
  }

  private static Report report(Scanner scanner) {
    Report report =
        scanner
            .scan(Domain.parse("example.com"))
            .toCompletableFuture()
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
    ReportAssert.valid(report);
    return report;
  }

  private static Scanner.Builder scanner(
      LabInternet internet, ScanOptions options, Duration deadline, Duration timeout) {
    return Scanner.builder()
        .trustAnchors(LabDns.trustAnchors())
        .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
        .timeout(timeout)
        .options(options.withDeadline(deadline))
        .route(internet.route());
  }
}
