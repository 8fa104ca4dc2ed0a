package dev.mxray.mcss.evidence.answer;

/** A file of answers that cannot be taken; the message is one line with file, line and key. */
public final class InvalidAnswersException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidAnswersException(String message) {
    super(message);
  }
}
