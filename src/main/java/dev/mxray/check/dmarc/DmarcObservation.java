package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.DmarcRecord.Alignment;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The DMARC side of a domain, as the DNS shows it.
 *
 * @param domain the scanned domain
 * @param exists whether the name itself exists (decides between sp and np); never absent
 * @param walk the tree walk from the domain upwards
 * @param misplaced texts at the domain itself that would be DMARC records below {@code _dmarc};
 *     absent when there is none
 * @param destinations the domains that the applying record's reports go to, in the order of rua,
 *     then ruf, each once; empty when no record applies
 */
public record DmarcObservation(
    String domain,
    Observed<Boolean> exists,
    TreeWalk walk,
    Observed<List<String>> misplaced,
    List<Destination> destinations) {

  public DmarcObservation {
    destinations = List.copyOf(destinations);
  }

  /** True when it could be told which policy applies, or that none does. */
  public boolean seen() {
    return !effectivePolicy().isUnknown();
  }

  /** The record that applies to the domain: its own or one from above. */
  public Optional<DmarcRecord> record() {
    return walk.policy().found().flatMap(TreeWalk.Step::record);
  }

  /**
   * The policy that applies to the domain: p of its own record, or sp or np of one from above,
   * lowered by t=y. Absent when there is no record that applies, or receivers do no DMARC
   * processing with it (RFC 9989 §4.10.1).
   */
  public Observed<DmarcPolicy> effectivePolicy() {
    Optional<DmarcRecord> record = record();
    if (record.isEmpty()) {
      return walk.policy().map(step -> DmarcPolicy.NONE);
    }
    if (!walk.inherited()) {
      return orNoProcessing(record.get().policyOfDomain());
    }
    Optional<DmarcPolicy> existing = record.get().policyOfSubdomain(/* exists= */ true);
    Optional<DmarcPolicy> nonexistent = record.get().policyOfSubdomain(/* exists= */ false);
    if (existing.equals(nonexistent)) {
      return orNoProcessing(existing);
    }
    return exists.unknown().isPresent()
        ? exists.unknown().get().as()
        : orNoProcessing(exists.found().orElse(false) ? existing : nonexistent);
  }

  /**
   * The policy that applies to a name one label below the domain that has no record of its own: sp
   * or np of the record that its own tree walk leads to, lowered by t=y. Absent when none applies.
   */
  public Observed<DmarcPolicy> subdomainPolicy(boolean existing) {
    Observed<TreeWalk.Step> step = walk.below().policy();
    return step.found().flatMap(TreeWalk.Step::record).isEmpty()
        ? step.map(found -> DmarcPolicy.NONE)
        : orNoProcessing(
            step.found()
                .flatMap(TreeWalk.Step::record)
                .flatMap(record -> record.policyOfSubdomain(existing)));
  }

  /** The word for {@link #effectivePolicy()}; null when there is none or it was not seen. */
  public @Nullable String policyWord() {
    return effectivePolicy().found().map(DmarcPolicy::id).orElse(null);
  }

  /** True when failing mail is known to be quarantined or rejected: not none, not testing. */
  public boolean enforced() {
    return effectivePolicy().found().filter(policy -> policy != DmarcPolicy.NONE).isPresent()
        && record().filter(DmarcRecord::testing).isEmpty();
  }

  /** The tag p of the record that applies; null when there is no valid one. */
  public @Nullable DmarcPolicy publishedPolicy() {
    return record().map(DmarcRecord::p).orElse(null);
  }

  /** The organizational domain of the scanned domain; null when it was not seen. */
  public @Nullable String organizationalDomain() {
    return walk.organizationalDomain().found().orElse(null);
  }

  /**
   * True when a record applies and a DKIM signature by the organizational domain aligns with it.
   */
  public boolean relaxedDkim() {
    return record().filter(record -> record.adkim() == Alignment.RELAXED).isPresent();
  }

  /** The destination that a report URI leads to; empty when it cannot be used. */
  public Optional<Destination> destination(ReportUri uri) {
    return destinations.stream()
        .filter(destination -> destination.domain().equals(uri.destination()))
        .findFirst();
  }

  private static Observed<DmarcPolicy> orNoProcessing(Optional<DmarcPolicy> policy) {
    return policy
        .map(Observed::present)
        .orElseGet(() -> Observed.absent(Observed.Proof.OTHER_RECORDS));
  }
}
