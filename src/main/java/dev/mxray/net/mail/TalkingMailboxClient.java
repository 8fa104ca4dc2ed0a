package dev.mxray.net.mail;

import dev.mxray.net.guard.Dialer;
import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Talks to mailbox servers over the network. One that refuses the TLS of today for its version or
 * its suites is asked once more for anything it has.
 */
public final class TalkingMailboxClient implements MailboxClient {
  /** Of a conversation, how many timeouts it may take in all. */
  private static final int TIMEOUTS_IN_ALL = 3;

  /**
   * How long a connection is waited for where perhaps nothing listens, as behind a firewall that
   * drops it: long enough for two repetitions of the first packet.
   */
  private static final Duration CURIOSITY = Duration.ofSeconds(4);

  private final Dialer dialer;
  private final Talks talks;
  private final Duration timeout;

  /**
   * @param timeout of one complete answer; a conversation may take three times that
   */
  public TalkingMailboxClient(Dialer dialer, Duration timeout) {
    this.dialer = dialer;
    this.talks = new Talks(dialer);
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<MailboxDialogue> converse(
      MailboxTarget target, boolean announced, CompletableFuture<How> stop) {
    Duration patience = announced || timeout.compareTo(CURIOSITY) < 0 ? timeout : CURIOSITY;
    var manner = new Dialer.Manner(patience, /* guessed= */ !announced);
    return once(target, TlsOffer.USUAL, manner, stop)
        .thenCompose(
            first ->
                first.ending().how() == How.OFFER_REFUSED
                    ? once(target, TlsOffer.WIDEST, manner, stop).thenApply(first::andThen)
                    : CompletableFuture.completedFuture(first));
  }

  @Override
  public CompletableFuture<Optional<TlsSupport>> enumerate(
      MailboxTarget target, Enumeration.Known known, CompletableFuture<How> stop) {
    return new TimedEnumeration(dialer, timeout, stop)
        .of(
            target.host(),
            target.address(),
            target.port(),
            target.implicitTls() ? null : socket -> new MailboxPrelude(target.protocol()),
            known);
  }

  private CompletableFuture<MailboxDialogue> once(
      MailboxTarget target, TlsOffer offer, Dialer.Manner manner, CompletableFuture<How> stop) {
    long started = System.nanoTime();
    return talks.open(
        target.address(),
        target.port(),
        manner,
        new LineTalk.Terms(timeout, TIMEOUTS_IN_ALL, MailboxConversation.MAX_LINE, stop),
        talk -> MailboxConversation.on(talk, target, offer, started),
        (Ending ending) ->
            MailboxDialogue.none(
                ending, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
  }
}
