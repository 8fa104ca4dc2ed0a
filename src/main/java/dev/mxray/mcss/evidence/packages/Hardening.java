package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PATCHING-003: how the programs are built. Of each program a line with {@code pie}, {@code
 * stack_protector}, {@code relro}, {@code fortify} and yes or no.
 */
final class Hardening {
  static final String FILE = "system/hardening.txt";
  private static final Pattern MEASURE =
      Pattern.compile("\\b(pie|stack_protector|relro|fortify)=(yes|no|unknown)\\b");

  private Hardening() {}

  static HostVerdict of(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(FILE);
    }
    var verdicts = new ArrayList<HostVerdict>();
    for (int line = 1; line <= file.get().lines().size(); line++) {
      if (file.get().lines().get(line - 1).startsWith("program: ")) {
        verdicts.add(one(file.get(), line));
      }
    }
    return PackageAssessors.worst(verdicts, FILE + " names no program of a mail server.");
  }

  private static HostVerdict one(EvidenceFile file, int line) {
    var lacking = new ArrayList<String>();
    int measures = 0;
    int unknown = 0;
    Matcher matcher = MEASURE.matcher(file.lines().get(line - 1));
    while (matcher.find()) {
      measures++;
      switch (matcher.group(2)) {
        case "no" -> lacking.add(title(matcher.group(1)));
        case "unknown" -> unknown++;
        default -> {}
      }
    }
    String program = file.lines().get(line - 1).split(" ", 3)[1];
    if (measures == 0 || unknown == measures) {
      return HostVerdict.notAssessed(file.quote(line).place() + " does not tell how it is built.");
    }
    if (lacking.isEmpty()) {
      return HostVerdict.pass(
          file.quote(line),
          "All programs that were looked at are built with hardening, such as " + program + ".");
    }
    String reason = program + " is built without " + String.join(", ", List.copyOf(lacking)) + ".";
    return lacking.size() + unknown == measures
        ? HostVerdict.fail(file.quote(line), reason)
        : HostVerdict.partial(file.quote(line), reason);
  }

  private static String title(String measure) {
    return switch (measure) {
      case "pie" -> "a free position (PIE)";
      case "stack_protector" -> "stack protection";
      case "relro" -> "RELRO";
      default -> "fortified sources";
    };
  }
}
