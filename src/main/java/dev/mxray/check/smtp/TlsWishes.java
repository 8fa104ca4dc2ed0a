package dev.mxray.check.smtp;

/**
 * What is found out about TLS only where the user asks for it.
 *
 * @param fetchIssuers fetch the certificates that servers do not send, from where the others point
 * @param revocation ask issuers whether certificates were revoked
 * @param shareAddresses what one address of a host accepts counts for its other addresses that
 *     cannot be told apart
 */
public record TlsWishes(boolean fetchIssuers, boolean revocation, boolean shareAddresses) {
  /** None of it. */
  public static final TlsWishes NONE = new TlsWishes(false, false, false);
}
