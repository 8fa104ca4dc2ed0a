package dev.mxray.mcss;

/** What was given is no vector; the message is one line for the user, and says where and why. */
public final class InvalidVectorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int position;

  InvalidVectorException(String message, int position) {
    super(message + " at position " + position);
    this.position = position;
  }

  /** Where in the text the fault begins, counted in characters from 1. */
  public int position() {
    return position;
  }
}
