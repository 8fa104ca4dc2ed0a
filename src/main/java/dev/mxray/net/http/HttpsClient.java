package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled;
import dev.mxray.net.guard.Dialled.Connected;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks web servers for single files: TLS 1.2 or 1.3, HTTP/1.1, one request for each connection, no
 * redirects followed, no proxy, no cookies. Connections go through the {@link Dialer}, with its
 * policy for addresses and its budget.
 *
 * <p>Of several addresses the next one is tried when one has failed or has not answered within
 * {@link #HEAD_START}; the first answer counts (compare RFC 8305 §5).
 */
public final class HttpsClient implements WebClient {
  /** How long one address may take before the next one is tried beside it. */
  static final Duration HEAD_START = Duration.ofSeconds(1);

  /** Of one request over all addresses, how many timeouts it may take. */
  static final int TIMEOUTS_IN_ALL = 3;

  /** Addresses that are tried; a name has one or two of each family. */
  public static final int MAX_ADDRESSES = 4;

  private final Dialer dialer;
  private final Duration timeout;

  /**
   * @param timeout of a handshake, and of a response; a request may take {@value #TIMEOUTS_IN_ALL}
   *     times that in all
   */
  public HttpsClient(Dialer dialer, Duration timeout) {
    this.dialer = dialer;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<Fetched> get(
      WebRequest request,
      List<IpAddress> addresses,
      ServerCheck check,
      CompletableFuture<How> stop) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address to ask");
    }
    return new Race(request, addresses, check, stop).run();
  }

  /** One request over all addresses. Its state is guarded by itself. */
  private final class Race {
    private final WebRequest request;
    private final ServerCheck check;
    private final Queue<IpAddress> waiting;
    private final List<Fetched.Failed> failures = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final CompletableFuture<Fetched> result = new CompletableFuture<>();
    private final CompletableFuture<How> end = new CompletableFuture<>();
    private int running;

    Race(
        WebRequest request,
        List<IpAddress> addresses,
        ServerCheck check,
        CompletableFuture<How> stop) {
      this.request = request;
      this.check = check;
      this.waiting = new ArrayDeque<>(addresses.stream().limit(MAX_ADDRESSES).toList());
      var unused = stop.thenAccept(end::complete);
      long whole = timeout.toMillis() * TIMEOUTS_IN_ALL;
      var unusedToo = end.completeOnTimeout(How.TIMEOUT, whole, TimeUnit.MILLISECONDS);
    }

    CompletableFuture<Fetched> run() {
      next();
      return result.whenComplete((fetched, bug) -> end.complete(How.DONE));
    }

    /** Tries the next address, when there is one and nobody has answered yet. */
    private void next() {
      IpAddress address;
      synchronized (this) {
        address = result.isDone() ? null : waiting.poll();
        if (address == null) {
          return;
        }
        running++;
      }
      long started = System.nanoTime();
      var unused =
          attempt(address)
              .whenComplete(
                  (fetched, bug) -> {
                    if (bug != null) {
                      result.completeExceptionally(bug);
                    } else {
                      ended(address, fetched, started);
                    }
                  });
      CompletableFuture.delayedExecutor(HEAD_START.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::next);
    }

    private CompletableFuture<Fetched> attempt(IpAddress address) {
      var exchange = new HttpsExchange(request, address, check, timeout);
      return dialer
          .dial(address, request.uri().port(), exchange.initializer(), end)
          .thenCompose(dialled -> attempt(dialled, exchange));
    }

    private CompletableFuture<Fetched> attempt(Dialled dialled, HttpsExchange exchange) {
      if (dialled instanceof NotConnected failure) {
        return CompletableFuture.completedFuture(
            new Fetched.Failed(
                failure.how(), Sentence.of("net.connection", failure.told()), List.of()));
      }
      Connected connected = (Connected) dialled;
      var stopped = end.thenAccept(how -> exchange.stop(connected.channel(), how));
      return exchange
          .result()
          .whenComplete((fetched, bug) -> stopped.cancel(/* mayInterruptIfRunning= */ false));
    }

    private void ended(IpAddress address, Fetched fetched, long started) {
      if (!(fetched instanceof Fetched.Failed failed)) {
        result.complete(fetched);
        return;
      }
      boolean last;
      synchronized (this) {
        running--;
        failures.add(failed);
        attempts.add(
            new Attempt(
                request.uri().host() + "[" + address + "]:" + request.uri().port(),
                failed.told(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
        last = running == 0 && (waiting.isEmpty() || end.isDone());
      }
      if (last) {
        result.complete(told());
      } else {
        next();
      }
    }

    /** The failure that tells most about the server, with all attempts. */
    private synchronized Fetched told() {
      Fetched.Failed first =
          failures.stream().min(Comparator.comparing(Race::isOurs)).orElseThrow();
      return new Fetched.Failed(first.how(), first.told(), attempts);
    }

    /**
     * False sorts first: what is not the server's doing is only told when there is nothing else.
     */
    private static boolean isOurs(Fetched.Failed failure) {
      return OURS.contains(failure.how());
    }
  }

  private static final Set<How> OURS =
      Set.of(How.UNREACHABLE, How.FORBIDDEN, How.DEADLINE, How.INTERRUPTED);
}
