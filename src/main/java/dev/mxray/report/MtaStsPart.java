package dev.mxray.report;

import dev.mxray.check.mtasts.MtaStsObservation;
import dev.mxray.check.mtasts.StsPolicy;
import dev.mxray.check.mtasts.StsRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the domain says about TLS to its exchanges.
 *
 * @param state of the TXT record: {@code present}, {@code absent} or {@code unknown}
 * @param record null when there is none, more than one, or it was not seen
 * @param cname where the record's name leads as an alias; null when it is none
 * @param policy null unless a valid policy was served
 * @param policyHostCname where the policy host's name leads as an alias; null when it is none
 */
public record MtaStsPart(
    String state,
    @Nullable String record,
    @Nullable String cname,
    @Nullable Policy policy,
    @Nullable String policyHostCname) {

  /**
   * The policy.
   *
   * @param mode {@code enforce}, {@code testing} or {@code none}
   * @param maxAge seconds
   * @param mx the patterns, in the order of the file
   */
  public record Policy(String mode, long maxAge, List<String> mx) {}

  /** What the report says of an observed policy. */
  public static MtaStsPart of(MtaStsObservation sts) {
    List<StsRecord> records = sts.records().found().orElse(List.of());
    return new MtaStsPart(
        sts.records().isUnknown() ? "unknown" : records.isEmpty() ? "absent" : "present",
        records.size() == 1 ? records.get(0).text() : null,
        last(sts.aliases()),
        policy(sts.policy()),
        last(sts.hostAliases()));
  }

  private static @Nullable Policy policy(@Nullable StsPolicy policy) {
    if (policy == null || !policy.isValid()) {
      return null;
    }
    StsPolicy.Mode mode = policy.mode();
    Long maxAge = policy.maxAge();
    return mode == null || maxAge == null ? null : new Policy(mode.id(), maxAge, policy.mx());
  }

  private static @Nullable String last(List<String> aliases) {
    return aliases.isEmpty() ? null : aliases.get(aliases.size() - 1);
  }
}
