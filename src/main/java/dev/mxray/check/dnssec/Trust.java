package dev.mxray.check.dnssec;

/** What validation says of data (RFC 4035 §4.3). */
public enum Trust {
  /** A chain of signatures leads from the trust anchor to it. */
  SECURE,
  /** It is proved that there is no such chain: a zone on the way is not signed. */
  INSECURE,
  /** There has to be such a chain, and it does not hold. */
  BOGUS,
  /** Something that would tell could not be learnt. */
  UNKNOWN
}
