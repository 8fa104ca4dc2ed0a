package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
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
}
