package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table of access(5), cidr_table(5), regexp_table(5): what its right sides do. */
final class AccessTable {
  private AccessTable() {}

  /**
   * The first line whose action ends a list with permission, or may: {@code OK}, a number, or a
   * restriction by name that does not refuse.
   */
  static Optional<LogicalLine> permitting(EvidenceFile file) {
    return LogicalLine.of(file).stream().filter(line -> permits(line.text())).findFirst();
  }

  private static boolean permits(String line) {
    List<String> words = Words.of(line);
    if (words.size() < 2 || words.get(0).equalsIgnoreCase("if")) {
      return false;
    }
    String action = words.get(1).toUpperCase(Locale.ROOT);
    return action.equals("OK")
        || action.equals("PERMIT")
        || (action.matches("[0-9]+") && !action.matches("[45][0-9]{2}"))
        || (action.startsWith("PERMIT_") && !action.equals("PERMIT_AUTH_DESTINATION"));
  }
}
