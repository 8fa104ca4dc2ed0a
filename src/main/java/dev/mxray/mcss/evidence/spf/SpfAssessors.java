package dev.mxray.mcss.evidence.spf;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What decides the controls about verifying SPF: a policy service of Postfix, a milter, Rspamd,
 * OpenDMARC or Exim itself.
 */
public final class SpfAssessors {
  private SpfAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("SPF-001", verified(SpfVerifier::verifies));
    all.put("SPF-002", verified(SpfVerifier::wired));
    all.put("SPF-003", verified(SpfVerifier::consequence));
    all.put("SPF-004", verified(SpfVerifier::running));
    return all;
  }

  private static Assessor verified(Function<SpfVerifier, HostVerdict> rule) {
    return evidence -> {
      Optional<SpfVerifier> verifier = SpfVerifier.of(evidence);
      return verifier.map(rule).orElseGet(() -> none(evidence));
    };
  }

  private static HostVerdict none(Evidence evidence) {
    return evidence
        .file(SpfVerifier.FILE)
        .map(file -> HostVerdict.fail(file.quote(), Sentence.of("spf-host.nothing-verifies")))
        .orElseGet(() -> HostVerdict.missing(SpfVerifier.FILE));
  }
}
