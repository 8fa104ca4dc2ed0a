package dev.mxray.net.mail;

import dev.mxray.net.guard.Dialer;
import dev.mxray.net.mail.Injection.Outcome;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tries whether servers obey inside TLS what they were told in the clear. */
public final class InjectionClient implements InjectionTrial {
  private static final int TIMEOUTS_IN_ALL = 3;

  private final Talks talks;
  private final Optional<String> heloName;
  private final Duration timeout;

  /**
   * @param heloName what the scanner calls itself; empty for the address of each socket
   * @param timeout of one complete answer; a conversation may take three times that
   */
  public InjectionClient(Dialer dialer, Optional<String> heloName, Duration timeout) {
    this.talks = new Talks(dialer);
    this.heloName = heloName;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<Injection> inject(InjectionTarget target, CompletableFuture<How> stop) {
    return talks.open(
        target.address(),
        target.port(),
        new Dialer.Manner(timeout, /* guessed= */ false),
        new LineTalk.Terms(timeout, TIMEOUTS_IN_ALL, MailboxConversation.MAX_LINE, stop),
        talk -> InjectionConversation.on(talk, target, heloName),
        (Ending ending) ->
            new Injection(Outcome.UNSEEN, ending, List.of("[" + ending.words() + "]")));
  }
}
