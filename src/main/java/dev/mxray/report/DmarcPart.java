package dev.mxray.report;

import dev.mxray.check.dmarc.Destination;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.dmarc.TreeWalk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The DMARC policy.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param records the DMARC records at the name where the walk ended
 * @param record the one that applies; null with several
 * @param policy the tag p as published; null when it has no valid value
 * @param subdomainPolicy sp, or else p; null when that one has no valid value
 * @param nonexistentSubdomainPolicy np, or else sp, or else p; null when that one has no valid
 *     value
 * @param adkim {@code r} or {@code s}
 * @param walkEnd why the tree walk ended at its last step: {@code psd=n}, {@code psd=y} or {@code
 *     top}, when no label was left
 * @param effectiveSubdomainPolicy the policy that applies to an existing subdomain without a record
 *     of its own, by its own tree walk, lowered by t=y; null when there is none or it was not seen
 * @param effectiveNonexistentSubdomainPolicy the same for a subdomain that does not exist
 * @param olderReceivers where receivers that still follow RFC 7489 would differ, in words
 */
public record DmarcPart(
    String state,
    List<String> records,
    @Nullable String record,
    @Nullable String foundAt,
    @Nullable String organizationalDomain,
    List<Step> treeWalk,
    @Nullable String policy,
    @Nullable String subdomainPolicy,
    @Nullable String nonexistentSubdomainPolicy,
    @Nullable String adkim,
    @Nullable String aspf,
    @Nullable Boolean testing,
    @Nullable String psd,
    @Nullable String fo,
    List<ReportUri> rua,
    List<ReportUri> ruf,
    String walkEnd,
    @Nullable String effectiveSubdomainPolicy,
    @Nullable String effectiveNonexistentSubdomainPolicy,
    List<String> olderReceivers) {

  /**
   * One step of the tree walk.
   *
   * @param result {@code record}, {@code none}, {@code several} or {@code unknown}
   */
  public record Step(String name, String result) {}

  /**
   * One report destination.
   *
   * @param external true when it lies outside the organizational domain
   * @param authorized whether an external destination agreed; null when that was not seen, true
   *     when it is not external
   */
  public record ReportUri(String uri, boolean external, @Nullable Boolean authorized) {}

  /** What the report says about DMARC. */
  public static DmarcPart of(DmarcObservation dmarc, List<String> olderReceivers) {
    TreeWalk walk = dmarc.walk();
    List<Step> steps =
        walk.steps().stream().map(step -> new Step(step.name(), result(step))).toList();
    Optional<TreeWalk.Step> policy = walk.policy().found();
    Optional<DmarcRecord> found = dmarc.record();
    if (policy.isEmpty() || found.isEmpty()) {
      return withoutRecord(dmarc, steps, olderReceivers);
    }
    DmarcRecord record = found.get();
    return new DmarcPart(
        "present",
        List.of(record.text()),
        record.text(),
        policy.get().name(),
        dmarc.organizationalDomain(),
        steps,
        word(record.p()),
        word(record.existingSubdomainPolicy()),
        word(record.nonexistentSubdomainPolicy()),
        record.adkim().letter(),
        record.aspf().letter(),
        record.testing(),
        record.psd().letter(),
        record.fo(),
        uris(record.rua(), dmarc),
        uris(record.ruf(), dmarc),
        walk.end().id(),
        effective(dmarc, /* existing= */ true),
        effective(dmarc, /* existing= */ false),
        olderReceivers);
  }

  private static DmarcPart withoutRecord(
      DmarcObservation dmarc, List<Step> steps, List<String> olderReceivers) {
    TreeWalk walk = dmarc.walk();
    Optional<TreeWalk.Step> several =
        walk.steps().stream().filter(TreeWalk.Step::several).findFirst();
    String state =
        walk.policy().isUnknown() ? "unknown" : several.isPresent() ? "present" : "absent";
    return new DmarcPart(
        state,
        several.flatMap(step -> step.records().found()).orElse(List.of()),
        null,
        several.map(TreeWalk.Step::name).orElse(null),
        dmarc.organizationalDomain(),
        steps,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        walk.end().id(),
        effective(dmarc, /* existing= */ true),
        effective(dmarc, /* existing= */ false),
        olderReceivers);
  }

  private static @Nullable String effective(DmarcObservation dmarc, boolean existing) {
    return word(dmarc.subdomainPolicy(existing).found().orElse(null));
  }

  private static String result(TreeWalk.Step step) {
    if (step.records().isUnknown()) {
      return "unknown";
    }
    return step.several() ? "several" : step.record().isPresent() ? "record" : "none";
  }

  private static List<ReportUri> uris(
      List<dev.mxray.check.dmarc.ReportUri> uris, DmarcObservation dmarc) {
    return uris.stream()
        .map(
            uri -> {
              Optional<Destination> destination = dmarc.destination(uri);
              return new ReportUri(
                  uri.text(),
                  destination.map(Destination::external).orElse(false),
                  destination
                      .flatMap(to -> to.authorization().found())
                      .map(given -> given != Destination.Authorization.NOT_GIVEN)
                      .orElse(null));
            })
        .toList();
  }

  private static @Nullable String word(@Nullable DmarcPolicy policy) {
    return policy == null ? null : policy.id();
  }
}
