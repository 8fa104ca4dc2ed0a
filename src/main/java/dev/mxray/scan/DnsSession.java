package dev.mxray.scan;

import dev.mxray.domain.Domain;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.observe.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The DNS for single checks that are no scan: the same resolvers, cache and time limits. Safe for
 * use by several threads; close it.
 */
public final class DnsSession implements AutoCloseable {
  /** Different questions of one piece of work; none has a use for more. */
  public static final int MAX_QUESTIONS = 2_000;

  private final EventLoops loops;
  private final DnsEngine engine;

  /** What ends each piece of work that runs. */
  private final Set<CompletableFuture<Reason>> running = ConcurrentHashMap.newKeySet();

  private volatile boolean interrupted;

  private DnsSession(EventLoops loops, DnsEngine engine) {
    this.loops = loops;
    this.engine = engine;
  }

  /**
   * Opens a session; nothing is sent before the first question.
   *
   * @param resolvers whom to ask, in order; when empty, the system's resolvers, then public ones
   * @param timeout how long one question may take with its retries
   * @param trust whom to trust for resolvers over TLS and HTTPS; null for the JDK's authorities
   */
  public static DnsSession open(
      List<ResolverSpec> resolvers, Duration timeout, @Nullable TrustManagerFactory trust) {
    EventLoops loops = EventLoops.open();
    DnsEngine.Builder engine = DnsEngine.builder(loops).timeout(timeout);
    if (!resolvers.isEmpty()) {
      engine.resolvers(resolvers);
    }
    if (trust != null) {
      engine.trust(trust);
    }
    return new DnsSession(loops, engine.build());
  }

  /**
   * Does a piece of work that needs the DNS. At the deadline, or when the session is interrupted,
   * what it still waits for becomes unknown.
   *
   * @param domain what the work is about, for the listener
   * @param work gets a client that asks {@value #MAX_QUESTIONS} questions at most, each once
   */
  @SuppressWarnings("CollectionUndefinedEquality") // That they are the same one is what is meant.
  public <T> CompletableFuture<T> run(
      Domain domain,
      Duration deadline,
      ScanListener listener,
      Function<DnsClient, CompletableFuture<T>> work) {
    var stop = new CompletableFuture<Reason>();
    var unused =
        stop.completeOnTimeout(Reason.DEADLINE, deadline.toMillis(), TimeUnit.MILLISECONDS);
    running.add(stop);
    if (interrupted) {
      stop.complete(Reason.INTERRUPTED);
    }
    return work.apply(new ScanDns(domain, engine, stop, listener).limited(MAX_QUESTIONS))
        .whenComplete(
            (result, bug) -> {
              stop.complete(Reason.INTERRUPTED);
              running.remove(stop);
            });
  }

  /** Ends all work that runs, and that is begun later: each with what it knows. */
  public void interrupt() {
    interrupted = true;
    running.forEach(stop -> stop.complete(Reason.INTERRUPTED));
  }

  /** Closes sockets and threads; work that still runs ends as if interrupted. */
  @Override
  public void close() {
    interrupt();
    engine.close();
    loops.close();
  }
}
