package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.message.DmarcVerdict.Result;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from the policy and the alignments; pure. */
final class DmarcJudgement {
  private final DmarcObservation policy;
  private final List<Alignment> alignments;
  private final SpfVerdict spf;

  private DmarcJudgement(DmarcObservation policy, List<Alignment> alignments, SpfVerdict spf) {
    this.policy = policy;
    this.alignments = alignments;
    this.spf = spf;
  }

  static DmarcVerdict of(DmarcObservation policy, List<Alignment> alignments, SpfVerdict spf) {
    return new DmarcJudgement(policy, alignments, spf).verdict();
  }

  private DmarcVerdict verdict() {
    Observed<DmarcPolicy> effective = policy.effectivePolicy();
    if (effective.isAbsent()) {
      return verdict(
          Result.NONE,
          null,
          DmarcPolicy.NONE,
          policy.walk().policy().isPresent()
              ? "the DMARC record for " + policy.domain() + " has no policy that can be used"
              : "no DMARC record applies to " + policy.domain());
    }
    boolean known = effective.isPresent();
    if (aligned(Alignment.State.ALIGNED)) {
      return known
          ? verdict(Result.PASS, published(), DmarcPolicy.NONE, passed())
          : unknown(passed() + "; whether a policy applies could not be told");
    }
    if (aligned(Alignment.State.UNKNOWN)) {
      return unknown(
          names(Alignment.State.UNKNOWN)
              + " might speak for "
              + policy.domain()
              + ", which could not be told: the DNS did not answer");
    }
    return known
        ? verdict(Result.FAIL, published(), effective.found().orElse(null), failed())
        : unknown("the policy of " + policy.domain() + " could not be asked for");
  }

  private DmarcVerdict unknown(String reason) {
    return verdict(Result.TEMPERROR, published(), null, reason);
  }

  private DmarcVerdict verdict(
      Result result,
      @Nullable DmarcPolicy published,
      @Nullable DmarcPolicy disposition,
      String reason) {
    return new DmarcVerdict(result, policy, alignments, published, disposition, reason);
  }

  private boolean aligned(Alignment.State state) {
    return alignments.stream().anyMatch(one -> one.state() == state);
  }

  private String passed() {
    return names(Alignment.State.ALIGNED) + " speaks for " + policy.domain();
  }

  private String failed() {
    String others = names(Alignment.State.NOT_ALIGNED);
    String nothing =
        others.isEmpty()
            ? "nothing authenticates " + policy.domain()
            : "what is authenticated (" + others + ") does not speak for " + policy.domain();
    return spf.check() == null ? nothing + "; SPF was " + spf.reason() : nothing;
  }

  private String names(Alignment.State state) {
    return alignments.stream()
        .filter(one -> one.state() == state)
        .map(one -> (one.by().equals("dkim") ? "DKIM by " : "SPF for ") + one.domain())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The tag that applies to the author's domain, whatever {@code t} makes of it. */
  private @Nullable DmarcPolicy published() {
    DmarcRecord record = policy.record().orElse(null);
    if (record == null) {
      return null;
    }
    DmarcPolicy tag;
    if (!policy.walk().inherited()) {
      tag = record.p();
    } else if (policy.exists().found().orElse(true)) {
      tag = record.existingSubdomainPolicy();
    } else {
      tag = record.nonexistentSubdomainPolicy();
    }
    return tag == null || record.unusablePolicy()
        ? policy.effectivePolicy().found().orElse(null)
        : tag;
  }
}
