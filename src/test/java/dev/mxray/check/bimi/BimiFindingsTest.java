package dev.mxray.check.bimi;

import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcProbe;
import dev.mxray.check.web.FakeWeb;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BimiFindingsTest {
  private static final String LOGO = "https://www.example.com/logo.svg";
  private static final String MARK = "https://www.example.com/logo.pem";
  private static final String DMARC = "v=DMARC1; p=reject";

  private final FakeWeb web =
      new FakeWeb()
          .with(LOGO, "image/svg+xml", SvgLogoTest.LOGO)
          .with(
              MARK,
              "application/x-pem-file",
              MarkCertificates.good("example.com", SvgLogoTest.LOGO));

  @Test
  void a_logo_with_a_certificate_under_an_enforced_policy_has_no_findings() {
    assertThat(findings("v=BIMI1; l=" + LOGO + "; a=" + MARK, DMARC)).isEmpty();
    assertThat(web.asked()).containsExactlyInAnyOrder(LOGO, MARK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=BIMI1; l=; a=;", "v=BIMI1; l=; a=", "v=BIMI1;l=;", "v=BIMI1; l="})
  void a_domain_that_declines_has_no_findings(String record) {
    assertThat(findings(record, "v=DMARC1; p=none")).isEmpty();
    assertThat(web.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=BIMI1                             | the tag l is missing",
        "v=BIMI1; a=https://example.com/a.pem | the tag l is missing",
        "v=BIMI1; l=http://example.com/a.svg | the value is no single https URI",
        "v=BIMI1; l=https://a.example/1,https://a.example/2 | the value is no single https URI",
        "v=BIMI1; l=https://example.com/; a=x | the value is no single https URI",
        "v=BIMI1; l=https://example.com/; l= | a tag that is there twice",
        "v=BIMI1; l                          | no '=' in a tag",
        "v=bimi1; l=https://example.com/     | the record has to begin with exactly \"v=BIMI1\"",
        "v=BIMI2; l=https://example.com/     | the record has to begin with exactly \"v=BIMI1\""
      })
  void faults_of_the_record_are_told(String record, String reason) {
    assertThat(findings(record, DMARC))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(BIMI_SYNTAX_ERROR);
              assertThat(finding.evidence()).containsEntry("reason", reason);
            });
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void unknown_tags_and_preferences_are_ignored() {
    assertThat(types("v=BIMI1; l=" + LOGO + "; avp=nonsense; lps=true; x=y", DMARC))
        .containsExactly(BIMI_NO_CERTIFICATE);
  }

  @Test
  void no_record_several_records_and_an_unknown_one_are_told_apart() {
    assertThat(types("other", DMARC)).containsExactly(BIMI_MISSING);
    assertThat(types("v=BIMI1; l=\"\ndefault._bimi.example.com. TXT \"v=BIMI1; l=", DMARC))
        .containsExactly(BIMI_SYNTAX_ERROR);
    var dark =
        new ZoneClient(
            """
            _dmarc.example.com. TXT "v=DMARC1; p=reject"
            !servfail default._bimi.example.com TXT
            """);
    DmarcObservation policy = DmarcProbe.observe("example.com", dark).join();
    assertThat(BimiRules.judge(observe("example.com", dark), policy))
        .extracting(Finding::type)
        .containsExactly(CHECK_INCONCLUSIVE);
  }

  @Test
  void a_logo_that_cannot_be_had_is_told() {
    String record = "v=BIMI1; l=" + LOGO + "; a=" + MARK;
    web.status(LOGO, 404);
    assertThat(types(record, DMARC)).containsExactly(BIMI_LOGO_UNREACHABLE);
    web.status(LOGO, 302);
    assertThat(findings(record, DMARC).get(0).evidence().get("reason")).contains("/moved");
    web.refused(LOGO, "self-signed");
    assertThat(types(record, DMARC)).containsExactly(BIMI_LOGO_UNREACHABLE);
    assertThat(types(record.replace("www", "gone"), DMARC))
        .containsExactly(BIMI_LOGO_UNREACHABLE, BIMI_CERTIFICATE_INVALID);
    web.unreachable(LOGO);
    assertThat(types(record, DMARC)).containsExactly(CHECK_INCONCLUSIVE);
  }

  @Test
  void a_logo_outside_the_profile_is_told() {
    web.with(LOGO, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    assertThat(types("v=BIMI1; l=" + LOGO, DMARC))
        .containsExactly(BIMI_LOGO_INVALID, BIMI_NO_CERTIFICATE);
  }

  @Test
  void a_certificate_that_cannot_be_used_is_told() {
    String record = "v=BIMI1; l=" + LOGO + "; a=" + MARK;
    web.status(MARK, 500);
    assertThat(types(record, DMARC)).containsExactly(BIMI_CERTIFICATE_INVALID);
    web.with(MARK, "text/html", "<html>");
    assertThat(types(record, DMARC)).containsExactly(BIMI_CERTIFICATE_INVALID);
    web.with(MARK, "text/plain", MarkCertificates.good("example.net", SvgLogoTest.LOGO));
    assertThat(types(record, DMARC)).containsExactly(BIMI_CERTIFICATE_INVALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=none                | the DMARC policy is none",
        "v=DMARC1; p=reject; t=y         | the DMARC policy is in test",
        "v=DMARC1; p=reject; sp=none     | the DMARC policy for subdomains is none",
        "v=DMARC1; p=quarantine; pct=50  | the DMARC policy applies to 50 % of the mail",
        "other                           | there is no DMARC policy"
      })
  void dmarc_has_to_be_enforced_for_all_mail(String dmarc, String reason) {
    assertThat(findings("v=BIMI1; l=" + LOGO + "; a=" + MARK, dmarc))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(BIMI_DMARC_NOT_ENFORCED);
              assertThat(finding.evidence()).containsEntry("reason", reason);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=DMARC1; p=quarantine",
        "v=DMARC1; p=quarantine; pct=100",
        "v=DMARC1; p=reject; pct=50"
      })
  void these_policies_are_enough(String dmarc) {
    assertThat(findings("v=BIMI1; l=" + LOGO + "; a=" + MARK, dmarc)).isEmpty();
  }

  @Test
  void without_a_record_of_its_own_that_of_the_organizational_domain_applies() {
    var dns =
        new ZoneClient(
            "default._bimi.example.com. TXT \"v=BIMI1; l="
                + LOGO
                + "; a="
                + MARK
                + "\"\n"
                + "www.example.com. A 25.0.0.1\nnews.example.com. A 25.0.0.2\n");
    BimiObservation seen = observe("news.example.com", dns);
    assertThat(seen.foundAt()).isEqualTo("default._bimi.example.com");
    assertThat(seen.record()).isPresent();
    assertThat(seen.certificateFaults()).isEmpty();
  }

  private List<FindingType> types(String record, String dmarc) {
    return findings(record, dmarc).stream().map(Finding::type).toList();
  }

  private List<Finding> findings(String record, String dmarc) {
    var dns =
        new ZoneClient(
            "default._bimi.example.com. TXT \""
                + record.replace(";", "\\;")
                + "\"\n_dmarc.example.com. TXT \""
                + dmarc
                + "\"\nwww.example.com. A 25.0.0.1\nexample.com. A 25.0.0.2\n");
    DmarcObservation policy = DmarcProbe.observe("example.com", dns).join();
    return BimiRules.judge(observe("example.com", dns), policy);
  }

  private BimiObservation observe(String domain, ZoneClient dns) {
    return BimiProbe.observe(
            domain,
            CompletableFuture.completedFuture(Optional.of("example.com")),
            dns,
            web.probe(),
            Instant::now)
        .join();
  }
}
