package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {

  @ParameterizedTest
  @CsvSource({
    // The worked examples of the framework: an open relay, and a greeting with a version.
    "EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:H/VA:H, 1.0000, 1,     10.0, critical",
    "EV:N/AC:H/AR:P/PR:N/UI:N/VC:L/VI:N/VA:N, 0.7778, 0.5,   8.9,  high",
    // The one tie: 8.75 is rounded up.
    "EV:P/AC:H/AR:P/PR:H/UI:A/VC:L/VI:L/VA:L, 0.0000, 0.875, 8.8,  high",
    // Nothing to gain and nothing to reach it by.
    "EV:P/AC:H/AR:P/PR:H/UI:A/VC:N/VI:N/VA:N, 0.0000, 0,     0.0,  none",
    // The formula's own property: reach alone makes a full score.
    "EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:N/VA:N, 1.0000, 0,     10.0, critical",
    "EV:L/AC:L/AR:N/PR:H/UI:N/VC:N/VI:L/VA:N, 0.5556, 0.5,   7.8,  high",
    "EV:P/AC:H/AR:P/PR:L/UI:N/VC:N/VI:N/VA:N, 0.3333, 0,     3.3,  low",
    "EV:P/AC:H/AR:N/PR:N/UI:N/VC:N/VI:N/VA:N, 0.5556, 0,     5.6,  medium"
  })
  void a_vector_computes_to(
      String metrics, String exploitability, String impact, String baseScore, String rating) {
    Scores scores = Scores.of(Vector.parse("MCSS:1.0/" + metrics));

    assertThat(scores.exploitability()).hasToString(exploitability);
    assertThat(scores.impact()).hasToString(impact);
    assertThat(scores.baseScore()).hasToString(baseScore);
    assertThat(scores.rating().id()).isEqualTo(rating);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, NONE",
    "0.1, LOW",
    "3.9, LOW",
    "4.0, MEDIUM",
    "6.9, MEDIUM",
    "7.0, HIGH",
    "8.9, HIGH",
    "9.0, CRITICAL",
    "10.0, CRITICAL"
  })
  void a_score_is_called(BigDecimal score, Rating rating) {
    assertThat(Rating.of(score)).isEqualTo(rating);
  }

  @Test
  void every_combination_computes_to_what_the_formula_says_as_it_is_written() {
    List<String> vectors = combinations();
    assertThat(vectors).hasSize(4 * 2 * 2 * 3 * 3 * 3 * 3 * 3).doesNotHaveDuplicates();

    for (String vector : vectors) {
      assertThat(Scores.of(Vector.parse(vector)).baseScore())
          .as(vector)
          .isEqualTo(slowBaseScore(vector));
    }
  }

  /** The formula word by word, with more digits than matter. */
  private static BigDecimal slowBaseScore(String vector) {
    var precise = new MathContext(50, RoundingMode.HALF_EVEN);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal lost = BigDecimal.ONE;
    for (String metric : vector.substring("MCSS:1.0/".length()).split("/")) {
      BigDecimal weight =
          switch (metric) {
            case "EV:A", "AC:H", "AR:P", "PR:L", "UI:P", "VC:L", "VI:L", "VA:L" ->
                new BigDecimal("0.1");
            case "EV:L", "PR:H", "UI:A", "VC:N", "VI:N", "VA:N" -> new BigDecimal("0.2");
            case "EV:P" -> new BigDecimal("0.3");
            default -> BigDecimal.ZERO;
          };
      if (metric.startsWith("V")) {
        BigDecimal impact = BigDecimal.ONE.subtract(weight.divide(new BigDecimal("0.2"), precise));
        lost = lost.multiply(BigDecimal.ONE.subtract(impact));
      } else {
        sum = sum.add(weight);
      }
    }
    BigDecimal exploitability = BigDecimal.ONE.subtract(sum.divide(new BigDecimal("0.9"), precise));
    BigDecimal impact = BigDecimal.ONE.subtract(lost);
    BigDecimal product =
        BigDecimal.ONE.subtract(exploitability).multiply(BigDecimal.ONE.subtract(impact));
    // Ninths have no end: what lies a hair below a tie is the tie.
    return BigDecimal.TEN
        .multiply(BigDecimal.ONE.subtract(product))
        .setScale(30, RoundingMode.HALF_UP)
        .setScale(1, RoundingMode.HALF_UP);
  }

  private static List<String> combinations() {
    List<String> vectors = List.of("MCSS:1.0");
    for (Metric metric : Metric.values()) {
      if (metric.group() == Metric.Group.SUPPLEMENTAL) {
        continue;
      }
      var longer = new ArrayList<String>();
      for (String vector : vectors) {
        for (String letter : metric.letters().split(" ")) {
          longer.add(vector + "/" + metric + ":" + letter);
        }
      }
      vectors = longer;
    }
    return vectors;
  }
}
