package dev.mxray.mcss.evidence;

import java.util.List;

/**
 * One file of the evidence.
 *
 * @param path below the archive's top folder: {@code postfix/config_active/postconf_n.txt}
 * @param lines its text without line ends, whatever they were; with the comment lines that a
 *     collector puts before the output of a command. Hostile text
 * @param truncated true when the file was longer than what is read: what is not in it may be in the
 *     rest
 */
public record EvidenceFile(String path, List<String> lines, boolean truncated) {
  public EvidenceFile {
    lines = List.copyOf(lines);
  }

  /** The line with this number, counted from 1, as a quotation. */
  public Quote quote(int line) {
    return new Quote(path, line, lines.get(line - 1));
  }

  /** The file as a whole, for a decision that no single line makes. */
  public Quote quote() {
    return new Quote(path, 0, "");
  }
}
