package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;

/** The limit on the size of one message, whichever mail server has it. */
public final class MessageSize {
  /** Above this a single message fills ordinary disks. */
  private static final long LARGE = 1L << 30;

  private MessageSize() {}

  /**
   * The verdict on a limit.
   *
   * @param bytes 0 for none
   * @param said the setting as it reads in a reason
   */
  public static HostVerdict judged(Quote quote, long bytes, Sentence said) {
    if (bytes == 0) {
      return HostVerdict.fail(quote, Sentence.of("message-size.unlimited", said));
    }
    return bytes > LARGE
        ? HostVerdict.partial(quote, Sentence.of("message-size.above-one-gibibyte", said))
        : HostVerdict.pass(quote, Sentence.of("message-size.limited", said));
  }
}
