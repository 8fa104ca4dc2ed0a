package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SPF policy and its tree.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param valid false when a receiver would return permerror; null unless present
 * @param all {@code pass}, {@code fail}, {@code softfail} or {@code neutral}, effective through
 *     redirect; null when there is neither all nor redirect, or it was not seen
 * @param lookups DNS-querying terms in the worst case (RFC 7208 §4.6.4); null unless present
 * @param authorizedIpv4 distinct IPv4 addresses that the record authorises; null unless present
 */
public record SpfPart(
    String state,
    List<String> records,
    @Nullable Boolean valid,
    @Nullable String all,
    @Nullable Integer lookups,
    @Nullable Integer voidLookups,
    @Nullable Double authorizedIpv4,
    @Nullable Node tree) {

  /** One record of the tree. */
  public record Node(String domain, @Nullable String record, int lookups, List<Term> terms) {}

  /**
   * One term.
   *
   * @param child the record that an include or redirect leads to
   */
  public record Term(
      String term, int lookups, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Node child) {}
}
