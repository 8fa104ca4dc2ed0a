package dev.mxray.mcss;

import static dev.mxray.mcss.Decisions.open;
import static dev.mxray.mcss.Decisions.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssessmentComparisonTest {
  private static final String ID = "TLS-009";

  private static Decision decision(Status status) {
    return status == Status.NOT_ASSESSED ? open(ID, "") : shown(ID, status);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("FAIL", "PASS", "fixed"),
        arguments("PARTIAL", "PASS", "fixed"),
        arguments("FAIL", "NA", "fixed"),
        arguments("FAIL", "PARTIAL", "better"),
        arguments("PARTIAL", "FAIL", "worse"),
        arguments("PASS", "FAIL", "worse"),
        arguments("PASS", "PARTIAL", "worse"),
        arguments("NA", "FAIL", "worse"),
        arguments("NOT_ASSESSED", "FAIL", "found"),
        arguments("NOT_ASSESSED", "PARTIAL", "found"),
        arguments("PASS", "NOT_ASSESSED", "lost"),
        arguments("FAIL", "NOT_ASSESSED", "lost"),
        arguments("NOT_ASSESSED", "PASS", ""),
        arguments("PASS", "NA", ""),
        arguments("FAIL", "FAIL", ""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_change_is_of_one_kind(Status before, Status now, String kind) {
    var comparison = AssessmentComparison.of(List.of(decision(before)), List.of(decision(now)));

    var expected = List.of(new AssessmentComparison.Change(Decisions.control(ID), before, now));
    assertThat(comparison.fixed()).isEqualTo(kind.equals("fixed") ? expected : List.of());
    assertThat(comparison.better()).isEqualTo(kind.equals("better") ? expected : List.of());
    assertThat(comparison.worse()).isEqualTo(kind.equals("worse") ? expected : List.of());
    assertThat(comparison.found()).isEqualTo(kind.equals("found") ? expected : List.of());
    assertThat(comparison.lost()).isEqualTo(kind.equals("lost") ? expected : List.of());
    assertThat(comparison.unchanged()).isEqualTo(kind.isEmpty());
  }

  @Test
  void a_control_that_was_not_there_was_not_assessed() {
    assertThat(AssessmentComparison.of(List.of(), List.of(decision(Status.FAIL))).found())
        .extracting(AssessmentComparison.Change::before)
        .containsExactly(Status.NOT_ASSESSED);
  }
}
