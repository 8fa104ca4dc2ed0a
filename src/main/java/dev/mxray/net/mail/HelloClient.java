package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.net.mail.HelloConversation.Kind;
import dev.mxray.net.mail.HelloConversation.Outcome;
import dev.mxray.net.tls.Hello;
import dev.mxray.net.tls.HelloAnswer;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.net.tls.HelloAsker;
import dev.mxray.observe.Ending.How;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings hellos to one port of one address, within the budget of connections. A server that turns a
 * connection away is asked once more after a while, and from then on one at a time; after that, or
 * when it falls silent twice, it is left in peace.
 */
final class HelloClient implements HelloAsker {
  /** Silences, on hellos that this server may not understand, before it is left in peace. */
  private static final int MAX_SILENCES = 2;

  /**
   * How long a server that turned a connection away is left alone: those that count their processes
   * still count the ones that are about to end.
   */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** With a short timeout the user is in a hurry. */
  private static final int PAUSE_SHARE = 3;

  /** Refusals by closing, each confirmed, after which a further one is believed at once. */
  private static final int HABIT = 2;

  private final Dialer dialer;
  private final IpAddress address;
  private final int port;
  private final @Nullable Function<SocketAddress, Prelude> preludes;
  private final Duration timeout;
  private final CompletableFuture<How> stop;
  private final Random random = new SecureRandom();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger silences = new AtomicInteger();
  private final AtomicInteger closings = new AtomicInteger();

  /**
   * @param preludes makes what is said before TLS, from the address of the socket; null for nothing
   * @param timeout of one line, and of one answer to a hello
   * @param stop ends everything when it completes
   */
  HelloClient(
      Dialer dialer,
      IpAddress address,
      int port,
      @Nullable Function<SocketAddress, Prelude> preludes,
      Duration timeout,
      CompletableFuture<How> stop) {
    this.dialer = dialer;
    this.address = address;
    this.port = port;
    this.preludes = preludes;
    this.timeout = timeout;
    this.stop = stop;
  }

  @Override
  public int connections() {
    return connections.get();
  }

  @Override
  public int width() {
    return dialer.perAddress();
  }

  @Override
  public CompletableFuture<HelloAnswer> ask(Hello hello) {
    return once(hello)
        .thenCompose(
            first ->
                switch (first.kind()) {
                  case ANSWERED -> done(first.answer());
                  case CLOSED_AT_HELLO, RESET_AT_HELLO -> confirmed(hello, first);
                  case TURNED_AWAY -> later(hello, first);
                  case SILENT_AT_HELLO -> done(silent(first.answer()));
                  case FAILED -> done(first.answer());
                });
  }

  /**
   * Closing is how some servers refuse; when it happens again it is no accident. When that was seen
   * more than once, it is this server's way.
   */
  private CompletableFuture<HelloAnswer> confirmed(Hello hello, Outcome first) {
    if (closings.get() >= HABIT) {
      return done(new Refused(-1));
    }
    if (first.kind() == Kind.RESET_AT_HELLO) {
      dialer.slowDown(address);
    }
    return once(hello)
        .thenApply(
            second ->
                switch (second.kind()) {
                  case CLOSED_AT_HELLO, RESET_AT_HELLO -> {
                    closings.incrementAndGet();
                    yield new Refused(-1);
                  }
                  case SILENT_AT_HELLO -> silent(second.answer());
                  case ANSWERED, TURNED_AWAY, FAILED -> second.answer();
                });
  }

  /** The pause begins anew for each that was turned away, and they go in one after the other. */
  private CompletableFuture<HelloAnswer> later(Hello hello, Outcome first) {
    dialer.slowDown(address);
    var waited = new CompletableFuture<Boolean>();
    var unused = stop.thenAccept(how -> waited.complete(false));
    long pause = Math.min(PAUSE.toMillis(), timeout.toMillis() / PAUSE_SHARE);
    return waited
        .completeOnTimeout(true, pause + random.nextInt((int) pause / 4 + 1), TimeUnit.MILLISECONDS)
        .thenCompose(goOn -> goOn ? once(hello) : CompletableFuture.completedFuture(first))
        .thenApply(
            second ->
                second.kind() == Kind.SILENT_AT_HELLO ? silent(second.answer()) : second.answer());
  }

  private HelloAnswer silent(HelloAnswer answer) {
    return silences.incrementAndGet() >= MAX_SILENCES && answer instanceof Unheard unheard
        ? new Unheard(unheard.reason(), unheard.told(), /* last= */ true)
        : answer;
  }

  private static CompletableFuture<HelloAnswer> done(HelloAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CompletableFuture<Outcome> once(Hello hello) {
    var conversation = new HelloConversation(hello, preludes, random, timeout, stop);
    return dialer
        .dial(address, port, conversation.initializer(), stop)
        .thenCompose(dialled -> outcome(dialled, conversation));
  }

  private CompletableFuture<Outcome> outcome(Dialled dialled, HelloConversation conversation) {
    if (dialled instanceof NotConnected failure) {
      // A refusal is how some servers keep to their limit of connections.
      boolean limit = failure.how() == How.REFUSED || failure.how() == How.RESET;
      return CompletableFuture.completedFuture(
          new Outcome(
              limit ? Kind.TURNED_AWAY : Kind.FAILED,
              new Unheard(failure.how().reason(), failure.told(), /* last= */ true)));
    }
    connections.incrementAndGet();
    return conversation.result();
  }
}
