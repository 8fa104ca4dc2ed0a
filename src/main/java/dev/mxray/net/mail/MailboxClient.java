package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
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
}
