package dev.mxray.score;

import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import dev.mxray.score.Score.SectionScore;
import dev.mxray.score.Score.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.mxray.score.ScoringExamples#all")
  void worked_example(ScoringExamples.Example example) {
    Score score = example.scan().score();

    assertThat(numbers(score)).isEqualTo(example.numbers());
    for (String expected : example.ledger()) {
      String id = expected.substring(0, expected.indexOf(' '));
      assertThat(ledger(section(score, id), expected)).isEqualTo(expected);
    }
  }

  @Test
  void a_deduction_tells_the_score_without_it() {
    Score score = Scans.dnsSide().with(SPF_WIDE_RANGE, DMARC_POLICY_NONE).score();

    // 67 − 8 − 20 = 39: 58.21; without the one 47: 70.15; without the other 59: 88.06
    assertThat(score.score()).isEqualTo(58);
    assertThat(without(score, SPF_WIDE_RANGE)).isEqualTo(70);
    assertThat(without(score, DMARC_POLICY_NONE)).isEqualTo(88);
  }

  @Test
  void the_score_without_a_finding_charges_what_it_covered() {
    Score score = Scans.dnsSide().with(SPF_SYNTAX_ERROR, SPF_SOFTFAIL_ALL).score();

    // 15: 52 / 67 = 77.61; without it 2 for softfail: 65 / 67 = 97.01
    assertThat(score.score()).isEqualTo(78);
    assertThat(without(score, SPF_SYNTAX_ERROR)).isEqualTo(97);
  }

  @Test
  void the_score_without_one_of_several_unusable_keys_is_no_better() {
    Score score = Scans.dnsSide().with(DKIM_KEY_WEAK, DKIM_SHA1_ONLY).score();

    assertThat(score.score()).isEqualTo(88);
    assertThat(without(score, DKIM_KEY_WEAK)).isEqualTo(88);
  }

  @Test
  void the_score_without_a_finding_covers_all_its_subjects() {
    Score score =
        Scans.dnsSide()
            .with(DKIM_KEY_SHORT, Severity.MEDIUM, "a._domainkey.example.com")
            .with(DKIM_KEY_SHORT, Severity.MEDIUM, "b._domainkey.example.com")
            .score();

    assertThat(without(score, DKIM_KEY_SHORT)).isEqualTo(100);
  }

  @Test
  void without_a_score_there_is_no_score_without_a_finding() {
    Score score =
        Scans.dnsSide()
            .seen(ScorePartId.DKIM, Seen.nothing())
            .seen(ScorePartId.DMARC, Seen.nothing())
            .with(SPF_WIDE_RANGE)
            .score();

    assertThat(section(score, "spf").deductions())
        .singleElement()
        .satisfies(deduction -> assertThat(deduction.scoreWithout()).isNull());
  }

  @Test
  void the_sections_come_in_the_order_of_the_contract_with_their_maxima() {
    assertThat(Scans.dnsSide().score().sections())
        .extracting(section -> section.section().id() + " " + section.max())
        .containsExactly(
            "spf 20", "dkim 20", "dmarc 25", "smtp 15", "reputation 10", "additional 10");
  }

  @Test
  void what_has_no_check_does_not_apply() {
    Score score = Scans.dnsSide().score();

    assertThat(section(score, "smtp").state()).isEqualTo(State.NOT_APPLICABLE);
    assertThat(section(score, "reputation").state()).isEqualTo(State.NOT_APPLICABLE);
    assertThat(section(score, "additional").applicable()).isEqualByComparingTo("2");
  }

  @Test
  void numbers_are_written_without_exponent() {
    assertThat(section(Scans.dnsSide().score(), "spf").weight()).hasToString("20");
  }

  @ParameterizedTest
  @MethodSource("gradeBorders")
  void grade_border(int score, String grade) {
    assertThat(ScoreTable.grade(score)).isEqualTo(grade);
  }

  static Object[][] gradeBorders() {
    return new Object[][] {
      {100, "A"},
      {80, "A"},
      {79, "B"},
      {70, "B"},
      {69, "C"},
      {60, "C"},
      {59, "D"},
      {50, "D"},
      {49, "F"},
      {0, "F"}
    };
  }

  @Test
  void a_share_outside_of_0_to_1_is_refused() {
    assertThatThrownBy(() -> Seen.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Seen.of(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Seen.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void random_scans_keep_the_invariants() {
    Random random = new Random(5321);
    for (int round = 0; round < 4000; round++) {
      ScoreInput input = randomInput(random);
      Score score = Scoring.score(input);

      score.sections().forEach(ScoringTest::assertAddsUp);
      assertThat(score.coveragePct().doubleValue()).isBetween(0.0, 100.0);
      Integer value = score.score();
      assertThat(score.outcome() == Outcome.FAILED).isEqualTo(value == null);
      if (value != null) {
        assertThat(value).as("%s", input).isBetween(score.low(), score.high());
        assertThat(score.low()).isBetween(0, 100);
        assertThat(score.high()).isBetween(0, 100);
      }
      assertThat(Scoring.score(shuffled(input, random))).as("%s", input).isEqualTo(score);
    }
  }

  private static void assertAddsUp(SectionScore section) {
    var sum = section.points();
    for (var deduction : section.deductions()) {
      assertThat(deduction.points()).isPositive();
      sum = sum.add(deduction.points());
    }
    assertThat(sum).isEqualByComparingTo(section.weight());
    assertThat(section.points()).isNotNegative();
    assertThat(section.weight()).isLessThanOrEqualTo(section.applicable());
    assertThat(section.applicable()).isLessThanOrEqualTo(section.max());
  }

  private static ScoreInput randomInput(Random random) {
    Scans scan = random.nextBoolean() ? Scans.dnsSide() : Scans.everything();
    for (ScorePartId part : ScorePartId.values()) {
      switch (random.nextInt(8)) {
        case 0 -> scan.seen(part, Seen.nothing());
        case 1 -> scan.seen(part, Seen.notAsked());
        case 2 -> {
          int asked = 1 + random.nextInt(10);
          scan.seen(part, new Seen(random.nextInt(asked + 1), asked, random.nextBoolean()));
        }
        default -> {}
      }
    }
    for (int count = random.nextInt(12); count > 0; count--) {
      scan.with(
          any(FindingType.values(), random),
          any(Severity.values(), random),
          any(new String[] {"example.com", "a.example.com", "b.example.com"}, random));
    }
    if (random.nextInt(4) == 0) {
      scan.noMail();
    }
    if (random.nextBoolean()) {
      scan.noUsableDkimKey();
    }
    if (random.nextBoolean()) {
      scan.noDmarcPolicy();
    }
    if (random.nextInt(50) == 0) {
      scan.nonexistent();
    }
    return scan.input();
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static ScoreInput shuffled(ScoreInput input, Random random) {
    List<Finding> findings = new ArrayList<>(input.findings());
    Collections.shuffle(findings, random);
    return new ScoreInput(
        input.profile(),
        findings,
        List.of(),
        input.seen(),
        input.dkimUsableKey(),
        input.dmarcPolicyApplies(),
        input.transportPolicy(),
        input.domainExists());
  }

  private static String numbers(Score score) {
    return "%s %s–%s %s %s %s"
        .formatted(
            score.score(),
            score.low(),
            score.high(),
            score.coveragePct(),
            score.grade(),
            score.outcome());
  }

  /** The section's ledger in words; subjects and the usual state only where they are expected. */
  private static String ledger(SectionScore section, String expected) {
    String deductions =
        section.deductions().stream()
            .map(
                deduction ->
                    deduction.type().id()
                        + " "
                        + deduction.points()
                        + (expected.endsWith(".com") ? " " + deduction.subject() : ""))
            .collect(Collectors.joining(", "));
    return (section.section().id()
            + " "
            + section.points()
            + "/"
            + section.weight()
            + " "
            + (section.state() == State.SCORED ? deductions : section.state()))
        .strip();
  }

  private static SectionScore section(Score score, String id) {
    return score.sections().stream()
        .filter(section -> section.section().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Integer without(Score score, FindingType type) {
    return score.sections().stream()
        .flatMap(section -> section.deductions().stream())
        .filter(deduction -> deduction.type() == type)
        .findFirst()
        .orElseThrow()
        .scoreWithout();
  }
}
