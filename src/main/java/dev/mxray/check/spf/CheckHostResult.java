package dev.mxray.check.spf;

import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What check_host() came to, and how. All texts are hostile input and must be escaped at every
 * exit.
 *
 * @param result the result
 * @param mechanism the mechanism that matched, as published, with its qualifier: of the domain's
 *     own record or of the one that it is redirected to; what made an include match is at the end
 *     of the path. Null when none matched (RFC 7208 §9.1: {@code default}) and for errors
 * @param explanation the domain's own words, when the result is fail and the record has a usable
 *     {@code exp} (§6.2); at most {@link CheckHost#MAX_EXPLANATION} characters of ASCII
 * @param lookups terms that query the DNS and were evaluated; one more than {@value
 *     SpfAnalysis#MAX_LOOKUPS} when the limit was hit (§4.6.4)
 * @param voidLookups of these, the terms whose questions led to nothing (§4.6.4)
 * @param path the terms that led to the result, from the domain's own record inwards: redirects and
 *     includes, at last the term that matched or was in error. Empty when no term decided
 * @param questions every question asked, in order, each once
 * @param told why the result is an error or none, in a line for people; null otherwise
 */
public record CheckHostResult(
    SpfResult result,
    @Nullable String mechanism,
    @Nullable String explanation,
    int lookups,
    int voidLookups,
    List<Step> path,
    List<Asked> questions,
    @Nullable Sentence told) {

  /**
   * One term on the way to a result.
   *
   * @param domain whose record it stands in
   * @param term as published
   * @param position its first character in the record, counted from 1
   */
  public record Step(String domain, String term, int position) {
    static Step of(String domain, SpfTerm term) {
      return new Step(domain, term.text(), term.position() + 1);
    }
  }

  /**
   * A question and what came of it.
   *
   * @param name in presentation form (RFC 1035 §5.1), lower case, without a final dot
   * @param type the record type
   * @param status {@code found}, {@code nodata}, {@code nxdomain} or {@code unknown}
   * @param told why it is unknown, in a few words; null otherwise
   */
  public record Asked(String name, String type, String status, @Nullable Sentence told) {
    /** Why it is unknown, in English; null otherwise. */
    public @Nullable String reason() {
      return told == null ? null : told.toString();
    }
  }

  /** Why the result is an error or none, in English; null otherwise. */
  public @Nullable String problem() {
    return told == null ? null : told.toString();
  }

  public CheckHostResult {
    path = List.copyOf(path);
    questions = List.copyOf(questions);
  }
}
