package dev.mxray.mcss;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * What a vector computes to.
 *
 * <pre>
 * exploitability = 1 − (EV + AC + AR + PR + UI) / 0.9
 * impact         = 1 − (1 − VC)(1 − VI)(1 − VA)      with each metric as 1 − weight / 0.2
 * base score     = 10 × (1 − (1 − exploitability)(1 − impact))
 * </pre>
 *
 * Ninths have no end as decimals; the base score is worked out in whole numbers and rounded once.
 *
 * @param exploitability 0 to 1, rounded half up to four decimals
 * @param impact 0 to 1, exact: eighths
 * @param baseScore 0.0 to 10.0, rounded half up to one decimal
 * @param rating what the base score is called
 */
public record Scores(
    BigDecimal exploitability, BigDecimal impact, BigDecimal baseScore, Rating rating) {

  /** The largest sum of the exploitability weights, in tenths. */
  private static final int MAX_EXPLOITABILITY_TENTHS = 9;

  /** Twice, for each of the three impact metrics. */
  private static final int EIGHTHS = 8;

  private static final int SHOWN_DECIMALS = 4;

  /** The scores of a vector. */
  public static Scores of(Vector vector) {
    int tenths = sum(vector);
    int eighths = lostImpact(vector);
    int whole = MAX_EXPLOITABILITY_TENTHS * EIGHTHS;
    BigDecimal baseScore =
        BigDecimal.valueOf(10L * (whole - tenths * eighths))
            .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    return new Scores(
        BigDecimal.valueOf(MAX_EXPLOITABILITY_TENTHS - tenths)
            .divide(
                BigDecimal.valueOf(MAX_EXPLOITABILITY_TENTHS),
                SHOWN_DECIMALS,
                RoundingMode.HALF_UP),
        BigDecimal.valueOf(EIGHTHS - eighths).divide(BigDecimal.valueOf(EIGHTHS)),
        baseScore,
        Rating.of(baseScore));
  }

  private static int sum(Vector vector) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.group() == Metric.Group.EXPLOITABILITY)
        .mapToInt(vector::tenths)
        .sum();
  }

  /** (1 − VC)(1 − VI)(1 − VA) in eighths: each factor is weight / 0.2, that is halves. */
  private static int lostImpact(Vector vector) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.group() == Metric.Group.IMPACT)
        .mapToInt(vector::tenths)
        .reduce(1, (product, halves) -> product * halves);
  }
}
