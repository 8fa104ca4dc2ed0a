package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import java.util.concurrent.CompletionException;

/** That a conversation ended before its next answer: not an error, but how things went. */
final class BrokenOffException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Ending ending;

  BrokenOffException(Ending ending) {
    super(ending.words(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.ending = ending;
  }

  /**
   * The ending that a failed future tells of.
   *
   * @throws RuntimeException the failure itself, when it is a bug
   */
  static Ending ending(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof BrokenOffException broken) {
      return broken.ending;
    }
    throw cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
  }
}
