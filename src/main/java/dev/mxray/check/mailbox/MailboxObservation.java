package dev.mxray.check.mailbox;

import dev.mxray.check.tls.TlsObservation;
import dev.mxray.observe.Observed;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The mailbox servers of a domain.
 *
 * @param domain the scanned domain
 * @param servers each port of each address, what the domain announces first
 * @param unseen what was not looked at, because it could not be learnt or there is too much of it;
 *     at most one for each subject
 */
public record MailboxObservation(String domain, List<MailboxServer> servers, List<Unseen> unseen) {

  /** Something whose servers are not known: the domain, or a host. */
  public record Unseen(String subject, Observed.Unknown<?> unknown) {}

  public MailboxObservation {
    servers = List.copyOf(servers);
    unseen = List.copyOf(unseen);
  }

  /** What is seen by a check that is not made. */
  public static MailboxObservation none(String domain) {
    return new MailboxObservation(domain, List.of(), List.of());
  }

  /** What the handshakes showed, those of them that came about. */
  public List<TlsObservation> handshakes() {
    return servers.stream().map(MailboxServer::tls).filter(Objects::nonNull).toList();
  }

  /**
   * The same with more known about the handshakes.
   *
   * @param handshakes those of {@link #handshakes}, in that order
   */
  MailboxObservation withHandshakes(List<TlsObservation> handshakes) {
    Iterator<TlsObservation> next = handshakes.iterator();
    return new MailboxObservation(
        domain,
        servers.stream()
            .map(server -> server.tls() == null ? server : server.with(next.next()))
            .toList(),
        unseen);
  }
}
