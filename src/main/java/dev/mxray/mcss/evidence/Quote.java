package dev.mxray.mcss.evidence;

/**
 * The place in the evidence that decides something.
 *
 * @param path of the file
 * @param line counted from 1; 0 for the file as a whole
 * @param text the line itself, empty for a whole file; hostile text
 */
public record Quote(String path, int line, String text) {

  /** {@code postfix/version.txt:4}, or the path alone for a whole file. */
  public String place() {
    return line == 0 ? path : path + ":" + line;
  }
}
