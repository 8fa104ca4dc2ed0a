package dev.mxray.mcss.evidence;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence of a host says of one control.
 *
 * @param strength null when it is not assessed
 * @param told the reason; may hold hostile text
 * @param quote the line that decided it; null when it is not assessed
 */
public record HostVerdict(
    Status status, @Nullable Strength strength, Sentence told, @Nullable Quote quote) {

  /** The reason in English. */
  public String reason() {
    return told.toString();
  }

  /** Shown directly by this line. */
  public static HostVerdict pass(Quote quote, Sentence reason) {
    return new HostVerdict(Status.PASS, Strength.DIRECT, reason, quote);
  }

  /** Shown directly by this line. */
  public static HostVerdict fail(Quote quote, Sentence reason) {
    return new HostVerdict(Status.FAIL, Strength.DIRECT, reason, quote);
  }

  /** Some of it is so, some is not. */
  public static HostVerdict partial(Quote quote, Sentence reason) {
    return new HostVerdict(Status.PARTIAL, Strength.DIRECT, reason, quote);
  }

  /** The software or the thing is not there, and this shows it. */
  public static HostVerdict notApplicable(Quote quote, Sentence reason) {
    return new HostVerdict(Status.NA, Strength.DIRECT, reason, quote);
  }

  /** The evidence does not hold the file that would tell. */
  public static HostVerdict missing(String path) {
    return notAssessed(Sentence.of("evidence.missing", path));
  }

  /** The evidence does not tell; the reason names the file and why. */
  public static HostVerdict notAssessed(Sentence reason) {
    return new HostVerdict(Status.NOT_ASSESSED, null, reason, null);
  }

  /** The worse of two; this one when they are equally bad. */
  public HostVerdict worse(HostVerdict other) {
    return badness(other.status) > badness(status) ? other : this;
  }

  private static int badness(Status status) {
    return switch (status) {
      case FAIL -> 4;
      case PARTIAL -> 3;
      case NOT_ASSESSED -> 2;
      case PASS -> 1;
      case NA -> 0;
    };
  }

  /** The same, spoken for rather than shown. */
  public HostVerdict indicative() {
    return new HostVerdict(status, strength == null ? null : Strength.INDICATIVE, told, quote);
  }
}
