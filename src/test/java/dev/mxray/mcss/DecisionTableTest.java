package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.FindingType;
import dev.mxray.mcss.DecisionCases.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table, in a view that passes it, one that fails it, and one that cannot tell.
 */
class DecisionTableTest {

  /** What says that something was not seen decides no control. */
  private static final Set<FindingType> OF_NO_CONTROL = Set.of(FindingType.CHECK_INCONCLUSIVE);

  static List<Case> cases() {
    return DecisionCases.all();
  }

  @Test
  void every_row_has_its_case() {
    assertThat(cases().stream().map(Case::control))
        .containsExactlyInAnyOrderElementsOf(
            DecisionTable.ROWS.stream().map(DecisionRow::control).toList());
  }

  @Test
  void every_row_is_about_a_control_of_the_catalogue() {
    assertThat(DecisionTable.ROWS)
        .allMatch(row -> Catalogue.english().find(row.control()).isPresent());
  }

  @Test
  void every_extension_has_a_row() {
    assertThat(Catalogue.english().extensions())
        .allMatch(control -> DecisionTable.row(control).isPresent());
  }

  @Test
  void every_finding_type_that_a_row_names_exists() {
    assertThat(DecisionTable.ROWS.stream().flatMap(row -> row.findings().stream()))
        .allMatch(id -> FindingType.of(id).isPresent());
  }

  @Test
  void every_finding_type_belongs_to_a_control() {
    assertThat(
            Arrays.stream(FindingType.values())
                .filter(type -> !OF_NO_CONTROL.contains(type))
                .map(FindingType::id))
        .allMatch(id -> DecisionTable.ROWS.stream().anyMatch(row -> row.findings().contains(id)));
  }

  @Test
  void verification_of_incoming_mail_is_never_decided_from_outside() {
    assertThat(Catalogue.english().controls())
        .filteredOn(control -> control.id().matches("(SPF|DMARC)-\\d+|DKIM-00[56]"))
        .hasSize(11)
        .allMatch(control -> DecisionTable.row(control).isEmpty());
  }

  static Stream<Case> passing() {
    return cases().stream().filter(given -> given.passes() != null);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void passes_where_it_is_true(Case given) {
    Decision decision = Objects.requireNonNull(given.passes()).decide(given.control());

    assertThat(decision.status()).as(decision.evidence()).isEqualTo(Status.PASS);
    assertThat(decision.basis()).isEqualTo(Basis.OBSERVED);
    assertThat(decision.strength())
        .isEqualTo(DecisionTable.row(decision.control()).orElseThrow().whenPassed());
  }

  static Stream<Case> failing() {
    return cases().stream().filter(given -> given.fails() != null);
  }

  @ParameterizedTest
  @MethodSource("failing")
  void fails_where_it_is_not_true(Case given) {
    Decision decision = Objects.requireNonNull(given.fails()).decide(given.control());

    assertThat(decision.status()).as(decision.evidence()).isEqualTo(Status.FAIL);
    assertThat(decision.basis()).isEqualTo(Basis.OBSERVED);
    assertThat(decision.strength())
        .isEqualTo(DecisionTable.row(decision.control()).orElseThrow().whenFailed());
  }

  @Test
  void a_row_without_a_failing_case_says_that_it_cannot_fail() {
    assertThat(DecisionTable.ROWS.stream().filter(row -> row.whenFailed() == null))
        .extracting(DecisionRow::control)
        .containsExactlyInAnyOrderElementsOf(
            cases().stream().filter(given -> given.fails() == null).map(Case::control).toList());
  }

  @Test
  void a_row_without_a_passing_case_says_that_it_cannot_pass() {
    assertThat(DecisionTable.ROWS.stream().filter(row -> row.whenPassed() == null))
        .extracting(DecisionRow::control)
        .containsExactlyElementsOf(
            cases().stream().filter(given -> given.passes() == null).map(Case::control).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_not_assessed_where_it_could_not_be_seen(Case given) {
    Decision decision = given.unseen().decide(given.control());

    assertThat(decision.status()).as(decision.evidence()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(decision.basis()).isNull();
    assertThat(decision.strength()).isNull();
    assertThat(decision.findings()).isEmpty();
  }
}
