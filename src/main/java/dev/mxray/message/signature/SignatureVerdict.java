package dev.mxray.message.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one DKIM signature.
 *
 * @param domain the tag {@code d}, lower case; null when the field could not be read so far
 * @param selector the tag {@code s}, lower case; null when the field could not be read so far
 * @param algorithm the tag {@code a}; null when the field could not be read so far
 * @param identity the tag {@code i}, or its default
 * @param reason in plain words, without a final dot
 * @param keyBits the length of the key; null when there is none that can be read
 * @param remarks what a reader should know beside the result, in plain words
 */
public record SignatureVerdict(
    @Nullable String domain,
    @Nullable String selector,
    @Nullable String algorithm,
    @Nullable String identity,
    SignatureResult result,
    String reason,
    @Nullable Integer keyBits,
    List<String> remarks) {
  public SignatureVerdict {
    remarks = List.copyOf(remarks);
  }
}
