package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A machine from which no mail server can be reached, for tests that are about something else. */
public final class NoMail implements MailClient {
  @Override
  public CompletableFuture<SmtpDialogue> converse(
      SmtpTarget target, CompletableFuture<How> stop, Consumer<Reply> greeting) {
    return CompletableFuture.completedFuture(
        SmtpDialogue.none(new Ending(Step.CONNECT, How.UNREACHABLE, "network unreachable"), 0));
  }
}
