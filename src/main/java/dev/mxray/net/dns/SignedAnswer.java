package dev.mxray.net.dns;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * What a resolver said to a question with DO and CD set: the whole message with its signatures,
 * which nobody has checked.
 *
 * @param message NOERROR or NXDOMAIN; null when nothing could be learnt. Shared: clone it before
 *     changing it
 * @param attempts the resolvers tried, in order; empty when the answer came from the cache
 * @param reason why there is no message
 */
public record SignedAnswer(
    Question question, @Nullable Message message, List<Attempt> attempts, @Nullable Reason reason) {

  public SignedAnswer {
    attempts = List.copyOf(attempts);
  }

  /** An answer that says that nothing could be learnt. */
  public static SignedAnswer unknown(Question question, Reason reason, List<Attempt> attempts) {
    return new SignedAnswer(question, null, attempts, reason);
  }

  /** What could not be learnt, for findings. */
  public Observed.Unknown<?> unknown() {
    return new Observed.Unknown<>(
        reason == null ? Reason.SERVER_FAILURE : reason,
        Sentence.of("net.with-signatures", question),
        attempts);
  }
}
