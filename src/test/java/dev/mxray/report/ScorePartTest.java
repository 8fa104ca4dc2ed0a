package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.report.ScorePart.DeductionPart;
import dev.mxray.report.ScorePart.SectionPart;
import dev.mxray.score.Profile;
import dev.mxray.score.ScoreInput;
import dev.mxray.score.ScorePartId;
import dev.mxray.score.Scoring;
import dev.mxray.score.Seen;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorePartTest {

  @Test
  void the_ledger_is_published_as_it_is() {
    ScorePart part =
        ScorePart.of(
            Scoring.score(
                new ScoreInput(
                    Profile.MAIL,
                    List.of(Finding.of(FindingType.SPF_SOFTFAIL_ALL, "example.com")),
                    List.of(),
                    Map.of(ScorePartId.SPF, Seen.whole(), ScorePartId.DKIM, Seen.nothing()),
                    /* dkimUsableKey= */ false,
                    /* dmarcPolicyApplies= */ true,
                    /* transportPolicy= */ true,
                    /* domainExists= */ true)));

    assertThat(part.version()).isEqualTo(1);
    assertThat(part.profile()).isEqualTo("mail");
    // 18 of 40, and 18 + 20 of 40
    assertThat(part.low()).isEqualTo(45);
    assertThat(part.high()).isEqualTo(95);
    assertThat(part.coveragePct()).isEqualTo(new BigDecimal("50.0"));
    assertThat(part.sections())
        .hasSize(6)
        .startsWith(
            new SectionPart(
                "spf",
                new BigDecimal("20"),
                new BigDecimal("20"),
                new BigDecimal("18"),
                "scored",
                new BigDecimal("20"),
                List.of(
                    new DeductionPart(
                        "spf-softfail-all", "example.com", new BigDecimal("2"), 100))),
            new SectionPart(
                "dkim",
                new BigDecimal("20"),
                new BigDecimal("20"),
                new BigDecimal("0"),
                "unknown",
                new BigDecimal("0"),
                List.of()),
            new SectionPart(
                "dmarc",
                new BigDecimal("25"),
                new BigDecimal("0"),
                new BigDecimal("0"),
                "not_applicable",
                new BigDecimal("0"),
                List.of()));
  }
}
