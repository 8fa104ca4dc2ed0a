package dev.mxray.score;

import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.finding.Severity;
import dev.mxray.score.Gate.Judged;
import dev.mxray.score.Gate.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

  record Case(String name, Scans scan, Gate gate, int exitCode, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "at the gate passes", // policy none: 70
            Scans.dnsSide().with(DMARC_POLICY_NONE),
            Gate.standard(),
            0,
            "the score, 70, is not below 70"),
        new Case(
            "one below the gate fails",
            Scans.dnsSide().with(DMARC_POLICY_NONE),
            new Gate(71, false, null),
            1,
            "the score, 70, is below 71"),
        new Case(
            "the range does not matter without strict", // 100, between 70 and 100
            Scans.dnsSide().with(DKIM_NOT_FOUND),
            new Gate(71, false, null),
            0,
            "the score, 100, is not below 71"),
        new Case(
            "strict compares the low end",
            Scans.dnsSide().with(DKIM_NOT_FOUND),
            new Gate(71, true, null),
            1,
            "the low end of the score range, 70, is below 71"),
        new Case(
            "strict at the gate passes",
            Scans.dnsSide().with(DKIM_NOT_FOUND),
            new Gate(70, true, null),
            0,
            "the low end of the score range, 70, is not below 70"),
        new Case(
            "a finding of the severity fails",
            Scans.dnsSide().with(SPF_WIDE_RANGE),
            new Gate(70, false, Severity.MEDIUM),
            1,
            "findings of severity medium or worse: spf-wide-range"),
        new Case(
            "worse findings fail too, and come first",
            Scans.dnsSide().with(SPF_WIDE_RANGE, DKIM_KEY_WEAK),
            new Gate(0, false, Severity.MEDIUM),
            1,
            "findings of severity medium or worse: dkim-key-weak, spf-wide-range"),
        new Case(
            "milder findings pass",
            Scans.dnsSide().with(SPF_WIDE_RANGE),
            new Gate(70, false, Severity.HIGH),
            0,
            "the score, 88, is not below 70"),
        new Case(
            "score and findings are both told",
            Scans.dnsSide().with(SPF_PASS_ALL),
            new Gate(80, false, Severity.CRITICAL),
            1,
            "the score, 70, is below 80; findings of severity critical or worse: spf-pass-all"),
        new Case(
            "a gate of 0 passes any score",
            Scans.dnsSide()
                .noUsableDkimKey()
                .noDmarcPolicy()
                .with(SPF_MISSING, DKIM_ABSENT, DMARC_MISSING, MX_NONE),
            new Gate(0, false, null),
            0,
            "the score, 0, is not below 0"),
        new Case(
            "a failed outcome fails whatever the gate",
            Scans.dnsSide().nonexistent(),
            new Gate(0, false, null),
            1,
            "the scan could not be completed: there is no score"),
        new Case(
            "a failed outcome fails a strict gate",
            Scans.dnsSide().nonexistent(),
            new Gate(0, true, null),
            1,
            "the scan could not be completed: there is no score"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gate(Case example) {
    ScoreInput input = example.scan().input();

    Score score = Scoring.score(input);
    List<Judged> judged =
        input.findings().stream()
            .map(finding -> new Judged(finding.type().id(), finding.severity()))
            .toList();

    assertThat(example.gate().judge(score.score(), score.low(), judged))
        .isEqualTo(new Verdict(example.exitCode(), example.reason()));
  }

  @Test
  void a_gate_outside_of_0_to_100_is_refused() {
    assertThatThrownBy(() -> new Gate(101, false, null)).hasMessageContaining("101");
    assertThatThrownBy(() -> new Gate(-1, false, null)).hasMessageContaining("-1");
  }
}
