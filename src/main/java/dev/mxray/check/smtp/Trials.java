package dev.mxray.check.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What is tried beside what every client says.
 *
 * @param injection whether a command in the clear behind STARTTLS is obeyed inside TLS
 * @param active what strangers may do; null unless the user asked for it
 */
public record Trials(boolean injection, @Nullable Active active) {
  /** Nothing. */
  public static final Trials NONE = new Trials(/* injection= */ false, /* active= */ null);

  /** Named where nothing else is known; it takes no mail (RFC 2606 §3, RFC 7505). */
  private static final String NOWHERE = "example.org";

  /**
   * How it is tried what strangers may do.
   *
   * @param sender of the envelopes, without angle brackets; empty for the null sender
   * @param home a domain of the scanner's own, A-labels; empty when it has none
   */
  public record Active(String sender, String home) {

    /** A domain to which a server of the given one has no reason to take mail. */
    String foreignTo(String domain) {
      return home.isEmpty() || isWithin(home, domain) || isWithin(domain, home) ? NOWHERE : home;
    }

    private static boolean isWithin(String name, String domain) {
      return name.equals(domain) || name.endsWith("." + domain);
    }
  }
}
