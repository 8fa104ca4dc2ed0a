package dev.mxray.scan;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListTests;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.EventLoops;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.observe.Reason;
import dev.mxray.report.Report;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Scans mail domains: the entry of the library.
 *
 * <pre>{@code
 * try (Scanner scanner = Scanner.builder().build()) {
 *   scanner.scan(Domain.parse("example.com")).thenAccept(report -> ...);
 * }
 * }</pre>
 *
 * One scanner may scan many domains at once; its cache and its view of the resolvers' health are
 * shared between them. Safe for use by several threads.
 */
public final class Scanner implements AutoCloseable {
  private static final int RANDOM_LABEL_BITS = 60;

  /**
   * How long one question to a list may take: one that is silent now and then must not hold up
   * every scan until the timeout of everything else.
   */
  private static final Duration LIST_PATIENCE = Duration.ofSeconds(5);

  private final ScanOptions options;
  private final ScanListener listener;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final EventLoops loops;
  private final DnsEngine engine;
  private final @Nullable DnsEngine listEngine;
  private final ListService lists;

  /** What ends each scan that runs; a scan that has ended leaves nothing here. */
  private final Set<CompletableFuture<Reason>> running = ConcurrentHashMap.newKeySet();

  private volatile boolean interrupted;

  private Scanner(Builder builder) {
    this.options = builder.options;
    this.listener = builder.listener;
    this.clock = builder.clock;
    this.loops = EventLoops.open();
    this.engine = engine(builder, builder.resolvers);
    this.listEngine =
        builder.listResolvers.isEmpty() ? null : engine(builder, builder.listResolvers);
    DnsEngine asksLists = listEngine == null ? engine : listEngine;
    Duration patience =
        LIST_PATIENCE.compareTo(builder.timeout) < 0 ? LIST_PATIENCE : builder.timeout;
    boolean asked = options.checks().contains(Section.REPUTATION);
    this.lists =
        new ListService(
            asked
                ? CompletableFuture.supplyAsync(options.blockLists())
                : CompletableFuture.completedFuture(BlockLists.none()),
            asksLists.loneResolvers(patience),
            new ListTests());
  }

  private DnsEngine engine(Builder builder, List<ResolverSpec> resolvers) {
    DnsEngine.Builder engineBuilder =
        DnsEngine.builder(loops).timeout(builder.timeout).random(random);
    if (!resolvers.isEmpty()) {
      engineBuilder.resolvers(resolvers);
    }
    if (builder.trust != null) {
      engineBuilder.trust(builder.trust);
    }
    return engineBuilder.build();
  }

  /** A builder with the defaults of the command line. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Scans one domain.
   *
   * @return completes with the report at the deadline at the latest; exceptionally only for a bug
   */
  @SuppressWarnings("CollectionUndefinedEquality") // That they are the same one is what is meant.
  public CompletionStage<Report> scan(Domain domain) {
    var started = clock.instant();
    long startedNanos = System.nanoTime();
    var stop = new CompletableFuture<Reason>();
    var unused =
        stop.completeOnTimeout(
            Reason.DEADLINE, options.deadline().toMillis(), TimeUnit.MILLISECONDS);
    running.add(stop);
    var unusedToo = stop.thenRun(() -> running.remove(stop));
    if (interrupted) {
      stop.complete(Reason.INTERRUPTED);
    }
    listener.started(domain);
    var dns = new ScanDns(domain, engine, stop, listener);
    var today = LocalDate.ofInstant(started, ZoneOffset.UTC);
    return new Scan(domain, options, dns, lists, listener, today, randomLabel())
        .observe()
        .thenApply(
            seen -> {
              var elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
              Report report =
                  ReportAssembly.report(
                      domain, started, elapsed, seen, Judgement.of(domain, seen, options), options);
              stop.complete(Reason.INTERRUPTED);
              listener.finished(domain);
              return report;
            });
  }

  /** Ends all scans that run, and those that are started later: each with what it has seen. */
  public void interrupt() {
    interrupted = true;
    running.forEach(stop -> stop.complete(Reason.INTERRUPTED));
  }

  /** Closes connections and threads; scans that still run end as if interrupted. */
  @Override
  public void close() {
    interrupt();
    engine.close();
    if (listEngine != null) {
      listEngine.close();
    }
    loops.close();
  }

  private String randomLabel() {
    return "mxray-"
        + Long.toString(random.nextLong() >>> (64 - RANDOM_LABEL_BITS), 36)
            .toLowerCase(Locale.ROOT);
  }

  /** Collects what a scanner needs; every value has a default. */
  public static final class Builder {
    private ScanOptions options = ScanOptions.defaults();
    private List<ResolverSpec> resolvers = List.of();
    private List<ResolverSpec> listResolvers = List.of();
    private Duration timeout = Duration.ofSeconds(ScanOptions.DEFAULT_TIMEOUT_SECONDS);
    private @Nullable TrustManagerFactory trust;
    private ScanListener listener = ScanListener.NONE;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** What to look at. */
    public Builder options(ScanOptions value) {
      this.options = value;
      return this;
    }

    /** Whom to ask, in order; by default the system's resolvers, then public ones. */
    public Builder resolvers(List<ResolverSpec> value) {
      this.resolvers = List.copyOf(value);
      return this;
    }

    /** Whom to ask about block lists, in order; by default the resolvers of everything else. */
    public Builder listResolvers(List<ResolverSpec> value) {
      this.listResolvers = List.copyOf(value);
      return this;
    }

    /** How long one DNS question with its retries may take; 15 s by default. */
    public Builder timeout(Duration value) {
      this.timeout = value;
      return this;
    }

    /** Whom to trust for resolvers over TLS and HTTPS; the JDK's anchors by default. */
    public Builder trust(TrustManagerFactory value) {
      this.trust = value;
      return this;
    }

    /** Who watches. */
    public Builder listener(ScanListener value) {
      this.listener = value;
      return this;
    }

    /** The clock of the reports. */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** A scanner, with its threads and sockets; close it. */
    public Scanner build() {
      return new Scanner(this);
    }
  }
}
