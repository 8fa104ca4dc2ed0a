package dev.mxray.report;

import dev.mxray.mcss.Assessment;
import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The assessment against the MCSS controls.
 *
 * @param version of MCSS
 * @param controls the 169 controls of the catalogue, then this project's own, whose ids begin with
 *     {@code X-}
 */
public record McssPart(String version, List<Control> controls, Summary summary) {

  /**
   * One control.
   *
   * @param status {@code pass}, {@code fail}, {@code partial}, {@code na} or {@code not_assessed}
   * @param basis {@code observed} (from outside), {@code evidence} (from the host) or {@code
   *     answer} (of a person); null when not assessed
   * @param strength {@code direct} or {@code indicative}; null when not assessed
   * @param baseScore 0.0–10.0, from the vector
   * @param rating of the base score: {@code none}, {@code low}, {@code medium}, {@code high} or
   *     {@code critical}
   * @param severity as the catalogue declares it
   * @param findings ids of the finding types that decided it: of a failed or partial control those
   *     that were reported, of a passed one those that were looked for and not found
   * @param evidence in a few words what decided it; null when not assessed
   */
  public record Control(
      String id,
      String status,
      @Nullable String basis,
      @Nullable String strength,
      BigDecimal baseScore,
      String rating,
      String severity,
      String vector,
      List<String> findings,
      @Nullable String evidence) {}

  /**
   * The 169 controls of the published catalogue counted.
   *
   * @param compliancePct (passed + ½ partial) ÷ assessed; null when nothing was assessed
   * @param riskExposurePct Σ base score of failed (+ ½ partial) ÷ Σ base score of assessed; null
   *     when nothing was assessed
   * @param extensions this project's own controls, counted apart
   */
  public record Summary(
      int assessed,
      int passed,
      int partial,
      int failed,
      int na,
      int notAssessed,
      @Nullable BigDecimal compliancePct,
      @Nullable BigDecimal riskExposurePct,
      Extensions extensions) {}

  /** The counts of this project's own controls. */
  public record Extensions(int assessed, int passed, int partial, int failed) {}

  /** The part for an assessment, told in a language. */
  public static McssPart of(Assessment assessment, Wording words) {
    dev.mxray.mcss.Summary summary = assessment.summary();
    dev.mxray.mcss.Summary extensions = assessment.extensionSummary();
    return new McssPart(
        Catalogue.VERSION,
        Stream.concat(assessment.controls().stream(), assessment.extensions().stream())
            .map(decision -> of(decision, words))
            .toList(),
        new Summary(
            summary.assessed(),
            summary.passed(),
            summary.partial(),
            summary.failed(),
            summary.na(),
            summary.notAssessed(),
            summary.compliancePct(),
            summary.riskExposurePct(),
            new Extensions(
                extensions.assessed(),
                extensions.passed(),
                extensions.partial(),
                extensions.failed())));
  }

  private static Control of(Decision decision, Wording words) {
    dev.mxray.mcss.Control control = decision.control();
    return new Control(
        control.id(),
        decision.status().id(),
        decision.basis() == null ? null : decision.basis().id(),
        decision.strength() == null ? null : decision.strength().id(),
        control.scores().baseScore(),
        control.scores().rating().id(),
        control.severity().id(),
        control.vector().toString(),
        decision.findings(),
        decision.told().in(words));
  }

  /**
   * The decisions that this part publishes, of the controls that the catalogue knows. What a
   * document of someone else's has in it that is no decision is left out.
   */
  public List<Decision> decisions(Catalogue catalogue) {
    return controls.stream().flatMap(control -> decision(control, catalogue).stream()).toList();
  }

  private static Optional<Decision> decision(Control part, Catalogue catalogue) {
    Optional<dev.mxray.mcss.Control> control =
        Optional.ofNullable(part.id()).flatMap(catalogue::find);
    Optional<Status> status = one(Status.values(), Status::id, part.status());
    if (control.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    boolean decided = status.get() != Status.NOT_ASSESSED;
    return Optional.of(
        new Decision(
            control.get(),
            status.get(),
            decided ? one(Basis.values(), Basis::id, part.basis()).orElse(Basis.OBSERVED) : null,
            decided
                ? one(Strength.values(), Strength::id, part.strength()).orElse(Strength.INDICATIVE)
                : null,
            part.findings(),
            /* waivable= */ false,
            Sentence.verbatim(part.evidence() == null ? "" : part.evidence())));
  }

  private static <T> Optional<T> one(T[] values, Function<T, String> id, @Nullable String word) {
    return Arrays.stream(values).filter(value -> id.apply(value).equals(word)).findFirst();
  }

  /** The part of a scan that assessed no control. */
  public static McssPart none() {
    return new McssPart(
        "1.0", List.of(), new Summary(0, 0, 0, 0, 0, 0, null, null, new Extensions(0, 0, 0, 0)));
  }
}
