package dev.mxray.net.mail;

import dev.mxray.net.guard.ConnectionBudget.Place;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled;
import dev.mxray.net.guard.Dialled.Connected;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Talks to mail servers over the network. A server that says 421 while this scanner has other
 * connections to it is asked once more when these are closed; one that refuses the TLS of today for
 * its version or its suites is asked once more for anything it has.
 */
public final class SmtpClient implements MailClient {
  /** Where an exchange listens; that it does on other ports is only supposed. */
  private static final int RELAY_PORT = 25;

  /** How long a server that says "later" is left alone before it is asked once more. */
  private static final Duration BACK_OFF = Duration.ofSeconds(5);

  /** With a short timeout the user is in a hurry. */
  private static final int BACK_OFF_SHARE = 3;

  private final Dialer dialer;
  private final Optional<String> heloName;
  private final Duration timeout;

  /**
   * @param heloName what the scanner calls itself; empty for the address of each socket
   * @param timeout of one complete reply; a conversation may take three times that
   */
  public SmtpClient(Dialer dialer, Optional<String> heloName, Duration timeout) {
    this.dialer = dialer;
    this.heloName = heloName;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<SmtpDialogue> converse(
      SmtpTarget target, CompletableFuture<How> stop, Consumer<Reply> greeting) {
    var usual = new SmtpScript(target, heloName, TlsOffer.USUAL, timeout, stop);
    var widest = new SmtpScript(target, heloName, TlsOffer.WIDEST, timeout, stop);
    return patiently(usual, greeting)
        .thenCompose(
            first ->
                first.ending().how() == How.OFFER_REFUSED
                    ? patiently(widest, unheard -> {}).thenApply(first::andThen)
                    : CompletableFuture.completedFuture(first));
  }

  @Override
  public CompletableFuture<Optional<TlsSupport>> enumerate(
      SmtpTarget target, Enumeration.Known known, CompletableFuture<How> stop) {
    return new TimedEnumeration(dialer, timeout, stop)
        .of(
            target.host(),
            target.address(),
            target.port(),
            target.implicitTls()
                ? null
                : socket -> new SmtpPrelude(heloName.orElseGet(() -> HeloName.literal(socket))),
            known);
  }

  /** A conversation; and one more when there were too many at a time. */
  private CompletableFuture<SmtpDialogue> patiently(SmtpScript script, Consumer<Reply> greeting) {
    return once(script, greeting)
        .thenCompose(
            first ->
                first.crowded()
                    ? once(script, greeting).thenApply(Attempt::dialogue)
                    : first.dialogue().saysLater()
                        ? later(script, greeting, first.dialogue())
                        : CompletableFuture.completedFuture(first.dialogue()));
  }

  /** Once more after a while; what was said the first time counts unless this comes further. */
  private CompletableFuture<SmtpDialogue> later(
      SmtpScript script, Consumer<Reply> greeting, SmtpDialogue first) {
    long pause = Math.min(BACK_OFF.toMillis(), timeout.toMillis() / BACK_OFF_SHARE);
    long jitter = ThreadLocalRandom.current().nextLong(pause / 4 + 1);
    var waited = new CompletableFuture<Boolean>();
    var unused = script.stop().thenAccept(how -> waited.complete(false));
    return waited
        .completeOnTimeout(true, pause + jitter, TimeUnit.MILLISECONDS)
        .thenCompose(
            goOn ->
                goOn
                    ? once(script, greeting)
                        .thenApply(
                            second -> second.dialogue().ehlo() == null ? first : second.dialogue())
                    : CompletableFuture.completedFuture(first));
  }

  private CompletableFuture<Attempt> once(SmtpScript script, Consumer<Reply> greeting) {
    long started = System.nanoTime();
    var conversation = new SmtpConversation(script, greeting);
    SmtpTarget target = script.target();
    return dialer
        .dial(
            target.address(),
            target.port(),
            conversation.initializer(),
            script.stop(),
            new Dialer.Manner(timeout, /* guessed= */ target.port() != RELAY_PORT))
        .thenCompose(dialled -> attempt(target, dialled, conversation, started));
  }

  private CompletableFuture<Attempt> attempt(
      SmtpTarget target, Dialled dialled, SmtpConversation conversation, long started) {
    if (dialled instanceof NotConnected failure) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      var ending = new Ending(Step.CONNECT, failure.how(), failure.told());
      return CompletableFuture.completedFuture(
          new Attempt(SmtpDialogue.none(ending, millis), /* crowded= */ false));
    }
    Place place = ((Connected) dialled).place();
    return conversation
        .result()
        .thenApply(
            dialogue -> {
              if (dialogue.saysTooMany() || dialogue.ending().how() == How.RESET) {
                dialer.slowDown(target.address());
              }
              return new Attempt(dialogue, dialogue.saysTooMany() && !place.alone());
            });
  }

  /**
   * One conversation.
   *
   * @param crowded true when the server said 421 and there were other connections to it
   */
  private record Attempt(SmtpDialogue dialogue, boolean crowded) {}
}
