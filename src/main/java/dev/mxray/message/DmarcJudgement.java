package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.message.DmarcVerdict.Result;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
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
              ? Sentence.of("message.dmarc-no-policy", policy.domain())
              : Sentence.of("message.dmarc-none", policy.domain()));
    }
    boolean known = effective.isPresent();
    if (aligned(Alignment.State.ALIGNED)) {
      return known
          ? verdict(Result.PASS, published(), DmarcPolicy.NONE, passed())
          : unknown(Sentence.of("message.dmarc-policy-unseen", passed()));
    }
    if (aligned(Alignment.State.UNKNOWN)) {
      return unknown(
          Sentence.of("message.dmarc-maybe", names(Alignment.State.UNKNOWN), policy.domain()));
    }
    return known
        ? verdict(Result.FAIL, published(), effective.found().orElse(null), failed())
        : unknown(Sentence.of("message.dmarc-unseen", policy.domain()));
  }

  private DmarcVerdict unknown(Sentence reason) {
    return verdict(Result.TEMPERROR, published(), null, reason);
  }

  private DmarcVerdict verdict(
      Result result,
      @Nullable DmarcPolicy published,
      @Nullable DmarcPolicy disposition,
      Sentence reason) {
    return new DmarcVerdict(result, policy, alignments, published, disposition, reason);
  }

  private boolean aligned(Alignment.State state) {
    return alignments.stream().anyMatch(one -> one.state() == state);
  }

  private Sentence passed() {
    return Sentence.of("message.speaks", names(Alignment.State.ALIGNED), policy.domain());
  }

  private Sentence failed() {
    List<Sentence> others = all(Alignment.State.NOT_ALIGNED);
    Sentence nothing =
        others.isEmpty()
            ? Sentence.of("message.nothing-authenticates", policy.domain())
            : Sentence.of(
                "message.others-authenticated", Sentence.joined(", ", others), policy.domain());
    return spf.check() == null ? Sentence.of("message.spf-was", nothing, spf.told()) : nothing;
  }

  private Sentence names(Alignment.State state) {
    return Sentence.joined(", ", all(state));
  }

  private List<Sentence> all(Alignment.State state) {
    return alignments.stream()
        .filter(one -> one.state() == state)
        .map(
            one ->
                one.by().equals("dkim")
                    ? Sentence.of("message.by-dkim", one.domain())
                    : Sentence.of("message.by-spf", one.domain()))
        .distinct()
        .toList();
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
