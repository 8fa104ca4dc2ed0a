package dev.mxray.net.guard;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.Dialled.Connected;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Opens all connections to the servers of a scanned domain, and no other way leads there: within
 * the policy for addresses and within the budget of connections.
 */
public final class Dialer {
  private final EventLoops loops;
  private final AddressPolicy policy;
  private final ConnectionBudget budget;
  private final Route route;
  private final int timeoutMillis;
  private final Tally tally;

  /**
   * @param timeout how long one attempt to connect may take, from the time when its turn has come
   */
  public Dialer(
      EventLoops loops,
      AddressPolicy policy,
      ConnectionBudget budget,
      Route route,
      Duration timeout) {
    this(
        loops,
        policy,
        budget,
        route,
        Math.toIntExact(Math.max(1, timeout.toMillis())),
        new Tally());
  }

  private Dialer(
      EventLoops loops,
      AddressPolicy policy,
      ConnectionBudget budget,
      Route route,
      int timeoutMillis,
      Tally tally) {
    this.loops = loops;
    this.policy = policy;
    this.budget = budget;
    this.route = route;
    this.timeoutMillis = timeoutMillis;
    this.tally = tally;
  }

  /** The same one, in the same budget, that tells here which connections it opens. */
  public Dialer counting(Tally other) {
    return new Dialer(loops, policy, budget, route, timeoutMillis, other);
  }

  /**
   * Connects as soon as the budget allows.
   *
   * @param handler of the new channel, or an initializer
   * @param giveUp when this completes before there is a connection, none will be; whoever has a
   *     connection closes it
   * @return never completes exceptionally; what stands in the way is a value
   */
  public CompletableFuture<Dialled> dial(
      IpAddress address, int port, ChannelHandler handler, CompletableFuture<How> giveUp) {
    return dial(address, port, handler, giveUp, usual());
  }

  /**
   * How to dial.
   *
   * @param patience how long the attempt may take, from the time when its turn has come
   * @param guessed true when nobody said that something listens there: a port that is closed is
   *     then what was asked about, and no sign that the address minds
   */
  public record Manner(Duration patience, boolean guessed) {}

  /** As usual: with the timeout, where something should listen. */
  public Manner usual() {
    return new Manner(Duration.ofMillis(timeoutMillis), /* guessed= */ false);
  }

  /** The same in another manner. */
  public CompletableFuture<Dialled> dial(
      IpAddress address,
      int port,
      ChannelHandler handler,
      CompletableFuture<How> giveUp,
      Manner manner) {
    var refusal = policy.refusal(address);
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(new NotConnected(How.NOT_PUBLIC, refusal.get()));
    }
    var result = new CompletableFuture<Dialled>();
    ConnectionBudget.Place place = budget.enter(address);
    // Leaving the line is all that is to be done for whoever has not come in yet.
    var stopped =
        giveUp.thenAccept(
            how -> {
              if (result.complete(new NotConnected(how, Sentence.of("net.stopped")))) {
                place.leave();
              }
            });
    var connecting =
        place
            .granted()
            .thenAccept(granted -> connect(granted, address, port, handler, manner, result));
    return result.whenComplete(
        (dialled, bug) -> {
          stopped.cancel(/* mayInterruptIfRunning= */ false);
          if (bug != null || dialled instanceof NotConnected) {
            connecting.cancel(/* mayInterruptIfRunning= */ false);
            place.leave();
          }
        });
  }

  /** Connections that may be open to one address at a time. */
  public int perAddress() {
    return budget.perAddress();
  }

  /** The address minds being asked so often. */
  public void slowDown(IpAddress address) {
    budget.slowDown(address);
  }

  private void connect(
      ConnectionBudget.Place place,
      IpAddress address,
      int port,
      ChannelHandler handler,
      Manner manner,
      CompletableFuture<Dialled> result) {
    if (result.isDone()) {
      place.leave();
      return;
    }
    EventLoop loop = loops.next();
    if (loop.isShuttingDown()) { // nothing that is begun now would ever be heard of
      result.complete(new NotConnected(How.INTERRUPTED, Sentence.of("net.stopped")));
      return;
    }
    ChannelFuture connecting;
    try {
      connecting = bootstrap(loop, handler, manner.patience()).connect(target(address, port));
    } catch (RuntimeException e) { // the route leads nowhere
      result.complete(failure(e));
      return;
    }
    Channel channel = connecting.channel();
    EventLoops.unwatched(channel.closeFuture().addListener(closed -> place.leave()));
    var abandoned =
        result.thenAccept(
            dialled -> {
              if (dialled instanceof NotConnected) {
                EventLoops.unwatched(channel.close());
              }
            });
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            tally.count(address, port);
            if (!result.complete(new Connected(channel, place))) {
              EventLoops.unwatched(channel.close());
            }
          } else {
            NotConnected failure = failure(done.cause());
            boolean closed = failure.how() == How.REFUSED && manner.guessed();
            if (!closed && (failure.how() == How.REFUSED || failure.how() == How.RESET)) {
              budget.slowDown(address);
            }
            result.complete(failure);
          }
          abandoned.cancel(/* mayInterruptIfRunning= */ false);
        });
  }

  private Bootstrap bootstrap(EventLoop loop, ChannelHandler handler, Duration patience) {
    return new Bootstrap()
        .group(loop)
        .channel(loops.streamChannel())
        .disableResolver()
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(Math.max(1, patience.toMillis())))
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(handler);
  }

  private InetSocketAddress target(IpAddress address, int port) {
    try {
      return route.to(InetAddress.getByAddress(address.octets()), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address always has 4 or 16 octets", e);
    }
  }

  /** The JDK and the native transport say in words alone what stood in the way. */
  static NotConnected failure(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("refused")) {
      return new NotConnected(How.REFUSED, Sentence.of("net.refused"));
    }
    if (message.contains("timed out")) {
      return new NotConnected(How.TIMEOUT, Sentence.of("net.no-connection"));
    }
    if (message.contains("reset")) {
      return new NotConnected(How.RESET, Sentence.of("net.reset"));
    }
    if (message.contains("network is unreachable")
        || message.contains("assign requested address")
        || message.contains("address family not supported")
        || message.contains("protocol family unavailable")) {
      return new NotConnected(How.UNREACHABLE, Sentence.of("net.unreachable"));
    }
    if (message.contains("unreachable") || message.contains("no route to host")) {
      // A router on the way says so, much later or not at all if it were a firewall.
      return new NotConnected(How.TIMEOUT, Sentence.of("net.no-route"));
    }
    if (message.contains("permission denied") || message.contains("not permitted")) {
      return new NotConnected(How.FORBIDDEN, Sentence.of("net.not-permitted"));
    }
    return new NotConnected(
        How.UNREACHABLE,
        cause instanceof IOException
            ? Sentence.of("net.network-failure")
            : Sentence.of("net.given-up"));
  }
}
