package dev.mxray.mcss;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an outside view decides a control. */
interface Rule {

  /** Decides; a rule that sees too little says that it does not. */
  Verdict decide(DecisionTable.Row row, OutsideView view);

  /**
   * What a rule says.
   *
   * @param strength null when the status is not assessed
   */
  record Verdict(
      Status status,
      @Nullable Strength strength,
      List<String> findings,
      boolean waivable,
      String evidence) {

    static Verdict of(
        Status status, @Nullable Strength strength, List<String> findings, String evidence) {
      return new Verdict(status, strength, findings, /* waivable= */ false, evidence);
    }

    static Verdict notAssessed(String why) {
      return of(Status.NOT_ASSESSED, null, List.of(), why);
    }

    static Verdict notApplicable(Strength strength, String why) {
      return of(Status.NA, strength, List.of(), why);
    }
  }
}
