package dev.mxray.check.spf;

import java.util.Locale;

/** What a matching mechanism says about the client (RFC 7208 §4.6.2). */
public enum Qualifier {
  PASS('+'),
  FAIL('-'),
  SOFTFAIL('~'),
  NEUTRAL('?');

  private final char sign;

  Qualifier(char sign) {
    this.sign = sign;
  }

  /** The character in front of the mechanism. */
  public char sign() {
    return sign;
  }

  /** The result's name (RFC 7208 §2.6): {@code pass}, {@code fail}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
