package dev.mxray.domain;

/** What was given is not a domain name; the message is one line for the user, and says why. */
public final class InvalidDomainException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidDomainException(String message) {
    super(message);
  }
}
