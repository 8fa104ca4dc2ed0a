package dev.mxray.check.smtp;

/**
 * How it is tried what strangers may do at mail servers.
 *
 * @param sender of the envelopes, without angle brackets; empty for the null sender
 * @param home a domain of the scanner's own, A-labels; empty when it has none
 */
public record ActivePlan(String sender, String home) {
  /** Named where nothing else is known; it takes no mail (RFC 2606 §3, RFC 7505). */
  private static final String NOWHERE = "example.org";

  /** A domain to which a server of the given one has no reason to take mail. */
  String foreignTo(String domain) {
    return home.isEmpty() || isWithin(home, domain) || isWithin(domain, home) ? NOWHERE : home;
  }

  private static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }
}
