package dev.mxray.score;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of a part was seen, as a fraction, because thirds are no decimals.
 *
 * @param seen how many were seen, 0 to {@code asked}
 * @param asked of how many, at least 1
 * @param switchedOff true when an option is the reason for what is missing
 */
public record Seen(int seen, int asked, boolean switchedOff) {

  /** Decimals of a share of points: 10 · ⅓ has no end. */
  private static final int SCALE = 4;

  public Seen {
    if (asked < 1 || seen < 0 || seen > asked) {
      throw new IllegalArgumentException("seen " + seen + " of " + asked);
    }
  }

  /** All of it. */
  public static Seen whole() {
    return new Seen(1, 1, false);
  }

  /** Nothing of it, though it was tried. */
  public static Seen nothing() {
    return new Seen(0, 1, false);
  }

  /** {@code seen} of {@code asked}. */
  public static Seen of(int seen, int asked) {
    return new Seen(seen, asked, false);
  }

  /** Nothing of it, because an option said so. */
  public static Seen notAsked() {
    return new Seen(0, 1, true);
  }

  /** The seen share of {@code points}. */
  BigDecimal of(BigDecimal points) {
    return points
        .multiply(BigDecimal.valueOf(seen))
        .divide(BigDecimal.valueOf(asked), SCALE, RoundingMode.HALF_UP);
  }
}
