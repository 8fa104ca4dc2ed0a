package dev.mxray.net.mail;

import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Has conversations with mail servers. */
public interface MailClient {

  /**
   * Says what a mail server says to another one before it has mail: EHLO, STARTTLS, EHLO, QUIT.
   *
   * @param stop ends the conversation when it completes, with what is known by then
   * @param greeting gets the greeting as soon as it is there, if it is 220; from an event loop
   * @return never completes exceptionally; what goes wrong is the ending
   */
  CompletableFuture<SmtpDialogue> converse(
      SmtpTarget target, CompletableFuture<Ending.How> stop, Consumer<Reply> greeting);

  /**
   * Finds out which versions, suites and groups of TLS a server accepts, on many connections.
   *
   * @param known what the conversation has shown already
   * @param stop ends it when it completes, with what is known by then
   * @return empty when this client does not do that; never completes exceptionally
   */
  default CompletableFuture<Optional<TlsSupport>> enumerate(
      SmtpTarget target, Enumeration.Known known, CompletableFuture<Ending.How> stop) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
