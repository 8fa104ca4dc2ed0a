package dev.mxray.check.smtp;

import java.util.List;

/**
 * Which servers are talked to.
 *
 * @param ports of each address; TLS comes first on 465 and by STARTTLS on all others
 * @param maxHosts exchanges, by preference, that are talked to; the others are only listed
 * @param trials what is tried beside the usual dialogue
 * @param mailboxHosts mailbox servers that the user names; A-labels, lower case, no final dot
 */
public record SmtpPlan(
    List<Integer> ports, int maxHosts, Trials trials, List<String> mailboxHosts) {
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

  /** Without trials. */
  public SmtpPlan(List<Integer> ports, int maxHosts) {
    this(ports, maxHosts, Trials.NONE, List.of());
  }

  /** The same with other trials. */
  public SmtpPlan with(Trials others) {
    return new SmtpPlan(ports, maxHosts, others, mailboxHosts);
  }

  /** The same with mailbox servers that the user names. */
  public SmtpPlan withMailboxHosts(List<String> hosts) {
    return new SmtpPlan(ports, maxHosts, trials, hosts);
  }

  /** All three ports of the first ten exchanges. */
  public static SmtpPlan defaults() {
    return new SmtpPlan(List.of(RELAY_PORT, IMPLICIT_TLS_PORT, SUBMISSION_PORT), DEFAULT_MAX_HOSTS);
  }
}
