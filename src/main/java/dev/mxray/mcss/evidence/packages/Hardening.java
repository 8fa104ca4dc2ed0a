package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
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
    return PackageAssessors.worst(
        verdicts, HostVerdict.notAssessed(Sentence.of("packages.no-program", FILE)));
  }

  private static HostVerdict one(EvidenceFile file, int line) {
    var lacking = new ArrayList<Sentence>();
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
      return HostVerdict.notAssessed(
          Sentence.of("packages.build-untold", file.quote(line).place()));
    }
    if (lacking.isEmpty()) {
      return HostVerdict.pass(file.quote(line), Sentence.of("packages.hardened", program));
    }
    Sentence reason = Sentence.of("packages.not-hardened", program, Sentence.joined(", ", lacking));
    return lacking.size() + unknown == measures
        ? HostVerdict.fail(file.quote(line), reason)
        : HostVerdict.partial(file.quote(line), reason);
  }

  private static Sentence title(String measure) {
    return switch (measure) {
      case "pie" -> Sentence.of("packages.pie");
      case "stack_protector" -> Sentence.of("packages.stack-protection");
      case "relro" -> Sentence.verbatim("RELRO");
      default -> Sentence.of("packages.fortified-sources");
    };
  }
}
