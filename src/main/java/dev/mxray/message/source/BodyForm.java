package dev.mxray.message.source;

/**
 * The part of a body that a signature covers, in the form that is hashed.
 *
 * @param form the canonical form
 * @param limit octets of that form that count (RFC 6376 §3.5, tag {@code l}); {@link #WHOLE} for
 *     all of them
 */
public record BodyForm(Canonicalization form, long limit) {
  /** No limit. */
  public static final long WHOLE = -1;

  /** The whole body. */
  public static BodyForm whole(Canonicalization form) {
    return new BodyForm(form, WHOLE);
  }
}
