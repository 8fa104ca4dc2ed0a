package dev.mxray.report.change;

/** A file of suppressions cannot be read; the message is one line for people: file, line, what. */
public final class InvalidSuppressionsException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidSuppressionsException(String message) {
    super(message);
  }
}
