package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
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
          Sentence.of("postfix.main-cf-not-whole", PostfixConfig.ACTIVE, PostfixConfig.MAIN_CF));
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
                ? Sentence.of("postfix.main-cf-lacks", entry.getKey())
                : Sentence.of("postfix.main-cf-differs", entry.getKey(), written.value()));
      }
    }
    return HostVerdict.pass(active.get().quote(), Sentence.of("postfix.main-cf-agrees"));
  }

  private static boolean same(String one, String other) {
    return one.replaceAll("\\s+", " ").strip().equals(other.replaceAll("\\s+", " ").strip());
  }
}
