package dev.mxray.message.signature;

import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one DKIM signature.
 *
 * @param domain the tag {@code d}, lower case; null when the field could not be read so far
 * @param selector the tag {@code s}, lower case; null when the field could not be read so far
 * @param algorithm the tag {@code a}; null when the field could not be read so far
 * @param identity the tag {@code i}, or its default
 * @param told why, in plain words, without a final dot
 * @param keyBits the length of the key; null when there is none that can be read
 * @param remarks what a reader should know beside the result, in plain words
 */
public record SignatureVerdict(
    @Nullable String domain,
    @Nullable String selector,
    @Nullable String algorithm,
    @Nullable String identity,
    SignatureResult result,
    Sentence told,
    @Nullable Integer keyBits,
    List<Sentence> remarks) {
  public SignatureVerdict {
    remarks = List.copyOf(remarks);
  }

  /** Why, in English. */
  public String reason() {
    return told.toString();
  }
}
