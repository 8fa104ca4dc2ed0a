package dev.mxray.check.mailbox;

import dev.mxray.check.smtp.TlsDepth;
import java.util.List;

/**
 * Which mailbox servers are talked to, beside those that the domain names by SRV records.
 *
 * @param hosts named by the user: A-labels, lower case, no final dot
 * @param maxExchanges exchanges, by preference, at whose addresses mailbox servers are looked for
 * @param tls how much is found out about TLS; with everything it is tried too what comes of a
 *     command sent in the clear behind STARTTLS
 */
public record MailboxPlan(List<String> hosts, int maxExchanges, TlsDepth tls) {
  public MailboxPlan {
    hosts = List.copyOf(hosts);
  }
}
