package dev.mxray.mcss;

import static dev.mxray.mcss.Decisions.observed;
import static dev.mxray.mcss.Decisions.open;
import static dev.mxray.mcss.Decisions.shown;
import static dev.mxray.mcss.Decisions.told;
import static dev.mxray.mcss.Status.FAIL;
import static dev.mxray.mcss.Status.NA;
import static dev.mxray.mcss.Status.NOT_ASSESSED;
import static dev.mxray.mcss.Status.PARTIAL;
import static dev.mxray.mcss.Status.PASS;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.mcss.CombinedAssessment.Conflict;
import dev.mxray.mcss.CombinedAssessment.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What several sources come to, and where they contradict each other. */
class CombinedAssessmentTest {
  private static final String ID = "TLS-009";

  private static CombinedAssessment of(Decision... decisions) {
    var sources = new ArrayList<Source>();
    for (Decision decision : decisions) {
      Basis basis = decision.basis() == null ? Basis.EVIDENCE : decision.basis();
      sources.add(new Source(basis, List.of(decision)));
    }
    return CombinedAssessment.of(Catalogue.english(), sources);
  }

  private static Decision counts(CombinedAssessment combined) {
    return combined.assessment().controls().stream()
        .filter(decision -> decision.control().id().equals(ID))
        .findFirst()
        .orElseThrow();
  }

  /** The first of each line counts, whatever the order in which they are given. */
  static Stream<Arguments> precedence() {
    Decision evidence = shown(ID, PASS);
    Decision spokenFor =
        Decisions.of(ID, PASS, Basis.EVIDENCE, INDICATIVE, "a default that was compiled in");
    return Stream.of(
        arguments(observed(ID, FAIL, DIRECT), evidence),
        arguments(observed(ID, PASS, DIRECT), shown(ID, FAIL)),
        arguments(observed(ID, PARTIAL, DIRECT), shown(ID, NA)),
        arguments(evidence, observed(ID, FAIL, INDICATIVE)),
        arguments(evidence, observed(ID, NA, DIRECT)),
        arguments(spokenFor, observed(ID, FAIL, INDICATIVE)),
        arguments(observed(ID, FAIL, DIRECT), spokenFor),
        arguments(observed(ID, FAIL, INDICATIVE), told(ID, PASS)),
        arguments(spokenFor, told(ID, FAIL)),
        arguments(told(ID, NA), open(ID, "The evidence holds no main.cf.")));
  }

  @ParameterizedTest
  @MethodSource("precedence")
  void one_source_counts(Decision first, Decision second) {
    assertThat(counts(of(first, second))).isEqualTo(first);
    assertThat(counts(of(second, first))).isEqualTo(first);
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        arguments(observed(ID, FAIL, DIRECT), shown(ID, PASS), true),
        arguments(observed(ID, PASS, DIRECT), shown(ID, FAIL), true),
        arguments(observed(ID, PASS, DIRECT), shown(ID, PARTIAL), true),
        arguments(observed(ID, FAIL, DIRECT), shown(ID, PARTIAL), false),
        arguments(observed(ID, PASS, DIRECT), shown(ID, PASS), false),
        // The host has none of what was seen: it is another host.
        arguments(observed(ID, PASS, DIRECT), shown(ID, NA), true),
        // The domain takes no mail: the host's software may be for another one.
        arguments(shown(ID, PASS), observed(ID, NA, DIRECT), false),
        arguments(shown(ID, FAIL), observed(ID, NA, INDICATIVE), false),
        arguments(shown(ID, FAIL), told(ID, PASS), true),
        arguments(shown(ID, FAIL), told(ID, NA), true),
        arguments(shown(ID, FAIL), told(ID, FAIL), false));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void a_contradiction_is_a_conflict(Decision counts, Decision other, boolean conflict) {
    CombinedAssessment combined = of(other, counts);

    assertThat(combined.conflicts())
        .isEqualTo(conflict ? List.of(new Conflict(counts, List.of(other))) : List.of());
  }

  @Test
  void a_control_that_nothing_decides_has_the_reason_of_the_evidence() {
    Decision missing = open(ID, "The evidence holds no main.cf.");
    CombinedAssessment combined =
        CombinedAssessment.of(
            Catalogue.english(),
            List.of(
                new Source(Basis.OBSERVED, List.of(open(ID, "No server was seen."))),
                new Source(Basis.EVIDENCE, List.of(missing))));

    assertThat(counts(combined)).isEqualTo(missing);
    assertThat(combined.assessment().controls())
        .hasSize(Catalogue.CONTROLS)
        .allMatch(decision -> decision.status() == NOT_ASSESSED);
    assertThat(combined.assessment().summary().compliancePct()).isNull();
  }

  @Test
  void coverage_counts_by_basis_area_and_component() {
    CombinedAssessment combined =
        of(
            observed("TLS-001", PASS, DIRECT),
            shown("POSTFIX-003", FAIL),
            shown("EXIM-001", NA),
            told("LOGGING-006", PARTIAL));

    CombinedAssessment.Coverage coverage = combined.coverage();
    assertThat(coverage.byBasis())
        .containsEntry(Basis.OBSERVED, 1)
        .containsEntry(Basis.EVIDENCE, 2)
        .containsEntry(Basis.ANSWER, 1);
    assertThat(coverage.byArea().get("MTA")).extracting(Summary::failed).isEqualTo(1);
    assertThat(coverage.byArea().get("MTA")).extracting(Summary::na).isEqualTo(1);
    assertThat(coverage.byComponent().get("Exim")).extracting(Summary::notAssessed).isEqualTo(17);
    assertThat(
            coverage.byArea().values().stream()
                .mapToInt(one -> one.assessed() + one.na() + one.notAssessed())
                .sum())
        .isEqualTo(Catalogue.CONTROLS);
    assertThat(combined.assessment().summary().compliancePct()).isEqualByComparingTo("50.0");
  }
}
