package dev.mxray.check.smtp;

import dev.mxray.check.tls.TlsProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which servers are talked to.
 *
 * @param ports of each address; TLS comes first on 465 and by STARTTLS on all others
 * @param maxHosts exchanges, by preference, that are talked to; the others are only listed
 * @param tls how much is found out about TLS
 * @param profile with which the TLS of servers is compared; null for none
 * @param active how it is tried what strangers may do; null unless the user asked for it
 * @param mailboxHosts mailbox servers that the user names; A-labels, lower case, no final dot
 * @param wishes what is found out about TLS besides
 */
public record SmtpPlan(
    List<Integer> ports,
    int maxHosts,
    TlsDepth tls,
    @Nullable TlsProfile profile,
    @Nullable ActivePlan active,
    List<String> mailboxHosts,
    TlsWishes wishes) {
  /** Where servers take mail from other servers (RFC 5321 §4.5.4.2). */
  public static final int RELAY_PORT = 25;

  /** Where TLS comes before everything else (RFC 8314 §3.3). */
  public static final int IMPLICIT_TLS_PORT = 465;

  /** Mail submission (RFC 6409). */
  public static final int SUBMISSION_PORT = 587;

  /** The most ports that can be chosen. */
  public static final int MAX_PORTS = 8;

  /** Exchanges, unless said otherwise; also those that count in the score. */
  public static final int DEFAULT_MAX_HOSTS = 10;

  public SmtpPlan {
    ports = List.copyOf(ports);
    mailboxHosts = List.copyOf(mailboxHosts);
  }

  /** Nothing tried, nothing compared, and no mailbox servers named. */
  public SmtpPlan(List<Integer> ports, int maxHosts, TlsDepth tls) {
    this(ports, maxHosts, tls, /* profile= */ null, /* active= */ null, List.of(), TlsWishes.NONE);
  }

  /** The same with the TLS that the conversation needs anyway. */
  public SmtpPlan(List<Integer> ports, int maxHosts) {
    this(ports, maxHosts, TlsDepth.BASIC);
  }

  /** The same with more or less about TLS. */
  public SmtpPlan with(TlsDepth depth) {
    return new SmtpPlan(ports, maxHosts, depth, profile, active, mailboxHosts, wishes);
  }

  /** The same with other ports. */
  public SmtpPlan withPorts(List<Integer> others) {
    return new SmtpPlan(others, maxHosts, tls, profile, active, mailboxHosts, wishes);
  }

  /** The same with a comparison. */
  public SmtpPlan with(TlsProfile other) {
    return new SmtpPlan(ports, maxHosts, tls, other, active, mailboxHosts, wishes);
  }

  /** The same with more tried out, or nothing. */
  public SmtpPlan withActive(@Nullable ActivePlan trials) {
    return new SmtpPlan(ports, maxHosts, tls, profile, trials, mailboxHosts, wishes);
  }

  /** The same with mailbox servers that the user names. */
  public SmtpPlan withMailboxHosts(List<String> hosts) {
    return new SmtpPlan(ports, maxHosts, tls, profile, active, hosts, wishes);
  }

  /** The same with more found out about TLS. */
  public SmtpPlan withWishes(TlsWishes others) {
    return new SmtpPlan(ports, maxHosts, tls, profile, active, mailboxHosts, others);
  }

  /** All three ports of the first ten exchanges. */
  public static SmtpPlan defaults() {
    return new SmtpPlan(List.of(RELAY_PORT, IMPLICIT_TLS_PORT, SUBMISSION_PORT), DEFAULT_MAX_HOSTS);
  }
}
