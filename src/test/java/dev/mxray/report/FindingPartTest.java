package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import dev.mxray.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingPartTest {
  private static final FindingTexts TEXTS = new FindingTexts("xx");
  private static final FindingType TYPE = FindingType.DOMAIN_NOT_FOUND;

  @Test
  void a_finding_is_published_with_its_texts() {
    FindingPart part =
        FindingPart.of(
            Finding.of(TYPE, "a.example").with("rcode", "3"),
            TEXTS,
            List.of("X-MX-001"),
            List.of());

    assertThat(part.id()).isEqualTo("domain-not-found");
    assertThat(part.severity()).isEqualTo("high");
    assertThat(part.section()).isEqualTo("general");
    assertThat(part.category()).isEqualTo("General");
    assertThat(part.title()).isEqualTo("a.example does not exist");
    assertThat(part.evidence()).containsEntry("rcode", "3");
    assertThat(part.references()).contains("RFC 8020");
  }

  @Test
  void a_finding_names_the_controls_that_it_belongs_to() {
    assertThat(
            FindingPart.of(
                Finding.of(TYPE, "a.example"), TEXTS, List.of("TLS-001", "X-MX-001"), List.of()))
        .returns(List.of("TLS-001", "X-MX-001"), FindingPart::controls);
  }

  @Test
  void the_worst_come_first_then_sections_ids_and_subjects() {
    FindingTexts english = new FindingTexts("order");
    List<FindingPart> parts =
        FindingPart.of(
            List.of(
                Finding.of(FindingType.DNS_ANSWER_LARGE, "a.example"),
                Finding.of(FindingType.CHECK_INCONCLUSIVE, "b.example"),
                Finding.of(FindingType.CHECK_INCONCLUSIVE, "a.example"),
                Finding.of(FindingType.MX_SINGLE, "z.example"),
                Finding.of(TYPE, "z.example").severity(Severity.CRITICAL)),
            english,
            finding -> List.of(finding.subject()),
            finding -> List.of(Remediation.publish(finding.subject(), "TXT", "x")));

    assertThat(parts).allMatch(part -> part.controls().equals(List.of(part.subject())));
    assertThat(parts).allMatch(part -> part.remediation().get(0).name().equals(part.subject()));
    assertThat(parts)
        .extracting(part -> part.id() + " " + part.subject())
        .containsExactly(
            "domain-not-found z.example",
            "mx-single z.example",
            "check-inconclusive a.example",
            "check-inconclusive b.example",
            "dns-answer-large a.example");
  }
}
