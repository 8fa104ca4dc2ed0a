package dev.mxray.message.signature;

import java.util.Locale;

/** What came of verifying one signature (RFC 8601 §2.7.1). */
public enum SignatureResult {
  /** It verifies. */
  PASS,
  /** It is well formed and acceptable, and does not verify. */
  FAIL,
  /** It verifies or might, and receivers do not accept it all the same: the key is too short. */
  POLICY,
  /** It could not be told; trying again later may help. */
  TEMPERROR,
  /** The signature or its key cannot be used; trying again does not help. */
  PERMERROR;

  /** The word of reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
