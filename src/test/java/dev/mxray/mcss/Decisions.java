package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.List;

/** Decisions for tests, by the id of a control. */
public final class Decisions {
  private Decisions() {}

  public static Control control(String id) {
    return Catalogue.english().find(id).orElseThrow();
  }

  public static Decision observed(String id, Status status, Strength strength) {
    return of(id, status, Basis.OBSERVED, strength, "seen");
  }

  public static Decision shown(String id, Status status) {
    return of(id, status, Basis.EVIDENCE, Strength.DIRECT, "shown");
  }

  public static Decision told(String id, Status status) {
    return of(id, status, Basis.ANSWER, Strength.DIRECT, "told");
  }

  public static Decision open(String id, String why) {
    return new Decision(
        control(id),
        Status.NOT_ASSESSED,
        null,
        null,
        List.of(),
        /* waivable= */ false,
        Sentence.verbatim(why));
  }

  public static Decision of(
      String id, Status status, Basis basis, Strength strength, String evidence) {
    return new Decision(
        control(id),
        status,
        basis,
        strength,
        List.of(),
        /* waivable= */ false,
        Sentence.verbatim(evidence));
  }
}
