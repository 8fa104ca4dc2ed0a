package dev.mxray.cli;

import org.jspecify.annotations.Nullable;

/** Wrong usage: one line for the user, exit code 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(@Nullable String message) {
    super(message);
  }
}
