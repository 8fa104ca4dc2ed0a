package dev.mxray.report;

import dev.mxray.score.Score;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger behind the score.
 *
 * @param version of the scoring rules
 * @param profile {@code mail} or {@code no_mail}
 * @param low the score if everything unseen were at its worst; null when the outcome is failed
 * @param high the score if everything unseen were at its best; null when the outcome is failed
 */
public record ScorePart(
    int version,
    String profile,
    @Nullable Integer low,
    @Nullable Integer high,
    BigDecimal coveragePct,
    List<SectionPart> sections) {

  /** The published form of a score. */
  public static ScorePart of(Score score) {
    return new ScorePart(
        score.version(),
        score.profile().id(),
        score.low(),
        score.high(),
        score.coveragePct(),
        score.sections().stream().map(SectionPart::of).toList());
  }

  /**
   * One of the six sections.
   *
   * @param max the section's maximum
   * @param applicable how much of the maximum this scan could have reached
   * @param weight how much of it was seen
   * @param state {@code scored}, {@code not_applicable} or {@code unknown}
   */
  public record SectionPart(
      String id,
      BigDecimal max,
      BigDecimal applicable,
      BigDecimal points,
      String state,
      BigDecimal weight,
      List<DeductionPart> deductions) {

    private static SectionPart of(Score.SectionScore section) {
      return new SectionPart(
          section.section().id(),
          section.max(),
          section.applicable(),
          section.points(),
          section.state().id(),
          section.weight(),
          section.deductions().stream().map(DeductionPart::of).toList());
    }
  }

  /**
   * Points taken for one finding type.
   *
   * @param scoreWithout the score that the domain would have without it
   */
  public record DeductionPart(
      String finding, String subject, BigDecimal points, @Nullable Integer scoreWithout) {

    private static DeductionPart of(Score.Deduction deduction) {
      return new DeductionPart(
          deduction.type().id(), deduction.subject(), deduction.points(), deduction.scoreWithout());
    }
  }
}
