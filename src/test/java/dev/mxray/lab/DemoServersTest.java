package dev.mxray.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingTexts;
import dev.mxray.lab.LabInternet.MailServer;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.FindingPart;
import dev.mxray.report.ItalianAssert;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import dev.mxray.scan.Scanner;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the demo shows, told by the scanner itself. */
class DemoServersTest {
  private static LabInternet internet;
  private static final Map<String, Report> REPORTS = new HashMap<>();

  @BeforeAll
  static void scan() throws Exception {
    var certificates = LabCertificates.at(Instant.now());
    internet = DemoServers.start(certificates);
    try (Scanner scanner =
        Scanner.builder()
            .trustAnchors(LabDns.trustAnchors())
            .texts(new FindingTexts("it"))
            .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
            .trust(certificates.trust())
            .route(internet.route())
            .build()) {
      var running = new HashMap<String, CompletableFuture<Report>>();
      for (String domain : DemoDomains.domains()) {
        running.put(domain, scanner.scan(Domain.parse(domain)).toCompletableFuture());
      }
      for (var scan : running.entrySet()) {
        REPORTS.put(scan.getKey(), scan.getValue().get(30, TimeUnit.SECONDS));
      }
    }
  }

  @AfterAll
  static void close() {
    internet.close();
  }

  @Test
  void in_italian_nothing_is_english() {
    REPORTS.values().forEach(ItalianAssert::hasNoEnglish);
  }

  @Test
  void exemplary_has_nothing_to_report_and_all_ports_open() {
    assertThat(findings("exemplary.example")).isEmpty();
    assertThat(report("exemplary.example").securityScore()).isEqualTo(100);
    assertThat(report("exemplary.example").smtpServers())
        .hasSize(12)
        .allMatch(server -> server.state().equals("open") && server.tls() != null)
        .allMatch(server -> server.authBeforeTls().isEmpty());
  }

  @Test
  void neglected_tells_its_software_and_takes_passwords_in_the_clear() {
    assertThat(findings("neglected.example"))
        .contains("smtp-banner-version", "smtp-plaintext-auth");
  }

  @Test
  void spoofable_has_no_tls_at_all() {
    assertThat(findings("spoofable.example")).contains("smtp-no-starttls");
  }

  @Test
  void broken_offers_tls_and_fails() {
    assertThat(findings("broken.example"))
        .containsOnly("smtp-starttls-broken", "dnssec-unsigned", "dane-missing", "caa-missing");
    assertThat(report("broken.example").smtpServers())
        .filteredOn(server -> server.state().equals("open"))
        .hasSize(4)
        .extracting(ServerPart::starttls)
        .containsOnly("failed");
  }

  @Test
  void expired_has_a_certificate_that_ran_out_and_one_that_is_about_to() {
    assertThat(findings("expired.example"))
        .containsOnly(
            "tls-cert-expired",
            "tls-cert-expires-30d",
            "mta-sts-mode-testing",
            "dnssec-unsigned",
            "dane-missing",
            "caa-missing");
    assertThat(report("expired.example").findings())
        .filteredOn(finding -> finding.id().equals("tls-cert-expired"))
        .extracting(FindingPart::subject, FindingPart::severity)
        .contains(
            tuple("mx1.expired.example[25.1.100.1]:465", "critical"),
            tuple("mx1.expired.example[25.1.100.1]:25", "medium"));
  }

  @Test
  void listed_is_listed_and_has_nothing_wrong_with_its_server() {
    assertThat(report("listed.example").findings())
        .filteredOn(finding -> finding.id().equals("dnsbl-listed"))
        .extracting(FindingPart::subject, FindingPart::severity)
        .containsExactlyInAnyOrder(tuple("25.1.110.1", "high"), tuple("25.1.110.2", "info"));
    assertThat(findings("listed.example"))
        .contains("mta-sts-redirect")
        .noneMatch(id -> id.startsWith("smtp-") || id.startsWith("tls-"));
  }

  @Test
  void one_list_is_broken_and_one_refuses_and_all_others_answer() {
    for (String domain : List.of("exemplary.example", "listed.example")) {
      assertThat(report(domain).findings())
          .filteredOn(finding -> finding.section().equals("reputation"))
          .filteredOn(finding -> !finding.id().equals("dnsbl-listed"))
          .extracting(FindingPart::id, FindingPart::subject)
          .containsExactlyInAnyOrder(
              tuple("dnsbl-list-broken", "psbl.surriel.com"),
              tuple("dnsbl-list-refused", "multi.uribl.com"));
      assertThat(findings(domain)).doesNotContain("check-inconclusive");
    }
  }

  @Test
  void the_servers_of_unlucky_are_busy_or_unknown() {
    assertThat(findings("unlucky.example")).contains("smtp-greeting-rejected");
    assertThat(report("unlucky.example").outcome()).isEqualTo("partial");
  }

  @Test
  void every_server_of_the_demo_is_found_and_treated_politely() {
    for (MailServer server : internet.mailServers()) {
      LabSmtp smtp = internet.smtp(server.addresses().get(0).toString(), server.port());
      assertThat(smtp.connections()).as(server.host()).isPositive();
      assertThat(smtp.mostAtOnce()).as(server.host()).isLessThanOrEqualTo(4);
      assertThat(smtp.verbs())
          .as(server.host())
          .isSubsetOf(Set.of("EHLO", "HELO", "STARTTLS", "QUIT"));
    }
  }

  private static Report report(String domain) {
    return Objects.requireNonNull(REPORTS.get(domain), domain);
  }

  /** The ids of findings about the domain; those about the lists are the same everywhere. */
  private static List<String> findings(String domain) {
    return report(domain).findings().stream()
        .map(FindingPart::id)
        .filter(id -> !id.startsWith("dnsbl-list-"))
        .toList();
  }
}
