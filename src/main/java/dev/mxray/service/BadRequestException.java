package dev.mxray.service;

/** A request that cannot be understood; the message says what is wrong with it, for people. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
