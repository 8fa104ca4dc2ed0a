package dev.mxray.cli;

/** The exit codes of the command line (contract). */
final class ExitCode {
  /** The score is at or above the gate. */
  static final int OK = 0;

  /** Below the gate, or the scan could not be completed; standard error says which. */
  static final int GATE = 1;

  /** Wrong usage, found before scanning. */
  static final int USAGE = 2;

  /** Interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
