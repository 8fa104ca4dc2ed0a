package dev.mxray.watch.config;

/** A configuration cannot be used; the message is one line with file, line, key and why. */
public final class InvalidWatchConfigException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidWatchConfigException(String message) {
    super(message);
  }
}
