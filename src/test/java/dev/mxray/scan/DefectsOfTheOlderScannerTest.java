package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.domain.Domain;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.Routes;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the scanner before this one got wrong about the DNS, one test each. */
class DefectsOfTheOlderScannerTest {
  private static final String MX =
      """
      example.com.    MX 10 mx.example.com.
      mx.example.com. A  25.1.2.3
      """;

  private final List<Question> asked = new ArrayList<>();

  private Report scan(String zone) {
    try (LabDns dns = LabDns.start(Zones.parse(MX + zone));
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofMillis(700))
                .route(Routes.nowhere())
                .build()) {
      Report report = scanner.scan(Domain.parse("example.com")).toCompletableFuture().join();
      asked.addAll(dns.asked());
      return report;
    }
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  @Test
  void softfail_does_not_make_a_policy_invalid() {
    Report report = scan("example.com. TXT \"v=spf1 mx ~all\"\n");

    assertThat(report.spf().valid()).isTrue();
    assertThat(report.spf().all()).isEqualTo("softfail");
    assertThat(ids(report)).contains("spf-softfail-all").doesNotContain("spf-syntax-error");
  }

  @Test
  void lookups_of_included_records_count() {
    // Two in the record itself; ten with those behind them.
    Report report =
        scan(
            """
            example.com.   TXT "v=spf1 include:a.example.com include:b.example.com -all"
            a.example.com. TXT "v=spf1 a mx exists:mx.example.com include:b.example.com -all"
            a.example.com. A   25.1.2.4
            a.example.com. MX  10 mx.example.com.
            b.example.com. TXT "v=spf1 a mx -all"
            b.example.com. A   25.1.2.5
            b.example.com. MX  10 mx.example.com.
            """);

    assertThat(report.spf().lookups()).isEqualTo(10);
    assertThat(ids(report)).contains("spf-near-lookup-limit");
  }

  @Test
  void eleven_lookups_are_too_many_wherever_they_stand() {
    String includes =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    "i%d.example.com. TXT \"v=spf1 include:i%d.example.com ~all\"%n"
                        .formatted(i, i + 1))
            .reduce("", String::concat);
    Report report =
        scan(
            "example.com. TXT \"v=spf1 include:i0.example.com -all\"\n"
                + includes
                + "i10.example.com. TXT \"v=spf1 ip4:25.1.2.3 -all\"\n");

    assertThat(report.spf().lookups()).isEqualTo(11);
    assertThat(ids(report)).contains("spf-too-many-lookups");
  }

  @Test
  void the_policy_for_subdomains_is_not_the_policy() {
    Report report =
        scan(
            "_dmarc.example.com. TXT \"v=DMARC1; sp=quarantine; p=none; rua=mailto:d@example.com\"\n");

    assertThat(report.dmarcPolicy()).isEqualTo("none");
    assertThat(report.dmarc().subdomainPolicy()).isEqualTo("quarantine");
    assertThat(ids(report)).contains("dmarc-policy-none").doesNotContain("dmarc-policy-quarantine");
  }

  @Test
  void strings_of_a_text_are_joined_without_anything_between() {
    Report report =
        scan(
            """
            example.com.        TXT "v=spf1 ip4:25.1" ".2.3 -al" "l"
            _dmarc.example.com. TXT "v=DMA" "RC1; p=re" "ject"
            """);

    assertThat(report.spfRecord()).isEqualTo("v=spf1 ip4:25.1.2.3 -all");
    assertThat(report.dmarcPolicy()).isEqualTo("reject");
  }

  @Test
  void a_dmarc_record_at_the_domain_itself_is_no_policy() {
    Report report = scan("example.com. TXT \"v=DMARC1; p=reject\"\n");

    assertThat(report.dmarc().state()).isEqualTo("absent");
    assertThat(report.dmarcPolicy()).isNull();
    assertThat(ids(report)).contains("dmarc-wrong-location", "dmarc-missing");
  }

  @Test
  void a_record_at_mail_or_email_is_not_the_domains_policy() {
    Report report =
        scan(
            """
            mail.example.com.  TXT "v=spf1 -all"
            email.example.com. TXT "v=spf1 -all"
            """);

    assertThat(report.spf().state()).isEqualTo("absent");
    assertThat(ids(report)).contains("spf-missing");
    assertThat(asked)
        .doesNotContain(
            new Question("mail.example.com", RecordType.TXT),
            new Question("email.example.com", RecordType.TXT));
  }

  @Test
  void what_could_not_be_asked_is_not_missing() {
    Report report =
        scan(
            """
            !servfail example.com TXT
            !servfail _dmarc.example.com *
            !servfail _domainkey.example.com *
            !servfail *._domainkey.example.com *
            """);

    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dkim().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("spf-missing", "dkim-absent", "dkim-not-found", "dmarc-missing");
  }

  @Test
  void one_run_scans_many_domains_each_with_a_report_of_its_own() {
    String zone =
        """
        one.test. MX 0 .
        one.test. TXT "v=spf1 -all"
        two.test. MX 10 mx.two.test.
        two.test. TXT "v=spf1 mx ~all"
        mx.two.test. A 25.1.2.3
        """;
    try (LabDns dns = LabDns.start(Zones.parse(zone));
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .route(Routes.nowhere())
                .build()) {
      CompletableFuture<Report> one = scanner.scan(Domain.parse("one.test")).toCompletableFuture();
      CompletableFuture<Report> two = scanner.scan(Domain.parse("two.test")).toCompletableFuture();

      assertThat(one.join().spf().all()).isEqualTo("fail");
      assertThat(two.join().spf().all()).isEqualTo("softfail");
      assertThat(ids(one.join())).doesNotContainAnyElementsOf(List.of("spf-softfail-all"));
    }
  }
}
