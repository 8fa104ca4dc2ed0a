package dev.mxray.check.spf;

import java.util.Locale;

/** What check_host() says of a client (RFC 7208 §2.6). */
public enum SpfResult {
  /** There is no record to judge by, or no domain (§2.6.1). */
  NONE,
  /** The domain says that it says nothing (§2.6.2). */
  NEUTRAL,
  /** The client may send for the domain (§2.6.3). */
  PASS,
  /** The client may not send for the domain (§2.6.4). */
  FAIL,
  /** The client probably may not (§2.6.5). */
  SOFTFAIL,
  /** The DNS failed; a later attempt may say more (§2.6.6). */
  TEMPERROR,
  /** The published records cannot be interpreted (§2.6.7). */
  PERMERROR;

  /** The result's name in lower case: {@code pass}, {@code permerror}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SpfResult of(Qualifier qualifier) {
    return switch (qualifier) {
      case PASS -> PASS;
      case FAIL -> FAIL;
      case SOFTFAIL -> SOFTFAIL;
      case NEUTRAL -> NEUTRAL;
    };
  }
}
