package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one control stands.
 *
 * @param basis where the evidence comes from; null when it is not assessed
 * @param strength how far the evidence carries; null when it is not assessed
 * @param findings the ids of the finding types that decided it: those that were reported when it
 *     fails, those that were not when it passes
 * @param waivable true when the control asks for more than good practice does: a short-lived
 *     certificate cannot last another 90 days
 * @param told what decided it, or why nothing did; with hostile text in it
 */
public record Decision(
    Control control,
    Status status,
    @Nullable Basis basis,
    @Nullable Strength strength,
    List<String> findings,
    boolean waivable,
    Sentence told) {

  public Decision {
    findings = List.copyOf(findings);
  }

  /** What decided it, in English. */
  public String evidence() {
    return told.toString();
  }

  /** True when it counts in the summary: passed, partial or failed. */
  public boolean assessed() {
    return status == Status.PASS || status == Status.PARTIAL || status == Status.FAIL;
  }
}
