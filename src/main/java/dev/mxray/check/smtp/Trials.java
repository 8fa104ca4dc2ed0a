package dev.mxray.check.smtp;

/**
 * What is tried beside what every client says.
 *
 * @param injection whether a command in the clear behind STARTTLS is obeyed inside TLS
 */
public record Trials(boolean injection) {
  /** Nothing. */
  public static final Trials NONE = new Trials(/* injection= */ false);
}
