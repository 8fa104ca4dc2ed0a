package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code apt-cache policy} says of one package.
 *
 * @param candidate the version that an upgrade would install, with its line; null when not told
 * @param candidateLine where that stands
 * @param sources the lines of the repositories that offer the installed version
 */
record AptPolicy(
    String installed,
    @Nullable String candidate,
    @Nullable Quote candidateLine,
    List<Quote> sources) {
  AptPolicy {
    sources = List.copyOf(sources);
  }

  static Optional<AptPolicy> of(EvidenceFile file, String packageName) {
    List<String> lines = file.lines();
    for (int start = 1; start <= lines.size(); start++) {
      if (lines.get(start - 1).equals(packageName + ":")) {
        return Optional.of(read(file, start + 1));
      }
    }
    return Optional.empty();
  }

  private static AptPolicy read(EvidenceFile file, int start) {
    String installed = "";
    String candidate = null;
    Quote candidateLine = null;
    var sources = new ArrayList<Quote>();
    boolean inInstalled = false;
    for (int line = start; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (!text.startsWith(" ")) {
        break;
      }
      String word = text.strip();
      if (word.startsWith("Installed:")) {
        installed = word.substring("Installed:".length()).strip();
      } else if (word.startsWith("Candidate:")) {
        candidate = word.substring("Candidate:".length()).strip();
        candidateLine = file.quote(line);
      } else if (word.startsWith("***")) {
        inInstalled = true;
      } else if (text.startsWith("     ") && !text.startsWith("        ")) {
        inInstalled = false;
      } else if (inInstalled && word.contains("://")) {
        sources.add(file.quote(line));
      }
    }
    return new AptPolicy(installed, candidate, candidateLine, sources);
  }

  /** The version that an upgrade would install, and where that stands; empty when none waits. */
  Optional<Lines.Told> waiting() {
    return candidate == null
            || candidateLine == null
            || installed.isEmpty()
            || candidate.equals(installed)
            || candidate.equals("(none)")
        ? Optional.empty()
        : Optional.of(new Lines.Told(candidate, candidateLine));
  }
}
