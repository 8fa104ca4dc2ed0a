package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.DemoServers;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.McssPart;
import dev.mxray.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How controls stand after whole scans, through real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlsOfAScanTest {
  private final LabCertificates certificates = LabCertificates.at(Instant.now());
  private final LabInternet internet = DemoServers.start(certificates);
  private final Report exemplary = scan("exemplary.example", ScanOptions.ALL_CHECKS);
  private final Report neglected = scan("neglected.example", ScanOptions.ALL_CHECKS);

  @AfterAll
  void close() {
    internet.close();
  }

  @Test
  void an_exemplary_domain_passes_what_can_be_seen() {
    assertThat(status(exemplary, "TLS-009")).isEqualTo("pass");
    assertThat(status(exemplary, "AUTH-002")).isEqualTo("pass");
    assertThat(status(exemplary, "AUTH-005")).isEqualTo("pass");
    assertThat(status(exemplary, "FIREWALL-007")).isEqualTo("pass");
    assertThat(status(exemplary, "DKIM-001")).isEqualTo("pass");
    assertThat(status(exemplary, "X-SPF-001")).isEqualTo("pass");
    assertThat(status(exemplary, "X-DMARC-002")).isEqualTo("pass");
    assertThat(exemplary.mcss().controls())
        .filteredOn(one -> Set.of("fail", "partial").contains(one.status()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo("TLS-003");
              assertThat(one.evidence()).contains("of 90 days left, waivable");
            });
    for (int i = 1; i <= 8; i++) {
      assertThat(status(exemplary, "TLS-00" + i))
          .as("TLS-00" + i)
          .isEqualTo(i == 3 ? "fail" : "pass");
    }
  }

  @Test
  void an_exemplary_domain_passes_nothing_that_only_its_hosts_could_show() {
    for (String control :
        List.of("SPF-001", "DMARC-001", "DKIM-005", "POSTFIX-003", "MAC-001", "TLS-010")) {
      assertThat(status(exemplary, control)).as(control).isEqualTo("not_assessed");
    }
  }

  @Test
  void a_greeting_that_names_exim_lets_its_controls_be_decided_and_rules_out_postfix() {
    assertThat(status(neglected, "EXIM-002")).isEqualTo("fail");
    assertThat(status(neglected, "EXIM-017")).isEqualTo("pass");
    assertThat(status(neglected, "EXIM-004")).isEqualTo("not_assessed");
    assertThat(status(neglected, "POSTFIX-016")).isEqualTo("na");
    assertThat(control(neglected, "EXIM-002").evidence()).contains("Exim 4.84_2");
  }

  @Test
  void certificates_decide_the_controls_about_them() {
    Report expired = scan("expired.example", ScanOptions.ALL_CHECKS);

    assertThat(Set.of("fail", "partial")).contains(status(expired, "TLS-001"));
    assertThat(control(expired, "TLS-001").findings()).contains("tls-cert-expired");
    assertThat(status(neglected, "TLS-004")).isEqualTo("fail");
    assertThat(control(neglected, "TLS-004").findings()).containsExactly("tls-cert-self-signed");
    assertThat(status(neglected, "TLS-008"))
        .as("of a path that leads nowhere it cannot be told")
        .isEqualTo("not_assessed");
    assertThat(status(neglected, "X-TLS-002")).isEqualTo("fail");
  }

  @Test
  void passwords_in_the_clear_fail_the_controls_about_logins() {
    assertThat(status(neglected, "AUTH-005")).isEqualTo("fail");
    assertThat(control(neglected, "AUTH-008").findings()).containsExactly("smtp-plaintext-auth");
  }

  @Test
  void a_listing_fails_its_extension_and_none_passes_it_where_lists_answer() {
    Report listed = scan("listed.example", ScanOptions.ALL_CHECKS);

    assertThat(status(listed, "X-DNSBL-001")).isEqualTo("fail");
    assertThat(control(listed, "X-DNSBL-001").findings()).containsExactly("dnsbl-listed");
    assertThat(status(exemplary, "X-DNSBL-001")).isEqualTo("pass");
    assertThat(status(exemplary, "X-PTR-002")).isEqualTo("pass");
  }

  @Test
  void a_domain_without_mail_has_controls_about_servers_that_do_not_apply() {
    Report parked = scan("parked.example", ScanOptions.ALL_CHECKS);

    assertThat(status(parked, "TLS-001")).isEqualTo("na");
    assertThat(status(parked, "DKIM-001")).isEqualTo("na");
    assertThat(status(parked, "X-SPF-003")).isEqualTo("pass");
  }

  @Test
  void a_domain_that_hardly_answers_passes_nothing_that_was_not_seen() {
    Report unlucky = scan("unlucky.example", ScanOptions.ALL_CHECKS);

    assertThat(unlucky.findings()).anyMatch(finding -> finding.id().equals("check-inconclusive"));
    assertThat(status(unlucky, "TLS-009")).isNotEqualTo("pass");
  }

  @Test
  void what_was_switched_off_is_not_assessed() {
    Report spfOnly = scan("exemplary.example", Set.of(Section.SPF));

    assertThat(status(spfOnly, "X-SPF-001")).isEqualTo("pass");
    for (String control :
        List.of("TLS-009", "DKIM-001", "X-DKIM-002", "X-DMARC-001", "X-PTR-001")) {
      assertThat(status(spfOnly, control)).as(control).isEqualTo("not_assessed");
    }
  }

  @Test
  void findings_and_controls_name_each_other() {
    for (Report report : List.of(exemplary, neglected)) {
      var reported = new HashSet<String>();
      report.findings().forEach(finding -> reported.add(finding.id()));

      assertThat(report.mcss().controls())
          .filteredOn(control -> Set.of("fail", "partial").contains(control.status()))
          .allSatisfy(control -> assertThat(reported).containsAll(control.findings()));
      assertThat(report.findings())
          .filteredOn(finding -> !finding.id().equals("check-inconclusive"))
          .allSatisfy(finding -> assertThat(finding.controls()).as(finding.id()).isNotEmpty());
    }
  }

  @Test
  void the_report_has_every_control_and_counts_the_extensions_apart() {
    McssPart.Summary summary = neglected.mcss().summary();

    assertThat(neglected.mcss().controls())
        .filteredOn(control -> !control.id().startsWith("X-"))
        .hasSize(169);
    assertThat(summary.assessed() + summary.na() + summary.notAssessed()).isEqualTo(169);
    assertThat(summary.extensions().failed()).isPositive();
    assertThat(summary.compliancePct()).isNotNull();
  }

  private static String status(Report report, String control) {
    return control(report, control).status();
  }

  private static McssPart.Control control(Report report, String id) {
    return report.mcss().controls().stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Report scan(String domain, Set<Section> checks) {
    try (Scanner scanner =
        Scanner.builder()
            .trustAnchors(LabDns.trustAnchors())
            .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
            .route(internet.route())
            .trust(certificates.trust())
            .timeout(Duration.ofMillis(1500))
            .options(ScanOptions.defaults().withChecks(checks))
            .build()) {
      return scanner.scan(Domain.parse(domain)).toCompletableFuture().join();
    }
  }
}
