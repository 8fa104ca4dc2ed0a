package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an outside view decides a control. */
interface Rule {

  /** Decides; a rule that sees too little says that it does not. */
  Verdict decide(DecisionRow row, OutsideView view);

  /**
   * What a rule says.
   *
   * @param strength null when the status is not assessed
   * @param told what was seen, or why nothing was; may hold hostile text
   */
  record Verdict(
      Status status,
      @Nullable Strength strength,
      List<String> findings,
      boolean waivable,
      Sentence told) {

    static Verdict of(
        Status status, @Nullable Strength strength, List<String> findings, Sentence told) {
      return new Verdict(status, strength, findings, /* waivable= */ false, told);
    }

    static Verdict notAssessed(Sentence why) {
      return of(Status.NOT_ASSESSED, null, List.of(), why);
    }

    static Verdict notApplicable(Strength strength, Sentence why) {
      return of(Status.NA, strength, List.of(), why);
    }
  }
}
