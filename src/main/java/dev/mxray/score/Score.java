package dev.mxray.score;

import dev.mxray.finding.FindingType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The score of one domain with its ledger. Numbers are plain decimals: no exponent, no trailing
 * zeros, except {@code coveragePct}, which has one decimal.
 *
 * @param version of the rules ({@link ScoreTable#VERSION})
 * @param profile what the domain was measured as
 * @param score 0–100, of what was seen; null when the outcome is failed
 * @param low the score if everything unseen were at its worst; null when the outcome is failed
 * @param high the score if everything unseen were at its best; null when the outcome is failed
 * @param coveragePct how much of what applies was seen; 100.0 only when all of it was
 * @param grade A to F; null when the outcome is failed
 * @param outcome how much came of the scan
 * @param sections all six, in the order of {@link ScoreSection}
 */
public record Score(
    int version,
    Profile profile,
    @Nullable Integer score,
    @Nullable Integer low,
    @Nullable Integer high,
    BigDecimal coveragePct,
    @Nullable String grade,
    Outcome outcome,
    List<SectionScore> sections) {

  public Score {
    sections = List.copyOf(sections);
  }

  /** What a section's points mean. */
  public enum State {
    SCORED,
    /** Nothing of it applies to this domain, or no check looks at it. */
    NOT_APPLICABLE,
    /** Nothing of it was seen. */
    UNKNOWN;

    /** The word used in reports: {@code scored}, … */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One section's ledger: {@code points} is {@code weight} less the sum of the deductions.
   *
   * @param section which one
   * @param max the section's maximum
   * @param applicable how much of the maximum applies to this domain
   * @param weight how much of it was seen
   * @param points what is left of the weight
   * @param state what that means
   * @param deductions what was taken, in the order of taking; each more than 0
   */
  public record SectionScore(
      ScoreSection section,
      BigDecimal max,
      BigDecimal applicable,
      BigDecimal weight,
      BigDecimal points,
      State state,
      List<Deduction> deductions) {

    public SectionScore {
      deductions = List.copyOf(deductions);
    }
  }

  /**
   * Points taken for one finding type.
   *
   * @param type the finding type
   * @param subject its worst subject, the first in alphabetical order of several
   * @param points what it took; less than its share for the one that used up the weight
   * @param scoreWithout the score of the domain if no finding of this type were reported, and what
   *     the type covered were charged; null when the outcome is failed
   */
  public record Deduction(
      FindingType type, String subject, BigDecimal points, @Nullable Integer scoreWithout) {}
}
