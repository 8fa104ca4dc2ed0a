package dev.mxray.report.change;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scores of two reports; null where there is none, because too little was seen.
 *
 * @param oldCoveragePct how much of what counts the older report saw
 */
public record ScoreChange(
    @Nullable Integer oldScore,
    @Nullable Integer newScore,
    @Nullable String oldGrade,
    @Nullable String newGrade,
    BigDecimal oldCoveragePct,
    BigDecimal newCoveragePct) {

  /** True when both reports have a score, and not the same. */
  public boolean moved() {
    return oldScore != null && newScore != null && !Objects.equals(oldScore, newScore);
  }

  /** By how many points the score rose; 0 unless both are known. */
  public int delta() {
    return oldScore == null || newScore == null ? 0 : newScore - oldScore;
  }
}
