package dev.mxray.check.tls;

/**
 * What senders have been told about a host's certificates; it decides how much a fault of one
 * matters.
 *
 * @param enforcedMtaSts an MTA-STS policy in enforce mode covers the host (RFC 8461): senders that
 *     follow it do not deliver to a certificate that does not verify
 * @param matchingDane a DNSSEC-secure TLSA record of usage 3 matches: trust, names and dates then
 *     play no part (RFC 7672 §3.1.1)
 */
public record SenderPolicy(boolean enforcedMtaSts, boolean matchingDane) {
  /** Nothing, as far as is known: senders on port 25 are opportunistic. */
  public static final SenderPolicy NONE = new SenderPolicy(false, false);
}
