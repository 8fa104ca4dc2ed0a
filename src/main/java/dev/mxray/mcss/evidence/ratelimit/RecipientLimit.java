package dev.mxray.mcss.evidence.ratelimit;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;

/** The limit on the recipients of one message, whichever mail server has it. */
final class RecipientLimit {
  private static final long FEW = 500;
  private static final long MANY = 1_000;

  private RecipientLimit() {}

  /**
   * The verdict on a limit.
   *
   * @param most the highest number that is taken
   * @param said the setting as it reads in a reason
   */
  static HostVerdict judged(Quote quote, long most, Sentence said) {
    if (most > MANY) {
      return HostVerdict.fail(quote, Sentence.of("ratelimit.recipients-very-many", said));
    }
    return most > FEW
        ? HostVerdict.partial(quote, Sentence.of("ratelimit.recipients-many", said))
        : HostVerdict.pass(quote, Sentence.of("ratelimit.recipients-limited", said));
  }
}
