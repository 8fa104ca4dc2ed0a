package dev.mxray.mcss;

import static dev.mxray.mcss.Decisions.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.CombinedAssessment.Source;
import dev.mxray.mcss.RemediationPlan.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemediationPlanTest {
  private static RemediationPlan plan(Decision... decisions) {
    return RemediationPlan.of(
        CombinedAssessment.of(
                Catalogue.english(),
                List.of(
                    new Source(
                        Basis.EVIDENCE,
                        Arrays.stream(decisions)
                            .filter(decision -> !decision.control().extension())
                            .toList()),
                    new Source(
                        Basis.OBSERVED,
                        Arrays.stream(decisions)
                            .filter(decision -> decision.control().extension())
                            .toList())))
            .assessment());
  }

  @Test
  void what_is_declared_worst_comes_first_then_the_score_then_the_least_effort() {
    RemediationPlan plan =
        plan(
            Catalogue.english().controls().stream()
                .map(control -> shown(control.id(), Status.FAIL))
                .toArray(Decision[]::new));

    assertThat(plan.steps()).hasSize(Catalogue.CONTROLS);
    Stream.of(0)
        .flatMap(
            unused ->
                Stream.iterate(1, i -> i < plan.steps().size(), i -> i + 1)
                    .map(i -> List.of(plan.steps().get(i - 1), plan.steps().get(i))))
        .forEach(
            pair -> {
              Control one = pair.get(0).decision().control();
              Control next = pair.get(1).decision().control();
              int severity = one.severity().compareTo(next.severity());
              int score = next.scores().baseScore().compareTo(one.scores().baseScore());
              int effort = pair.get(0).effort().compareTo(pair.get(1).effort());
              assertThat(severity != 0 ? severity : score != 0 ? score : effort)
                  .as(one.id() + " before " + next.id())
                  .isLessThanOrEqualTo(0);
            });
  }

  @Test
  void each_step_says_what_the_numbers_become_with_all_before_it() {
    RemediationPlan plan =
        plan(
            shown("POSTFIX-007", Status.PARTIAL),
            shown("POSTFIX-003", Status.FAIL),
            shown("POSTFIX-004", Status.PASS),
            shown("POSTFIX-008", Status.PASS));

    assertThat(plan.steps())
        .extracting(step -> step.decision().control().id())
        .containsExactly("POSTFIX-003", "POSTFIX-007");
    assertThat(plan.steps().get(0).compliancePct()).isEqualByComparingTo("87.5");
    assertThat(plan.steps().get(1).compliancePct()).isEqualByComparingTo("100.0");
    assertThat(plan.steps().get(1).riskExposurePct()).isEqualByComparingTo("0.0");
  }

  @Test
  void an_extension_is_a_step_that_changes_no_number_of_the_framework() {
    RemediationPlan plan =
        plan(
            shown("POSTFIX-004", Status.PASS),
            Decisions.observed("X-SPF-001", Status.FAIL, Strength.DIRECT));

    assertThat(plan.steps()).extracting(Step::effort).containsExactly(Effort.SIMPLE);
    assertThat(plan.steps().get(0).compliancePct()).isEqualByComparingTo("100.0");
  }

  @Test
  void nothing_is_planned_where_nothing_fails() {
    assertThat(plan(shown("POSTFIX-004", Status.PASS), shown("EXIM-001", Status.NA)).steps())
        .isEmpty();
  }
}
