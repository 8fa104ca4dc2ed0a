package dev.mxray.check.dmarc;

import dev.mxray.observe.Observed;

/**
 * A domain that reports are sent to, and whether they can arrive.
 *
 * @param domain A-labels, lower case
 * @param external true unless the domain is known to lie inside the organizational domain of the
 *     name at which the record stands
 * @param authorization whether it agreed to take the reports of others (RFC 9990 §4)
 * @param route how mail reaches it
 */
public record Destination(
    String domain, boolean external, Observed<Authorization> authorization, Observed<Route> route) {

  /**
   * The name at which a destination says that it takes reports about a domain (RFC 9990 §4).
   *
   * @param policyDomain the name at which the record stands, without the label {@code _dmarc}
   */
  public String authorizationName(String policyDomain) {
    return authorizationName(domain, policyDomain);
  }

  static String authorizationName(String destination, String policyDomain) {
    return policyDomain + "._report._dmarc." + destination;
  }

  /** Whether a destination agreed. */
  public enum Authorization {
    /** It is inside the organizational domain. */
    NOT_NEEDED,
    /** It publishes {@code v=DMARC1} below {@code _report._dmarc}. */
    GIVEN,
    /** It is outside, and publishes nothing of the kind: receivers ignore the address. */
    NOT_GIVEN
  }

  /** How mail reaches a domain (RFC 5321 §5.1, RFC 7505). */
  public enum Route {
    MX("MX"),
    /** No MX; its own address takes the mail. */
    ADDRESS("address"),
    NULL_MX("null MX"),
    NOWHERE("neither MX nor address");

    private final String words;

    Route(String words) {
      this.words = words;
    }

    /** The route in a few words. */
    public String words() {
      return words;
    }

    /** True when mail can be sent there. */
    public boolean deliverable() {
      return this == MX || this == ADDRESS;
    }
  }
}
