package dev.mxray.check.dkim;

/** A selectors file cannot be used; the message is one line that names the file and the line. */
public final class InvalidSelectorsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidSelectorsException(String message) {
    super(message);
  }
}
