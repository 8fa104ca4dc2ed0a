package dev.mxray.check.dmarc;

import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;

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
    MX(Sentence.verbatim("MX")),
    /** No MX; its own address takes the mail. */
    ADDRESS(Sentence.of("dmarc.route-address")),
    NULL_MX(Sentence.of("dmarc.route-null-mx")),
    NOWHERE(Sentence.of("dmarc.route-nowhere"));

    @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
    private final Sentence told;

    Route(Sentence told) {
      this.told = told;
    }

    /** The route in a few words. */
    public Sentence told() {
      return told;
    }

    /** True when mail can be sent there. */
    public boolean deliverable() {
      return this == MX || this == ADDRESS;
    }
  }
}
