package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mxray.check.spf.IpNetwork;
import dev.mxray.check.spf.Qualifier;
import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfFlattening;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfRecord;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
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
 * @param authorizedIpv6 the fewest prefixes that hold all IPv6 addresses that it authorises, at
 *     least; the first {@value #MAX_PREFIXES} of them
 * @param heaviest the include that costs most; null when there is none
 * @param flattened a record that asks less; null when there is nothing to gain, or none can be
 *     worked out
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
    List<String> authorizedIpv6,
    @Nullable Branch heaviest,
    @Nullable Flattened flattened,
    @Nullable Node tree) {

  /** Prefixes that are listed; no policy of a real domain has as many. */
  static final int MAX_PREFIXES = 1000;

  private static final Sentence WARNING = Sentence.of("spf.flattened");

  /**
   * An include of the domain's record, or of one that it is redirected to.
   *
   * @param domain whose record it stands in
   */
  public record Branch(String domain, String term, int lookups) {}

  /**
   * A proposal: the record with addresses in place of the names that it leads to.
   *
   * @param lookups what it costs
   * @param warning what it costs whoever publishes it
   */
  public record Flattened(String record, int octets, int lookups, String warning) {}

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
    return withoutTree(state, List.of(), null);
  }

  private static SpfPart withoutTree(String state, List<String> records, @Nullable Boolean valid) {
    return new SpfPart(state, records, valid, null, null, null, null, List.of(), null, null, null);
  }

  /** What the report says of an observed policy. */
  public static SpfPart of(SpfObservation spf) {
    return of(spf, Wording.ENGLISH);
  }

  /** The same in a language. */
  public static SpfPart of(SpfObservation spf, Wording words) {
    var records = spf.own().records();
    if (!records.isPresent()) {
      return withoutRecord(records.isAbsent() ? "absent" : "unknown");
    }
    List<String> texts = records.found().orElseThrow().stream().map(SpfRecord::text).toList();
    if (texts.size() > 1) {
      return withoutTree("present", texts, false);
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
        analysis.authorizedIpv6().stream().limit(MAX_PREFIXES).map(IpNetwork::text).toList(),
        analysis
            .heaviest()
            .map(branch -> new Branch(branch.domain(), branch.term().text(), branch.lookups()))
            .orElse(null),
        SpfFlattening.of(spf)
            .map(
                flat ->
                    new Flattened(
                        flat.record(), flat.record().length(), flat.lookups(), WARNING.in(words)))
            .orElse(null),
        new SpfTree(spf, analysis).root());
  }
}
