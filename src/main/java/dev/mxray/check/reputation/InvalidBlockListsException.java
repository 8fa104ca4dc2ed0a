package dev.mxray.check.reputation;

/** A file of lists that cannot be used; the message is one line with file and line number. */
public final class InvalidBlockListsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidBlockListsException(String message) {
    super(message);
  }
}
