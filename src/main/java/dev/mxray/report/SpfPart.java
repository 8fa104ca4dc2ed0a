package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mxray.check.spf.Qualifier;
import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SPF policy and its tree.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param valid false when a receiver could return permerror; null unless present, or when it could
 *     not be told
 * @param all {@code pass}, {@code fail}, {@code softfail} or {@code neutral}, effective through
 *     redirect; null when there is neither all nor redirect, or it was not seen
 * @param lookups DNS-querying terms in the worst case (RFC 7208 §4.6.4), at least; null unless
 *     there is exactly one record
 * @param voidLookups terms that lead to nothing, at least; null unless there is exactly one record
 * @param authorizedIpv4 distinct IPv4 addresses that the record authorises by address, name,
 *     include and redirect, at least; null unless there is exactly one record
 * @param tree null unless there is exactly one record
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

  /**
   * One record of the tree.
   *
   * @param record null when the name has no record, or several
   * @param terms in order; empty when the same record is shown in full elsewhere in the tree
   */
  public record Node(String domain, @Nullable String record, int lookups, List<Term> terms) {}

  /**
   * One term.
   *
   * @param lookups what it costs, with all that is behind it; 0 for terms that nobody evaluates
   * @param child the record that an include or redirect leads to; null when that depends on the
   *     message, leads back into the path, is not evaluated, or was not seen
   */
  public record Term(
      String term, int lookups, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Node child) {}

  /** What the report says of a policy that nobody looked for. */
  public static SpfPart notSeen() {
    return withoutRecord("unknown");
  }

  private static SpfPart withoutRecord(String state) {
    return new SpfPart(state, List.of(), null, null, null, null, null, null);
  }

  /** What the report says of an observed policy. */
  public static SpfPart of(SpfObservation spf) {
    var records = spf.own().records();
    if (!records.isPresent()) {
      return withoutRecord(records.isAbsent() ? "absent" : "unknown");
    }
    List<String> texts = records.found().orElseThrow().stream().map(SpfRecord::text).toList();
    if (texts.size() > 1) {
      return new SpfPart("present", texts, false, null, null, null, null, null);
    }
    var analysis = SpfAnalysis.of(spf);
    return new SpfPart(
        "present",
        texts,
        analysis.valid(),
        analysis.all().map(Qualifier::id).orElse(null),
        analysis.lookups(),
        analysis.voidLookups(),
        analysis.authorizedIpv4(),
        new SpfTree(spf, analysis).root());
  }
}
