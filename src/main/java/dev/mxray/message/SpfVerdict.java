package dev.mxray.message;

import dev.mxray.check.spf.CheckHostResult;
import dev.mxray.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What SPF says of the client that handed a message over.
 *
 * @param check the evaluation; null when it was not made
 * @param domain the domain that was checked: of MAIL FROM, or of HELO for the null sender; null
 *     when it is not known
 * @param identity {@code mailfrom} or {@code helo}; null when neither is known
 * @param envelope what it was checked with
 * @param told why, in plain words, without a final dot
 */
public record SpfVerdict(
    @Nullable CheckHostResult check,
    @Nullable String domain,
    @Nullable String identity,
    Envelope envelope,
    Sentence told) {

  /** Why, in English. */
  public String reason() {
    return told.toString();
  }
}
