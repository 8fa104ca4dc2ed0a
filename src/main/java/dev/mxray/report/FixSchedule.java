package dev.mxray.report;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Effort;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do about the findings of a report, in order: the worst severity first, then what gains
 * most points, then the least effort.
 *
 * @param steps one for each type of finding
 */
record FixSchedule(List<Step> steps) {
  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "info");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * One step.
   *
   * @param effort the highest of the controls that the finding belongs to
   * @param scoreThen about what the score becomes with this and all before it; null without a score
   */
  record Step(Recommendation what, Effort effort, @Nullable Integer scoreThen) {}

  FixSchedule {
    steps = List.copyOf(steps);
  }

  /** The schedule for a report. */
  static FixSchedule of(Report report) {
    var ordered = new ArrayList<>(Recommendation.of(report));
    ordered.sort(
        Comparator.comparingInt((Recommendation one) -> SEVERITIES.indexOf(one.first().severity()))
            .thenComparing(Recommendation::gain, Comparator.reverseOrder())
            .thenComparing(one -> effort(one.first())));
    var steps = new ArrayList<Step>();
    Set<String> cleared = new HashSet<>();
    Integer last = report.securityScore();
    for (Recommendation one : ordered) {
      cleared.add(one.first().id());
      if (last != null && report.securityScore() != null) {
        int then =
            cleared.size() == 1
                ? report.securityScore() + one.gain()
                : estimate(report.score(), cleared);
        last = Math.max(last, Math.min(100, then));
      }
      steps.add(new Step(one, effort(one.first()), last));
    }
    return new FixSchedule(steps);
  }

  private static Effort effort(FindingPart finding) {
    return finding.controls().stream()
        .flatMap(id -> Catalogue.english().find(id).stream())
        .map(Effort::of)
        .max(Comparator.naturalOrder())
        .orElse(Effort.MODERATE);
  }

  /**
   * The score by the ledger without what is cleared. A section that has lost all its points may
   * have lost them more than once: there, before all is cleared, the dearest one alone is counted.
   */
  private static int estimate(ScorePart score, Set<String> cleared) {
    BigDecimal points = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    for (ScorePart.SectionPart section : score.sections()) {
      weight = weight.add(section.weight());
      points = points.add(section.points()).add(regained(section, cleared));
    }
    return weight.signum() == 0
        ? 0
        : HUNDRED.multiply(points).divide(weight, 0, RoundingMode.HALF_UP).intValue();
  }

  private static BigDecimal regained(ScorePart.SectionPart section, Set<String> cleared) {
    List<BigDecimal> removed =
        section.deductions().stream()
            .filter(deduction -> cleared.contains(deduction.finding()))
            .map(ScorePart.DeductionPart::points)
            .toList();
    boolean whole = removed.size() == section.deductions().size();
    Optional<BigDecimal> regained =
        section.points().signum() > 0 || whole
            ? removed.stream().reduce(BigDecimal::add)
            : removed.stream().max(Comparator.naturalOrder());
    return regained.orElse(BigDecimal.ZERO);
  }
}
