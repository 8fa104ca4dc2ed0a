package dev.mxray.store;

import org.jspecify.annotations.Nullable;

/** The database did not do what it was asked; the message is one line for the user. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
