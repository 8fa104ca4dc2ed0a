package dev.mxray.net.mail;

import dev.mxray.net.mail.Injection.Outcome;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A machine from which no server can be reached, for tests that are about something else. */
public final class NoTrials implements MailboxClient, InjectionTrial, ActiveTrial {
  private static final Ending ENDING =
      new Ending(Step.CONNECT, How.UNREACHABLE, "network unreachable");

  @Override
  public CompletableFuture<MailboxDialogue> converse(
      MailboxTarget target, boolean announced, CompletableFuture<How> stop) {
    return CompletableFuture.completedFuture(MailboxDialogue.none(ENDING, 0));
  }

  @Override
  public CompletableFuture<Injection> inject(InjectionTarget target, CompletableFuture<How> stop) {
    return CompletableFuture.completedFuture(new Injection(Outcome.UNSEEN, ENDING, List.of()));
  }

  @Override
  public CompletableFuture<ActiveDialogue> tryOut(
      ActiveTarget target, CompletableFuture<How> stop) {
    return CompletableFuture.completedFuture(
        new ActiveDialogue(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(ENDING),
            List.of()));
  }
}
