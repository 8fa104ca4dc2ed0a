package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.Map;
import java.util.Optional;

/** Compares main.cf as it lies on the disk with what {@code postconf -n} has printed. */
public final class MainCfComparison {
  private MainCfComparison() {}

  /** Differences in white space do not count. */
  public static HostVerdict of(Evidence evidence) {
    Optional<EvidenceFile> active = evidence.file(PostfixConfig.ACTIVE);
    Optional<EvidenceFile> onDisk = evidence.file(PostfixConfig.MAIN_CF);
    if (active.isEmpty() || onDisk.isEmpty()) {
      return HostVerdict.missing(active.isEmpty() ? PostfixConfig.ACTIVE : PostfixConfig.MAIN_CF);
    }
    MainCf reported = MainCf.of(active.get());
    MainCf file = MainCf.of(onDisk.get());
    if (reported.isEmpty() || file.isEmpty() || reported.truncated() || file.truncated()) {
      return HostVerdict.notAssessed(
          PostfixConfig.ACTIVE + " and " + PostfixConfig.MAIN_CF + " are not both whole.");
    }
    for (Map.Entry<String, MainCf.Parameter> entry : reported.parameters().entrySet()) {
      MainCf.Parameter written = file.get(entry.getKey());
      // What the collector has taken out of either cannot be compared.
      boolean redacted = entry.getValue().value().contains("[redacted]");
      if (!redacted
          && !entry.getKey().equals("config_directory")
          && (written == null || !same(written.value(), entry.getValue().value()))) {
        return HostVerdict.fail(
            entry.getValue().line().quote(""),
            written == null
                ? "main.cf does not set " + entry.getKey() + ", which Postfix reports as set."
                : "main.cf has another value of " + entry.getKey() + ": " + written.value() + ".");
      }
    }
    return HostVerdict.pass(
        active.get().quote(), "What Postfix reports as set is what main.cf says.");
  }

  private static boolean same(String one, String other) {
    return one.replaceAll("\\s+", " ").strip().equals(other.replaceAll("\\s+", " ").strip());
  }
}
