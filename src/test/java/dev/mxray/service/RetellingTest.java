package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.FindingTexts;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.SampleReports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Findings told again in another language. */
class RetellingTest {
  private static final FindingTexts ITALIAN = new FindingTexts("it");

  @Test
  void a_finding_is_told_with_its_subject_and_evidence() {
    FindingPart told =
        retold("dmarc-missing", Map.of("record", "none", "names", "_dmarc.example.com"));

    assertThat(told.title()).isEqualTo("Nessuna politica DMARC");
    assertThat(told.subject()).isEqualTo("example.com");
    assertThat(told.controls()).containsExactly("DMARC-001");
  }

  @Test
  void a_finding_that_these_texts_do_not_know_stays_as_it_is() {
    assertThat(retold("from-the-future", Map.of()).title()).isEqualTo("as it was told");
  }

  @Test
  void a_finding_without_the_evidence_that_these_texts_name_stays_as_it_is() {
    assertThat(retold("dnsbl-list-broken", Map.of()).title()).isEqualTo("as it was told");
  }

  private static FindingPart retold(String id, Map<String, String> evidence) {
    var finding =
        new FindingPart(
            id,
            "high",
            "dmarc",
            "DMARC",
            "example.com",
            "as it was told",
            "as it was told",
            "as it was told",
            evidence,
            List.of(),
            List.of("DMARC-001"),
            List.of());
    Report report = SampleReports.full().withFindings(List.of(finding));
    return Retelling.of(report, ITALIAN).findings().get(0);
  }
}
