package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What DMARC says of a message (RFC 9989 §4).
 *
 * @param observation the policy as it was found; null when there is no author's domain to ask about
 * @param alignments every domain that was authenticated, or could not be for a failure of the DNS
 * @param policy the policy published for the author's domain; null when there is none or it was not
 *     seen
 * @param disposition what a receiver would do that follows the policy; null when that was not seen
 * @param told why, in plain words, without a final dot
 */
public record DmarcVerdict(
    Result result,
    @Nullable DmarcObservation observation,
    List<Alignment> alignments,
    @Nullable DmarcPolicy policy,
    @Nullable DmarcPolicy disposition,
    Sentence told) {

  /** The result (RFC 8601 §2.7, as RFC 9989 uses it). */
  public enum Result {
    PASS,
    FAIL,
    /** There is no policy to apply, or no author's domain to apply one to. */
    NONE,
    /** It could not be told; trying again later may help. */
    TEMPERROR;

    /** The word of reports. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DmarcVerdict {
    alignments = List.copyOf(alignments);
  }

  /** Why, in English. */
  public String reason() {
    return told.toString();
  }

  /** True when a domain that speaks for the author's was authenticated, whatever the policy. */
  public boolean authenticated() {
    return alignments.stream().anyMatch(one -> one.state() == Alignment.State.ALIGNED);
  }
}
