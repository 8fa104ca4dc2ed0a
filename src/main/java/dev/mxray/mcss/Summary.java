package dev.mxray.mcss;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assessment in numbers. A partial control counts half.
 *
 * @param assessed passed + partial + failed
 * @param compliancePct what passed, of the assessed; one decimal, half up; null when none is
 *     assessed
 * @param riskExposurePct the base scores of what failed, of those of the assessed; one decimal,
 *     half up; null when none is assessed, or all of them score 0
 */
public record Summary(
    int assessed,
    int passed,
    int partial,
    int failed,
    int na,
    int notAssessed,
    @Nullable BigDecimal compliancePct,
    @Nullable BigDecimal riskExposurePct) {

  /** The numbers of these decisions. */
  static Summary of(List<Decision> decisions) {
    int passed = count(decisions, Status.PASS);
    int partial = count(decisions, Status.PARTIAL);
    int failed = count(decisions, Status.FAIL);
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal twiceLost = BigDecimal.ZERO;
    for (Decision decision : decisions) {
      BigDecimal score = decision.control().scores().baseScore();
      if (decision.assessed()) {
        all = all.add(score);
      }
      twiceLost = twiceLost.add(score.multiply(BigDecimal.valueOf(lostHalves(decision))));
    }
    int assessed = passed + partial + failed;
    return new Summary(
        assessed,
        passed,
        partial,
        failed,
        count(decisions, Status.NA),
        count(decisions, Status.NOT_ASSESSED),
        share(BigDecimal.valueOf(2L * passed + partial), BigDecimal.valueOf(assessed)),
        share(twiceLost, all));
  }

  private static int lostHalves(Decision decision) {
    return switch (decision.status()) {
      case FAIL -> 2;
      case PARTIAL -> 1;
      case PASS, NA, NOT_ASSESSED -> 0;
    };
  }

  private static int count(List<Decision> decisions, Status status) {
    return (int) decisions.stream().filter(decision -> decision.status() == status).count();
  }

  /** Half of {@code halves}, as a percentage of {@code whole}. */
  private static @Nullable BigDecimal share(BigDecimal halves, BigDecimal whole) {
    return whole.signum() == 0
        ? null
        : halves.multiply(BigDecimal.valueOf(50)).divide(whole, 1, RoundingMode.HALF_UP);
  }
}
