package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.DmarcRecord.Tag;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What receivers that still follow RFC 7489 make of the same records: no tree walk but the public
 * suffix list, no np, psd and t, but pct. Pure; tells only what was seen.
 */
public final class OlderReceivers {
  private static final int WHOLE_PCT = 100;

  /** Names of two labels are their own organizational domain, or a public suffix. */
  private static final int LABELS_OF_ORGANIZATION = 2;

  private final DmarcObservation dmarc;
  private final String organization;
  private final List<Sentence> differences = new ArrayList<>();

  private OlderReceivers(DmarcObservation dmarc, String organization) {
    this.dmarc = dmarc;
    this.organization = organization;
  }

  /**
   * Where they differ for this domain, one sentence each; empty where they do not, or that was not
   * seen.
   *
   * @param registrable the name that was registered for a name, by the public suffix list; called
   *     only when it matters
   */
  public static List<Sentence> differences(
      DmarcObservation dmarc, UnaryOperator<String> registrable) {
    if (dmarc.effectivePolicy().isUnknown()) {
      return List.of();
    }
    String domain = dmarc.domain();
    boolean plain =
        domain.split("\\.").length <= LABELS_OF_ORGANIZATION
            && domain.equals(dmarc.organizationalDomain());
    var older = new OlderReceivers(dmarc, plain ? domain : registrable.apply(domain));
    older.organization();
    older.policy();
    older.subdomains();
    older.record().ifPresent(older::tags);
    return List.copyOf(older.differences);
  }

  private void organization() {
    String walked = dmarc.organizationalDomain();
    // Without a policy nobody asks for alignment.
    boolean matters = dmarc.effectivePolicy().isPresent() || older().isPresent();
    if (matters && walked != null && !walked.equals(organization)) {
      differences.add(
          Sentence.of("dmarc.older-organization", dmarc.domain(), organization, walked));
    }
  }

  /** RFC 7489 §6.6.3: the record of the domain, or else of the organizational domain. */
  private void policy() {
    Observed<DmarcPolicy> now = dmarc.effectivePolicy();
    Optional<DmarcPolicy> then = older();
    if (seen() && !now.found().equals(then)) {
      differences.add(
          Sentence.of("dmarc.older-policy", words(then), dmarc.domain(), words(now.found())));
    }
  }

  private void subdomains() {
    Observed<DmarcPolicy> now = dmarc.subdomainPolicy(/* existing= */ false);
    Observed<TreeWalk.Step> top = step(organization);
    if (top.isUnknown() || now.isUnknown()) {
      return;
    }
    Optional<DmarcPolicy> then =
        top.found().flatMap(TreeWalk.Step::record).flatMap(OlderReceivers::ofSubdomain);
    if (!now.found().equals(then)) {
      differences.add(Sentence.of("dmarc.older-subdomains", words(then), words(now.found())));
    }
  }

  private void tags(DmarcRecord record) {
    Integer pct = record.pct();
    if (pct != null && pct < WHOLE_PCT) {
      differences.add(Sentence.of("dmarc.older-pct", pct));
    }
    List<Tag> tags = record.tags();
    boolean late = record.p() != null && tags.size() > 1 && !tags.get(1).name().equals("p");
    if (late) {
      differences.add(Sentence.of("dmarc.older-order"));
    }
  }

  private boolean seen() {
    return !own().isUnknown() && (!own().isAbsent() || !step(organization).isUnknown());
  }

  private Optional<DmarcPolicy> older() {
    TreeWalk.Step own = dmarc.walk().steps().get(0);
    if (own.several()) {
      // They do not go on to the organizational domain then.
      return Optional.empty();
    }
    Optional<DmarcRecord> record = own.record();
    if (record.isPresent()) {
      return record.flatMap(OlderReceivers::ofDomain);
    }
    return step(organization)
        .found()
        .flatMap(TreeWalk.Step::record)
        .flatMap(OlderReceivers::ofSubdomain);
  }

  private Optional<DmarcRecord> record() {
    Optional<DmarcRecord> own = dmarc.walk().steps().get(0).record();
    return own.isPresent() ? own : step(organization).found().flatMap(TreeWalk.Step::record);
  }

  private Observed<List<String>> own() {
    return dmarc.walk().steps().get(0).records();
  }

  /** The step of the walk at a name; absent when it has no record or was not on the way. */
  private Observed<TreeWalk.Step> step(String name) {
    return Stream.concat(dmarc.walk().steps().stream(), dmarc.walk().beyond().stream())
        .filter(step -> step.domain().equals(name))
        .findFirst()
        .map(step -> step.records().map(records -> step))
        .orElseGet(() -> Observed.absent(Observed.Proof.NODATA));
  }

  private static Optional<DmarcPolicy> ofDomain(DmarcRecord record) {
    return applied(record, record.p());
  }

  private static Optional<DmarcPolicy> ofSubdomain(DmarcRecord record) {
    return applied(record, record.existingSubdomainPolicy());
  }

  /** RFC 7489 §6.6.3, step 6: without a valid p, or with a bad sp, none if rua is valid. */
  private static Optional<DmarcPolicy> applied(DmarcRecord record, @Nullable DmarcPolicy policy) {
    if (record.p() != null && policy != null) {
      return Optional.of(policy);
    }
    return record.rua().stream().anyMatch(ReportUri::valid)
        ? Optional.of(DmarcPolicy.NONE)
        : Optional.empty();
  }

  private static Sentence words(Optional<DmarcPolicy> policy) {
    return policy
        .map(found -> Sentence.verbatim(found.id()))
        .orElse(Sentence.of("dmarc.no-policy"));
  }
}
