package dev.mxray.check.spf;

import dev.mxray.address.IpAddress;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.text.Sentence;
import java.net.IDN;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * check_host() (RFC 7208 §4): may this client send mail for this domain? It asks what a receiver
 * asks, in the same order, and stops where a receiver stops; the worst case of a policy is what
 * {@link SpfAnalysis} works out.
 *
 * <p>One check asks some 120 questions at most: ten terms ({@value SpfAnalysis#MAX_LOOKUPS}) with
 * up to eleven questions each, the client's names and their addresses once, and the explanation.
 * How long it may take is the client's affair: when the DNS gives up, the result is temperror.
 * Objects of this class keep no state between checks and are safe for use by several threads.
 */
public final class CheckHost {
  /** Characters of an explanation that are kept. */
  public static final int MAX_EXPLANATION = 4096;

  /** What {@code %{h}} and {@code %{r}} stand for when nothing is known. */
  public static final String UNKNOWN = "unknown";

  private final DnsClient dns;
  private final String receiver;
  private final Clock clock;

  /** A check whose explanations call the receiving host {@code unknown} (RFC 7208 §7.3). */
  public CheckHost(DnsClient dns) {
    this(dns, UNKNOWN, Clock.systemUTC());
  }

  /**
   * @param receiver the name of the host that does the check, for {@code %{r}}
   * @param clock the time, for {@code %{t}}
   */
  public CheckHost(DnsClient dns, String receiver, Clock clock) {
    this.dns = dns;
    this.receiver = receiver;
    this.clock = clock;
  }

  /**
   * Checks one client.
   *
   * @param ip the client; an IPv4-mapped address counts as IPv4 (§5)
   * @param domain of the identity that is checked: of MAIL FROM, or of HELO when that is empty
   *     (§2.3, §2.4); in Unicode or A-labels
   * @param sender the identity, {@code local@domain}; without a local part, or empty, it is the
   *     postmaster's (§4.3)
   * @param helo what the client said in HELO or EHLO; may be empty
   * @return the result; completes exceptionally only for a bug
   */
  public CompletableFuture<CheckHostResult> check(
      IpAddress ip, String domain, String sender, String helo) {
    String name = ascii(domain);
    if (!TargetName.isDomain(name)) {
      return CompletableFuture.completedFuture(
          new CheckHostResult(
              SpfResult.NONE,
              null,
              null,
              0,
              0,
              List.of(),
              List.of(),
              Sentence.of("spf.no-domain-name")));
    }
    MacroValues values =
        MacroValues.of(
            ip,
            name,
            sender,
            helo.isEmpty() ? UNKNOWN : helo,
            receiver,
            clock.instant().getEpochSecond());
    return new HostEvaluation(values, new HostQuestions(dns)).run(name);
  }

  /** A-labels (RFC 7208 §4.3), without a final dot; what has none stays as it is. */
  private static String ascii(String domain) {
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name;
    }
    try {
      return IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
