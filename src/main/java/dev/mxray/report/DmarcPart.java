package dev.mxray.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DMARC policy.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param records the DMARC records at the name where the walk ended
 * @param record the one that applies; null with several
 * @param policy the tag p as published
 * @param adkim {@code r} or {@code s}
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
    List<ReportUri> ruf) {

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
}
