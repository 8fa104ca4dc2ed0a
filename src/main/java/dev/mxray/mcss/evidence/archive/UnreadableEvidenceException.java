package dev.mxray.mcss.evidence.archive;

/**
 * The archive or folder cannot be read, or holds what no evidence holds. The message is one
 * sentence that names the archive and the entry in it; may hold hostile text.
 */
public final class UnreadableEvidenceException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableEvidenceException(String message) {
    super(message);
  }

  UnreadableEvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
