package dev.mxray.net.dns;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.AnswerCache.Kept;
import dev.mxray.observe.Reason;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Asks several resolvers over UDP, TCP, TLS and HTTPS. One question is in flight once; answers are
 * kept as long as their TTL allows. All of its state lives on one event loop, so nothing is locked;
 * futures complete there and must not be blocked in.
 */
public final class DnsEngine implements DnsClient, AutoCloseable {
  /** How long one question may take with all of its retries, unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /** A scan asks some hundreds of questions; this is for bulk runs. */
  private static final long MAX_CACHED = 20_000;

  /** A lone resolver is late after a second; then others must have heard of it, or it is down. */
  private static final long LONE_SILENCE_MILLIS = 1_100;

  private final EventLoop loop;
  private final List<Resolver> resolvers;
  private final long timeoutNanos;
  private final Counters counters;
  private final Ticker ticker;
  private final AnswerCache<DnsAnswer> cache;
  private final Set<ChainWalk> active = new HashSet<>();
  private final List<SignedQuestions> signed = new ArrayList<>();
  private boolean closed;

  private DnsEngine(
      EventLoop loop,
      List<Resolver> resolvers,
      Duration timeout,
      Counters counters,
      Ticker ticker) {
    this.loop = loop;
    this.resolvers = List.copyOf(resolvers);
    this.timeoutNanos = timeout.toNanos();
    this.counters = counters;
    this.ticker = ticker;
    this.cache = cache(ticker);
  }

  private static AnswerCache<DnsAnswer> cache(Ticker ticker) {
    return new AnswerCache<>(MAX_CACHED, ticker, DnsEngine::withoutAttempts);
  }

  /** Starts a description of an engine on these loops. */
  public static Builder builder(EventLoops loops) {
    return new Builder(loops);
  }

  /** Describes an engine; what is not said has a default. */
  public static final class Builder {
    private final EventLoops loops;
    private List<ResolverSpec> specs = List.of();
    private Duration timeout = DEFAULT_TIMEOUT;
    private SecureRandom random = new SecureRandom();
    private Ticker ticker = Ticker.systemTicker();
    private @Nullable TrustManagerFactory trust;

    private Builder(EventLoops loops) {
      this.loops = loops;
    }

    /** Whom to ask, in order of preference; by default the system's resolvers and public ones. */
    public Builder resolvers(List<ResolverSpec> given) {
      specs = List.copyOf(given);
      return this;
    }

    /** How long one question may take with all of its retries; 15 s by default. */
    public Builder timeout(Duration given) {
      timeout = given;
      return this;
    }

    /** Where ids come from. */
    public Builder random(SecureRandom given) {
      random = given;
      return this;
    }

    /** Whom to trust for DNS over TLS and HTTPS; the JDK's authorities by default. */
    public Builder trust(TrustManagerFactory given) {
      trust = given;
      return this;
    }

    Builder ticker(Ticker given) {
      ticker = given;
      return this;
    }

    /**
     * Builds it; nothing is sent before the first question.
     *
     * @throws IllegalStateException when this JDK cannot do TLS and a resolver needs it
     */
    public DnsEngine build() {
      List<ResolverSpec> given = specs.isEmpty() ? ResolverSpec.systemThenPublic() : specs;
      EventLoop loop = loops.next();
      var counters = new Counters();
      List<Resolver> resolvers = new ArrayList<>();
      for (ResolverSpec spec : given) {
        resolvers.add(resolver(spec, loop, counters));
      }
      return new DnsEngine(loop, resolvers, timeout, counters, ticker);
    }

    private Resolver resolver(ResolverSpec spec, EventLoop loop, Counters counters) {
      return switch (spec.transport()) {
        case PLAIN ->
            new Resolver(
                spec,
                loop,
                new UdpCarrier(
                    loops, loop, spec.address(), random, counters, UdpCarrier.SOCKET_NANOS),
                new StreamCarrier(loops, loop, spec.address(), null, random, counters),
                counters);
        case TLS -> {
          SslContext context = Secrecy.context(trust, List.of());
          var secrecy = new Secrecy(context, spec);
          yield new Resolver(
              spec,
              loop,
              new StreamCarrier(loops, loop, spec.address(), secrecy, random, counters),
              null,
              counters);
        }
        case HTTPS -> {
          SslContext context = Secrecy.context(trust, HttpsCarrier.PROTOCOLS);
          yield new Resolver(
              spec,
              loop,
              new HttpsCarrier(loops, loop, spec, new Secrecy(context, spec), counters),
              null,
              counters);
        }
      };
    }
  }

  @Override
  public CompletableFuture<DnsAnswer> ask(Question question) {
    return ask(new Way(cache, resolvers, timeoutNanos, /* impatient= */ false), question);
  }

  /**
   * The resolvers one by one, in the order of preference: each asks nobody else, and keeps its own
   * answers. For questions whose answer depends on who asks.
   *
   * @param patience how long one question may take with all of its retries
   */
  public List<LoneResolver> loneResolvers(Duration patience) {
    boolean others = resolvers.size() > 1;
    return resolvers.stream()
        .<LoneResolver>map(
            resolver ->
                new Lone(
                    resolver,
                    new Way(cache(ticker), List.of(resolver), patience.toNanos(), others)))
        .toList();
  }

  /**
   * The same resolvers as someone who validates signatures asks them: with DO and CD set, and only
   * those that pass signatures on. Nothing is sent before the first question.
   *
   * @param anchor the zone whose keys are trusted, as in {@link Question#name}; its keys are asked
   *     for first, and tell who passes signatures on
   */
  public SignedDnsClient signed(String anchor) {
    var questions = new SignedQuestions(loop, resolvers, timeoutNanos, ticker, anchor);
    loop.execute(() -> signed.add(questions));
    return questions;
  }

  /**
   * How a question is asked.
   *
   * @param cache where the answers are kept
   * @param whom the resolvers, in order of preference
   * @param patience nanoseconds
   * @param impatient end sooner when the only resolver says nothing to anybody
   */
  private record Way(
      AnswerCache<DnsAnswer> cache, List<Resolver> whom, long patience, boolean impatient) {}

  /** One resolver of this engine by itself. */
  private final class Lone implements LoneResolver {
    private final Resolver resolver;
    private final Way way;

    Lone(Resolver resolver, Way way) {
      this.resolver = resolver;
      this.way = way;
    }

    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      return DnsEngine.this.ask(way, question);
    }

    @Override
    public boolean seemsDown() {
      return resolver.health().isSuspect(System.nanoTime());
    }
  }

  private CompletableFuture<DnsAnswer> ask(Way way, Question question) {
    return way.cache().get(question, asked -> begin(way, asked));
  }

  /** What was sent, received and dropped so far. */
  public DnsStatistics statistics() {
    return counters.now();
  }

  /** Ends: questions in flight become unknown (interrupted), connections are closed. */
  @Override
  public void close() {
    try {
      loop.execute(
          () -> {
            closed = true;
            for (ChainWalk walk : List.copyOf(active)) {
              walk.interrupt();
            }
            signed.forEach(SignedQuestions::close);
            resolvers.forEach(Resolver::close);
          });
    } catch (RejectedExecutionException e) {
      // The loops were closed first, and all channels with them.
    }
  }

  private static DnsAnswer withoutAttempts(DnsAnswer answer) {
    return new DnsAnswer(
        answer.question(),
        answer.status(),
        answer.records(),
        answer.aliases(),
        answer.size(),
        List.of(),
        answer.reason(),
        0);
  }

  private CompletableFuture<Kept<DnsAnswer>> begin(Way way, Question question) {
    var future = new CompletableFuture<Kept<DnsAnswer>>();
    try {
      loop.execute(() -> walk(way, question, future));
    } catch (RejectedExecutionException e) {
      future.complete(new Kept<>(interrupted(question), 0));
    }
    return future;
  }

  private void walk(Way way, Question question, CompletableFuture<Kept<DnsAnswer>> future) {
    Name name = name(question);
    if (name == null) {
      var answer =
          new DnsAnswer(
              question, DnsAnswer.Status.NXDOMAIN, List.of(), List.of(), 0, List.of(), null, 0);
      complete(way, question, future, answer, TimeUnit.HOURS.toNanos(1));
      return;
    }
    if (closed) {
      complete(way, question, future, interrupted(question), 0);
      return;
    }
    long deadline = System.nanoTime() + way.patience();
    var walk = new ChainWalk(loop, way.whom(), question, name, deadline);
    active.add(walk);
    walk.start(
        (answer, holds) -> {
          active.remove(walk);
          complete(way, question, future, answer, holds);
        });
    if (way.impatient() && !future.isDone()) {
      endIfDown(walk, way.whom().get(0));
    }
  }

  /** Whoever says nothing to anybody is not worth waiting for as long as there are others. */
  private void endIfDown(ChainWalk walk, Resolver only) {
    var unused =
        loop.schedule(
            () -> {
              if (active.contains(walk) && only.health().isSuspect(System.nanoTime())) {
                walk.giveUp();
              }
            },
            LONE_SILENCE_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void complete(
      Way way,
      Question question,
      CompletableFuture<Kept<DnsAnswer>> future,
      DnsAnswer answer,
      long holds) {
    if (answer.status() == DnsAnswer.Status.UNKNOWN) {
      way.cache().forget(question, future);
    }
    future.complete(new Kept<>(answer, holds));
  }

  private static DnsAnswer interrupted(Question question) {
    return DnsAnswer.unknown(question, Reason.INTERRUPTED, List.of(), 0);
  }

  private static @Nullable Name name(Question question) {
    try {
      return question.name().isEmpty() ? Name.root : Name.fromString(question.name(), Name.root);
    } catch (TextParseException e) {
      return null; // no such name can be written, so none exists
    }
  }
}
