package dev.mxray.net.mail;

import dev.mxray.net.guard.Dialer;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Tries servers out over the network, in one conversation after the other. */
public final class ActiveClient implements ActiveTrial {
  /** Of a conversation; servers make those wait who are refused often. */
  private static final int TIMEOUTS_IN_ALL = 4;

  private static final int RANDOM_BITS = 60;

  private final Talks talks;
  private final Optional<String> heloName;
  private final Duration timeout;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param heloName what the scanner calls itself; empty for the address of each socket
   * @param timeout of one complete reply; a conversation may take four times that
   */
  public ActiveClient(Dialer dialer, Optional<String> heloName, Duration timeout) {
    this.talks = new Talks(dialer);
    this.heloName = heloName;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<ActiveDialogue> tryOut(
      ActiveTarget target, CompletableFuture<How> stop) {
    var trial = new ActiveConversation(target, heloName, randomName());
    CompletableFuture<?> before =
        target.exchange()
            ? talk(target, trial::withoutHelo, trial, stop)
                .thenCompose(done -> talk(target, trial::recipients, trial, stop))
            : target.server().implicitTls()
                ? CompletableFuture.completedFuture(trial)
                : talk(target, trial::withoutTls, trial, stop);
    return before
        .thenCompose(done -> talk(target, trial::relaying, trial, stop))
        .thenApply(done -> trial.dialogue());
  }

  private CompletableFuture<ActiveConversation> talk(
      ActiveTarget target,
      Function<LineTalk, CompletableFuture<ActiveConversation>> what,
      ActiveConversation trial,
      CompletableFuture<How> stop) {
    if (trial.unwelcome() || stop.isDone()) {
      return CompletableFuture.completedFuture(trial);
    }
    return talks.open(
        target.server().address(),
        target.server().port(),
        new Dialer.Manner(timeout, /* guessed= */ false),
        new LineTalk.Terms(timeout, TIMEOUTS_IN_ALL, LineDecoder.MAX_KEPT, stop),
        what,
        (Ending ending) -> trial.ended(ending));
  }

  /** A local part that nobody has. */
  private String randomName() {
    return "mxray-" + Long.toString(random.nextLong() >>> (64 - RANDOM_BITS), 36);
  }
}
