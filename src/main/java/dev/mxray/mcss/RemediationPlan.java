package dev.mxray.mcss;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to remedy first: by declared severity, then base score, then effort, the least first. What
 * the numbers become counts every control of the steps so far as passed.
 *
 * @param steps the controls that fail or pass in part
 */
public record RemediationPlan(List<Step> steps) {

  /**
   * One control to remedy.
   *
   * @param decision fails or passes in part
   * @param compliancePct of the framework's controls when this and all before it are done
   * @param riskExposurePct the same
   */
  public record Step(
      Decision decision,
      Effort effort,
      @Nullable BigDecimal compliancePct,
      @Nullable BigDecimal riskExposurePct) {}

  private static final Comparator<Decision> ORDER =
      Comparator.comparing((Decision decision) -> decision.control().severity())
          .thenComparing(
              decision -> decision.control().scores().baseScore(), Comparator.reverseOrder())
          .thenComparing(decision -> Effort.of(decision.control()))
          // One that fails altogether before one that passes in part.
          .thenComparing(Decision::status);

  public RemediationPlan {
    steps = List.copyOf(steps);
  }

  /** The plan for an assessment. */
  public static RemediationPlan of(Assessment assessment) {
    var controls = new ArrayList<>(assessment.controls());
    var open = new ArrayList<Decision>();
    controls.stream().filter(RemediationPlan::open).forEach(open::add);
    assessment.extensions().stream().filter(RemediationPlan::open).forEach(open::add);
    open.sort(ORDER);
    var steps = new ArrayList<Step>();
    for (Decision decision : open) {
      controls.replaceAll(one -> one.equals(decision) ? passed(one) : one);
      Summary then = Summary.of(controls);
      steps.add(
          new Step(
              decision,
              Effort.of(decision.control()),
              then.compliancePct(),
              then.riskExposurePct()));
    }
    return new RemediationPlan(steps);
  }

  private static boolean open(Decision decision) {
    return decision.status() == Status.FAIL || decision.status() == Status.PARTIAL;
  }

  private static Decision passed(Decision decision) {
    return new Decision(
        decision.control(),
        Status.PASS,
        decision.basis(),
        decision.strength(),
        decision.findings(),
        /* waivable= */ false,
        decision.told());
  }
}
