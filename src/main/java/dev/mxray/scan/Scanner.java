package dev.mxray.scan;

import dev.mxray.address.IpAddress;
import dev.mxray.check.dnssec.DnssecAnchors;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListTests;
import dev.mxray.check.reputation.ReputationProbe;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Section;
import dev.mxray.key.SharedFactors;
import dev.mxray.mcss.Catalogue;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Route;
import dev.mxray.net.guard.Tally;
import dev.mxray.net.http.HttpsClient;
import dev.mxray.net.http.PlainClient;
import dev.mxray.net.http.WebClient;
import dev.mxray.net.mail.ActiveClient;
import dev.mxray.net.mail.HeloName;
import dev.mxray.net.mail.InjectionClient;
import dev.mxray.net.mail.SmtpClient;
import dev.mxray.net.mail.TalkingMailboxClient;
import dev.mxray.net.tls.TlsPreparation;
import dev.mxray.observe.Reason;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  /** The checks that need TLS. */
  private static final Set<Section> SHAKES_HANDS =
      Set.of(Section.SMTP, Section.MAILBOX, Section.MTA_STS, Section.BIMI);

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
  private final Function<Dialer, MailClients> mail;
  private final Dialer dialer;
  private final WebClient web;
  private final TlsProbe tls;
  private final TrustService trust;
  private final FindingTexts texts;
  private final Map<String, Telling> tellings = new ConcurrentHashMap<>();
  private final SharedFactors moduli = new SharedFactors();

  /** What ends each scan that runs; a scan that has ended leaves nothing here. */
  private final Set<CompletableFuture<Reason>> running = ConcurrentHashMap.newKeySet();

  private volatile boolean interrupted;

  private Scanner(Builder builder) {
    this.options = builder.options;
    this.listener = builder.listener;
    this.texts = builder.texts;
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
    this.trust =
        new TrustService(
            engine.signed(builder.trustAnchors.zone()), builder.trustAnchors, builder.clock);
    this.dialer = dialer(builder);
    this.mail = mail(builder);
    this.web = new HttpsClient(dialer, builder.timeout);
    TrustManagerFactory believed = builder.trust;
    this.tls =
        new TlsProbe(
            believed == null ? TrustAnchors::ofJdk : () -> TrustAnchors.of(believed),
            clock,
            ForkJoinPool.commonPool());
    // The report would otherwise wait for it, on the loop.
    ForkJoinPool.commonPool().execute(Catalogue::english);
    if (options.checks().stream().anyMatch(SHAKES_HANDS::contains)) {
      // The first handshake would otherwise wait for it, on the loop.
      ForkJoinPool.commonPool().execute(TlsPreparation::prepare);
      tls.prepare();
    }
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

  private Dialer dialer(Builder builder) {
    var budget = new ConnectionBudget(builder.hostConnections, ConnectionBudget.DEFAULT_IN_ALL);
    var policy = new AddressPolicy(builder.allowPrivate);
    return new Dialer(loops, policy, budget, builder.route, builder.timeout);
  }

  /** Those of one scan, by the dialler that counts for it. */
  private static Function<Dialer, MailClients> mail(Builder builder) {
    Optional<String> name = Optional.ofNullable(builder.helo).or(HeloName::ofMachine);
    Duration timeout = builder.timeout;
    return counting ->
        new MailClients(
            new SmtpClient(counting, name, timeout),
            new TalkingMailboxClient(counting, timeout),
            new InjectionClient(counting, name, timeout),
            new ActiveClient(counting, name, timeout),
            new PlainClient(counting, timeout));
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
  public CompletionStage<Report> scan(Domain domain) {
    return scan(domain, options, listener);
  }

  /**
   * Scans one domain in its own way, with what this scanner already knows.
   *
   * @param own what this scan looks at; which lists are asked, and with what data, is the scanner's
   * @param watcher watches this scan in place of the scanner's listener
   * @return completes with the report at the deadline at the latest; exceptionally only for a bug
   */
  public CompletionStage<Report> scan(Domain domain, ScanOptions own, ScanListener watcher) {
    return scan(domain, own, watcher, texts);
  }

  /**
   * The same, told in a language of its own.
   *
   * @param told the texts of this scan's findings in place of the scanner's
   * @return completes with the report at the deadline at the latest; exceptionally only for a bug
   */
  @SuppressWarnings("CollectionUndefinedEquality") // That they are the same one is what is meant.
  public CompletionStage<Report> scan(
      Domain domain, ScanOptions own, ScanListener watcher, FindingTexts told) {
    var started = clock.instant();
    long startedNanos = System.nanoTime();
    var stop = new CompletableFuture<Reason>();
    var unused =
        stop.completeOnTimeout(Reason.DEADLINE, own.deadline().toMillis(), TimeUnit.MILLISECONDS);
    running.add(stop);
    var unusedToo = stop.thenRun(() -> running.remove(stop));
    if (interrupted) {
      stop.complete(Reason.INTERRUPTED);
    }
    watcher.started(domain);
    var telling = tellings.computeIfAbsent(told.language(), language -> Telling.of(told));
    var dns = new ScanDns(domain, engine, stop, watcher);
    var today = LocalDate.ofInstant(started, ZoneOffset.UTC);
    var tally = new Tally();
    return new Scan(
            domain,
            own,
            dns,
            lists,
            mail.apply(dialer.counting(tally)),
            web,
            tls,
            trust,
            watcher,
            today,
            randomLabel(),
            moduli)
        .observe()
        .thenApply(
            seen -> {
              var elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
              Report report =
                  ReportAssembly.report(
                      domain,
                      started,
                      elapsed,
                      seen,
                      Judgement.of(domain, seen, own),
                      own,
                      telling,
                      tally);
              stop.complete(Reason.INTERRUPTED);
              watcher.finished(domain);
              return report;
            });
  }

  /**
   * What the lists say about one address, whoever uses it.
   *
   * @return completes at the deadline at the latest; exceptionally only for a bug
   */
  @SuppressWarnings("CollectionUndefinedEquality") // That they are the same one is what is meant.
  public CompletionStage<List<ReputationPart>> reputation(IpAddress address) {
    var stop = new CompletableFuture<Reason>();
    var unused =
        stop.completeOnTimeout(
            Reason.DEADLINE, options.deadline().toMillis(), TimeUnit.MILLISECONDS);
    running.add(stop);
    var unusedToo = stop.thenRun(() -> running.remove(stop));
    if (interrupted) {
      stop.complete(Reason.INTERRUPTED);
    }
    // Its name in the reverse DNS stands for it where the listener is told whom a question is for.
    var dns = new ScanDns(Domain.parse(address.reverseName()), engine, stop, listener);
    return lists
        .lists()
        .thenCompose(
            asked ->
                ReputationProbe.ask(
                    address,
                    asked,
                    lists.tests(),
                    dns.lists(lists.resolvers(), ScanOptions.LIST_QUESTIONS, asked)))
        .thenApply(answers -> ReputationPart.of(answers, texts.words()))
        .whenComplete((parts, bug) -> stop.complete(Reason.INTERRUPTED));
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
    private DnssecAnchors trustAnchors = DnssecAnchors.root();
    private Route route = Route.DIRECT;
    private boolean allowPrivate;
    private int hostConnections = ConnectionBudget.DEFAULT_PER_ADDRESS;
    private @Nullable String helo;
    private ScanListener listener = ScanListener.NONE;
    private Clock clock = Clock.systemUTC();
    private FindingTexts texts = FindingTexts.english();

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

    /**
     * How long one DNS question with its retries, one attempt to connect, and one reply of a mail
     * server may take; 15 s by default. A mail conversation ends after three times that.
     */
    public Builder timeout(Duration value) {
      this.timeout = value;
      return this;
    }

    /**
     * Whom to trust for resolvers over TLS and HTTPS, and for the certificates of mail servers; the
     * JDK's anchors by default.
     */
    public Builder trust(TrustManagerFactory value) {
      this.trust = value;
      return this;
    }

    /** What is trusted of DNSSEC without proof; the keys of the internet's root by default. */
    public Builder trustAnchors(DnssecAnchors value) {
      this.trustAnchors = value;
      return this;
    }

    /** By which way the servers of scanned domains are reached; the internet by default. */
    public Builder route(Route value) {
      this.route = value;
      return this;
    }

    /** Whether to contact addresses that nobody on the internet can have; not by default. */
    public Builder allowPrivate(boolean value) {
      this.allowPrivate = value;
      return this;
    }

    /** The language in which findings are told; English by default. */
    public Builder texts(FindingTexts value) {
      this.texts = value;
      return this;
    }

    /** Connections that may be open to one address, at least 1; four by default. */
    public Builder hostConnections(int value) {
      this.hostConnections = value;
      return this;
    }

    /**
     * What the scanner calls itself in EHLO: a host name or an address literal. By default the
     * machine's full name, or else the address of the connection.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public Builder helo(String value) {
      if (!HeloName.isAllowed(value)) {
        throw new IllegalArgumentException("no host name or address literal: '" + value + "'");
      }
      this.helo = value;
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
