package dev.mxray.report;

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
      List<DeductionPart> deductions) {}

  /**
   * Points taken for one finding type.
   *
   * @param scoreWithout the score that the domain would have without it
   */
  public record DeductionPart(
      String finding, String subject, BigDecimal points, @Nullable Integer scoreWithout) {}
}
