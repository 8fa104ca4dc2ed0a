package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending.How;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what TLS a server accepts, as long as that may take. */
final class TimedEnumeration {
  /** How many timeouts it may take in all. */
  private static final int TIMEOUTS = 2;

  private final Dialer dialer;
  private final Duration timeout;
  private final CompletableFuture<How> stop;

  /**
   * @param timeout of one complete answer
   * @param stop ends it when it completes, with what is known by then
   */
  TimedEnumeration(Dialer dialer, Duration timeout, CompletableFuture<How> stop) {
    this.dialer = dialer;
    this.timeout = timeout;
    this.stop = stop;
  }

  /**
   * What a server accepts.
   *
   * @param prelude what is said before the first hello; null where TLS begins at once
   * @param known what need not be asked
   */
  CompletableFuture<Optional<TlsSupport>> of(
      String host,
      IpAddress address,
      int port,
      @Nullable Function<SocketAddress, Prelude> prelude,
      Enumeration.Known known) {
    var end = new CompletableFuture<How>();
    var unused = stop.thenAccept(end::complete);
    var unusedToo =
        end.completeOnTimeout(
            How.DEADLINE, timeout.multipliedBy(TIMEOUTS).toMillis(), TimeUnit.MILLISECONDS);
    var asker = new HelloClient(dialer, address, port, prelude, timeout, end);
    return Enumeration.run(asker, HeloName.isName(host) ? host : null, known)
        .thenApply(
            support -> {
              end.complete(How.DONE); // and with it goes the timer
              return Optional.of(support);
            });
  }
}
