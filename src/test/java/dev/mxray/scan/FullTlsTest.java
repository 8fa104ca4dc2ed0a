package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.check.smtp.TlsWishes;
import dev.mxray.check.tls.TlsProfile;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.EnumerationPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import dev.mxray.report.ScorePart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scans in which everything that a server accepts is asked for, through STARTTLS. */
class FullTlsTest {
  private static final String HOST = "mx.example.com";
  private static final LabCertificate GOOD =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z")).good(HOST);
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @  MX 10 mx
      mx A 25.0.0.1
      """;

  @Test
  void versions_and_suites_of_a_server_are_in_the_report() {
    try (LabInternet internet = internet(LabSmtpBehaviour.of(HOST).starttls(GOOD))) {
      Report report = scan(internet, TlsDepth.FULL);

      TlsPart tls = Objects.requireNonNull(report.smtpServers().get(0).tls());
      assertThat(tls.versions()).contains("TLSv1.2", "TLSv1.3").doesNotContain("TLSv1.0", "SSLv3");
      assertThat(Objects.requireNonNull(tls.cipherSuites()).get("TLSv1.3"))
          .contains("TLS_AES_256_GCM_SHA384");
      EnumerationPart enumeration = Objects.requireNonNull(tls.enumeration());
      // Besides these there are the usual conversation and the one that tries to slip a command in.
      assertThat(internet.smtp("25.0.0.1", 25).connections())
          .isEqualTo(enumeration.connections() + 2);
      assertThat(Objects.requireNonNull(tls.profile()).name()).isEqualTo("ncsc-2025");
      assertThat(internet.smtp("25.0.0.1", 25).verbs())
          .isSubsetOf("EHLO", "STARTTLS", "NOOP", "QUIT");
    }
  }

  @Test
  void every_port_with_tls_is_told_and_what_is_the_same_is_compared_only() {
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE))
            .smtp(LabSmtpBehaviour.of(HOST).starttls(GOOD), 25, "25.0.0.1")
            .smtp(LabSmtpBehaviour.of(HOST).starttls(GOOD), 587, "25.0.0.1")
            .start()) {
      Report report = scan(internet, TlsDepth.FULL, List.of(25, 587));

      EnumerationPart relay = enumeration(report, 25);
      EnumerationPart submission = enumeration(report, 587);
      assertThat(relay.sameAs()).isNull();
      assertThat(submission.sameAs()).isEqualTo("25.0.0.1:25");
      assertThat(submission.connections()).isPositive().isLessThan(relay.connections());
      assertThat(suites(report, 587)).isEqualTo(suites(report, 25));
      assertThat(internet.smtp("25.0.0.1", 587).connections())
          .isEqualTo(submission.connections() + 2);
    }
  }

  @Test
  void addresses_of_a_host_share_what_is_found_out_only_when_the_user_says_so() {
    try (LabInternet internet =
        LabInternet.builder(Zones.parse(ZONE + "mx A 25.0.0.2\n"))
            .smtp(LabSmtpBehaviour.of(HOST).starttls(GOOD), 25, "25.0.0.1")
            .smtp(LabSmtpBehaviour.of(HOST).starttls(GOOD), 25, "25.0.0.2")
            .start()) {
      var plan = new SmtpPlan(List.of(25), 1, TlsDepth.FULL);
      Set<Section> checks = Set.of(Section.MX, Section.SMTP);

      assertThat(sameAs(scan(internet, plan, checks))).containsOnlyNulls().hasSize(2);
      assertThat(sameAs(scan(internet, plan.withWishes(new TlsWishes(false, false, true)), checks)))
          .containsExactly(null, "25.0.0.1:25");
    }
  }

  private static List<@Nullable String> sameAs(Report report) {
    var all = new ArrayList<@Nullable String>();
    for (ServerPart server : report.smtpServers()) {
      TlsPart tls = Objects.requireNonNull(server.tls());
      all.add(Objects.requireNonNull(tls.enumeration()).sameAs());
    }
    return all;
  }

  private static EnumerationPart enumeration(Report report, int port) {
    return Objects.requireNonNull(tls(report, port).enumeration());
  }

  private static Object suites(Report report, int port) {
    return Objects.requireNonNull(tls(report, port).cipherSuites());
  }

  private static TlsPart tls(Report report, int port) {
    return report.smtpServers().stream()
        .filter(server -> server.port() == port)
        .map(ServerPart::tls)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_basic_scan_takes_one_connection() {
    try (LabInternet internet = internet(LabSmtpBehaviour.of(HOST).starttls(GOOD))) {
      Report report = scan(internet, TlsDepth.BASIC);

      assertThat(internet.smtp("25.0.0.1", 25).connections()).isEqualTo(1);
      TlsPart tls = Objects.requireNonNull(report.smtpServers().get(0).tls());
      assertThat(tls.versions()).isNull();
      assertThat(tls.enumeration()).isNull();
    }
  }

  @Test
  void without_tls_no_handshake_is_begun() {
    try (LabInternet internet = internet(LabSmtpBehaviour.of(HOST).starttls(GOOD))) {
      Report report = scan(internet, TlsDepth.NONE);

      ServerPart server = report.smtpServers().get(0);
      assertThat(server.capabilities()).contains("STARTTLS");
      assertThat(server.starttls()).isNull();
      assertThat(server.tls()).isNull();
      assertThat(internet.smtp("25.0.0.1", 25).verbs()).doesNotContain("STARTTLS");
      assertThat(report.score().sections())
          .filteredOn(section -> section.id().equals("smtp"))
          .extracting(ScorePart.SectionPart::state)
          .containsExactly("unknown");
      assertThat(report.findings())
          .noneMatch(finding -> finding.id().startsWith("smtp-no-starttls"))
          .noneMatch(finding -> finding.section().equals("tls"));
    }
  }

  @Test
  void without_tls_mailbox_servers_are_left_out() {
    Set<Section> checks = Set.of(Section.MX, Section.MAILBOX);
    try (LabInternet internet = internet(LabSmtpBehaviour.of(HOST).starttls(GOOD))) {
      assertThat(scan(internet, TlsDepth.BASIC, checks).mailboxServers()).isNotEmpty();
      assertThat(scan(internet, TlsDepth.NONE, checks).mailboxServers()).isEmpty();
    }
  }

  private static LabInternet internet(LabSmtpBehaviour behaviour) {
    return LabInternet.builder(Zones.parse(ZONE)).smtp(behaviour, 25, "25.0.0.1").start();
  }

  private static Report scan(LabInternet internet, TlsDepth depth) {
    return scan(internet, depth, Set.of(Section.MX, Section.SMTP));
  }

  private static Report scan(LabInternet internet, TlsDepth depth, List<Integer> ports) {
    return scan(internet, new SmtpPlan(ports, 1, depth), Set.of(Section.MX, Section.SMTP));
  }

  private static Report scan(LabInternet internet, TlsDepth depth, Set<Section> checks) {
    return scan(internet, new SmtpPlan(List.of(25), 1, depth), checks);
  }

  private static Report scan(LabInternet internet, SmtpPlan plan, Set<Section> checks) {
    ScanOptions usual = ScanOptions.defaults().withChecks(checks);
    var options =
        new ScanOptions(
            usual.checks(),
            Duration.ofSeconds(30),
            usual.selectors(),
            usual.givenSelectors(),
            usual.deepSelectors(),
            usual.publicSuffixes(),
            plan.with(TlsProfile.named("ncsc-2025").orElseThrow()),
            usual.blockLists());
    try (Scanner scanner =
        Scanner.builder()
            .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
            .timeout(Duration.ofSeconds(10))
            .options(options)
            .route(internet.route())
            .build()) {
      Report report =
          scanner
              .scan(Domain.parse("example.com"))
              .toCompletableFuture()
              .orTimeout(60, TimeUnit.SECONDS)
              .join();
      ReportAssert.valid(report);
      return report;
    }
  }
}
