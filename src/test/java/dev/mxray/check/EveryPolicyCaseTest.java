package dev.mxray.check;

import static dev.mxray.check.PolicyCase.LOGO;
import static dev.mxray.check.PolicyCase.MARK;
import static dev.mxray.check.PolicyCase.POLICY;
import static dev.mxray.check.PolicyCase.bimi;
import static dev.mxray.check.PolicyCase.policy;
import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.bimi.MarkCertificates;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabHttpsAnswer;
import dev.mxray.lab.LabHttpsAnswer.Mischief;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every finding type about files on the web, through the whole scanner and real sockets. Those
 * about records alone are with the others that need only a zone.
 */
@Timeout(60)
class EveryPolicyCaseTest {
  private static final FindingTexts ITALIAN = new FindingTexts("it");
  private static final LabCertificates CERTIFICATES = LabCertificates.at(now());
  private static final Set<Section> CHECKS =
      EnumSet.of(
          Section.MX, Section.SPF, Section.DMARC, Section.MTA_STS, Section.TLS_RPT, Section.BIMI);
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @ MX 10 mx
      @ MX 20 mx2
      @ A 25.0.2.80
      @ TXT "v=spf1 mx -all"
      mx A 25.0.2.1
      mx2 A 25.9.2.1
      _mta-sts TXT "v=STSv1; id=1"
      mta-sts A 25.0.2.2
      _smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com"
      default._bimi TXT "v=BIMI1; l=https://www.example.com/logo.svg; a=https://www.example.com/logo.pem"
      www A 25.0.2.3
      """;
  private static final String GOOD =
      "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n";
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.2\" baseProfile=\"tiny-ps\">"
          + "<title>Example</title></svg>";

  private static Instant now() {
    return Instant.now();
  }

  static List<PolicyCase> cases() {
    return List.of(
        policy(MTA_STS_POLICY_UNREACHABLE, LabHttpsAnswer.status(404)),
        policy(MTA_STS_POLICY_UNREACHABLE, Mischief.ENDLESS),
        policy(MTA_STS_POLICY_UNREACHABLE, Mischief.SILENCE),
        policy(MTA_STS_REDIRECT, LabHttpsAnswer.redirect(301, "https://example.net/")),
        policy(MTA_STS_POLICY_INVALID, "version: STSv1\n"),
        policy(MTA_STS_CONTENT_TYPE, LabHttpsAnswer.text(GOOD).with("Content-Type", "text/html")),
        policy(MTA_STS_MODE_TESTING, GOOD.replace("enforce", "testing")),
        policy(MTA_STS_MODE_NONE, GOOD.replace("enforce", "none")),
        policy(MTA_STS_MX_MISMATCH, GOOD.replace("*.", "mx.")),
        policy(MTA_STS_MAX_AGE_SHORT, GOOD.replace("604800", "3600")),
        bimi(BIMI_LOGO_UNREACHABLE, LOGO, LabHttpsAnswer.status(404)),
        bimi(BIMI_LOGO_INVALID, LOGO, LabHttpsAnswer.text("<svg/>")),
        bimi(BIMI_CERTIFICATE_INVALID, MARK, LabHttpsAnswer.text("none")),
        policy(BIMI_DMARC_NOT_ENFORCED, GOOD).under("v=DMARC1; p=none; rua=mailto:a@example.com"));
  }

  /** The types that have a case here. */
  static List<FindingType> types() {
    return Stream.concat(
            cases().stream().map(PolicyCase::type),
            Stream.of(MTA_STS_CERTIFICATE_INVALID, BIMI_NO_CERTIFICATE))
        .toList();
  }

  @Test
  void a_domain_with_everything_as_it_should_be_has_nothing_to_be_told() {
    Report report = scan(ZONE, GOOD_FILES, CERTIFICATES.good("mta-sts.example.com"));
    assertThat(ids(report))
        .noneMatch(id -> id.startsWith("mta-sts") || id.startsWith("tls-rpt"))
        .noneMatch(id -> id.startsWith("bimi"));
    assertThat(report.mtaSts().policy()).isNotNull();
    assertThat(report.tlsRpt().rua()).containsExactly("mailto:a@example.com");
    assertThat(report.bimi().certificate()).isNotNull();
    assertThat(report.score().sections().get(5).weight())
        .isEqualByComparingTo("5.5"); // CAA is not asked for
  }

  private static final PolicyCase GOOD_FILES = policy(MTA_STS_MISSING, GOOD);

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_where_it_is_true(PolicyCase given) {
    Report report = scan(ZONE, given, CERTIFICATES.good("mta-sts.example.com"));
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.id()).isEqualTo(given.type().id());
              assertThat(finding.subject()).isEqualTo("example.com");
            });
  }

  @Test
  void a_policy_host_with_the_wrong_certificate_is_told() {
    assertThat(ids(scan(ZONE, GOOD_FILES, CERTIFICATES.wrongHost())))
        .contains(MTA_STS_CERTIFICATE_INVALID.id());
  }

  @Test
  void a_record_without_a_certificate_is_told() {
    String zone = ZONE.replace("; a=https://www.example.com/logo.pem", "");
    assertThat(ids(scan(zone, GOOD_FILES, CERTIFICATES.good("mta-sts.example.com"))))
        .contains(BIMI_NO_CERTIFICATE.id());
  }

  @Test
  void nothing_is_said_of_files_whose_hosts_could_not_be_found() {
    String unseen =
        ZONE
            + """
            !servfail mta-sts.example.com A
            !servfail mta-sts.example.com AAAA
            !servfail www.example.com A
            !servfail www.example.com AAAA
            """;
    Report report = scan(unseen, GOOD_FILES, CERTIFICATES.good("mta-sts.example.com"));
    assertThat(ids(report))
        .contains("check-inconclusive")
        .noneMatch(id -> id.startsWith("mta-sts") || id.startsWith("bimi"));
    assertThat(report.score().sections().get(5).weight()).isEqualByComparingTo("3");
    assertThat(report.outcome()).isEqualTo("partial");
  }

  static Stream<Arguments> remedied() {
    String noSts = ZONE.replaceFirst("_mta-sts TXT .*\n", "");
    String noRpt = ZONE.replaceFirst("_smtp._tls TXT .*\n", "");
    return Stream.of(
        Arguments.of(MTA_STS_MISSING, noSts, GOOD_FILES),
        Arguments.of(MTA_STS_SYNTAX_ERROR, ZONE.replace("id=1", "id="), GOOD_FILES),
        Arguments.of(
            MTA_STS_MX_MISMATCH, ZONE, policy(MTA_STS_MX_MISMATCH, GOOD.replace("*.", "mx."))),
        Arguments.of(
            MTA_STS_POLICY_INVALID, ZONE, policy(MTA_STS_POLICY_INVALID, "version: STSv1\n")),
        Arguments.of(
            MTA_STS_MAX_AGE_SHORT,
            ZONE,
            policy(MTA_STS_MAX_AGE_SHORT, GOOD.replace("604800", "3600"))),
        Arguments.of(TLS_RPT_MISSING, noRpt, GOOD_FILES),
        Arguments.of(
            TLS_RPT_SYNTAX_ERROR, ZONE.replace("rua=mailto:", "rua=ftp://x,mailto:"), GOOD_FILES));
  }

  @ParameterizedTest
  @MethodSource("remedied")
  void what_is_proposed_clears_its_finding(FindingType type, String zone, PolicyCase files) {
    LabCertificate certificate = CERTIFICATES.good("mta-sts.example.com");
    List<Remediation> proposed =
        scan(zone, files, certificate).findings().stream()
            .filter(finding -> finding.id().equals(type.id()))
            .flatMap(finding -> finding.remediation().stream())
            .toList();
    assertThat(proposed).isNotEmpty();
    String mended = zone;
    PolicyCase served = files;
    for (Remediation one : proposed) {
      if (one.kind().equals(Remediation.FILE)) {
        assertThat(one.name()).isEqualTo("https://mta-sts.example.com" + POLICY);
        served = policy(type, one.value());
      } else {
        String owner = one.name().replace(".example.com", "");
        mended =
            mended.replaceAll("(?m)^" + owner + " TXT .*\n", "")
                + owner
                + " TXT \""
                + one.value()
                + "\"\n";
      }
    }
    Report report = scan(mended, served, certificate);
    assertThat(ids(report))
        .doesNotContain(type.id())
        .noneMatch(id -> id.endsWith("-missing") || id.endsWith("-syntax-error"));
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  private static Report scan(String zone, PolicyCase special, LabCertificate certificate) {
    Map<String, LabHttpsAnswer> files =
        new HashMap<>(
            Map.of(
                POLICY, LabHttpsAnswer.text(GOOD),
                LOGO, LabHttpsAnswer.text(SVG),
                MARK, LabHttpsAnswer.text(MarkCertificates.good("example.com", SVG))));
    files.put(special.path(), special.answer());
    String dmarc = "_dmarc TXT \"" + special.dmarc() + "\"\n";
    try (LabInternet internet =
            LabInternet.builder(Zones.parse(zone + dmarc))
                .https(certificate, files, "25.0.2.2")
                .https(CERTIFICATES.good("www.example.com"), files, "25.0.2.3")
                .start();
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .texts(ITALIAN)
                .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                .timeout(Duration.ofMillis(1500))
                .options(ScanOptions.defaults().withChecks(CHECKS).withBlockLists(BlockLists::none))
                .route(internet.route())
                .clock(Clock.fixed(CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(CERTIFICATES.trust())
                .build()) {
      Report report =
          scanner
              .scan(Domain.parse("example.com"))
              .toCompletableFuture()
              .orTimeout(30, TimeUnit.SECONDS)
              .join();
      ReportAssert.valid(report);
      ItalianAssert.hasNoEnglishAtTheTerminal(report);
      return report;
    }
  }
}
