package dev.mxray.message.source;

/** What was given is no mail message, or is beyond a limit; the message says where. */
public final class InvalidMessageException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidMessageException(String message) {
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
