package dev.mxray.net.mail;

import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Has conversations with mailbox servers. */
public interface MailboxClient {

  /**
   * Says what a mail program says before it logs in, and then leaves.
   *
   * @param announced false when nobody says that there is such a server: then a connection is not
   *     waited for as long
   * @param stop ends the conversation when it completes, with what is known by then
   * @return never completes exceptionally; what goes wrong is the ending
   */
  CompletableFuture<MailboxDialogue> converse(
      MailboxTarget target, boolean announced, CompletableFuture<Ending.How> stop);

  /**
   * Finds out which versions, suites and groups of TLS a server accepts, on many connections.
   *
   * @param known what the conversation has shown already
   * @param stop ends it when it completes, with what is known by then
   * @return empty when this client does not do that; never completes exceptionally
   */
  default CompletableFuture<Optional<TlsSupport>> enumerate(
      MailboxTarget target, Enumeration.Known known, CompletableFuture<Ending.How> stop) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
