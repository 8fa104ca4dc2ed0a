package dev.mxray.check.tls;

import dev.mxray.net.http.ServerCheck;
import dev.mxray.net.tls.HelloAnswer;
import dev.mxray.net.tls.SessionTickets;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Observed.Unknown;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what handshakes showed. Nothing is sent anywhere: all of it is reading and arithmetic,
 * which the executor does.
 *
 * <p>One is made for a scanner, so that trust anchors are read once: when {@link #prepare} is
 * called, or with the first handshake. In each scan, {@link #observe} is called as soon as a
 * handshake is complete, and {@link #together} when all servers are known:
 *
 * <pre>{@code
 * var tls = new TlsProbe(TrustAnchors::ofJdk, clock, executor);
 * tls.observe(session, "mx.example.com", "192.0.2.1", 25).thenAccept(observation -> ...);
 * tls.together(observations).thenApply(all -> TlsRules.judge(all, host -> SenderPolicy.NONE));
 * }</pre>
 *
 * Safe for use by several threads.
 */
public final class TlsProbe {
  private final Supplier<TrustAnchors> source;
  private final Clock clock;
  private final Executor executor;
  private final AtomicReference<@Nullable CompletableFuture<TrustAnchors>> anchors =
      new AtomicReference<>();

  /**
   * @param anchors read once, by the executor
   * @param clock tells what is expired
   * @param executor for reading and arithmetic; never an event loop
   */
  public TlsProbe(Supplier<TrustAnchors> anchors, Clock clock, Executor executor) {
    this.source = anchors;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins to read the trust anchors, in the background. */
  public void prepare() {
    var unused = anchors();
  }

  /**
   * What a handshake showed, with the certificate inspected.
   *
   * @param host the name by which the server is known: A-labels, or an address in text form
   */
  public CompletableFuture<TlsObservation> observe(
      TlsSession session, String host, String address, int port) {
    return anchors()
        .thenApplyAsync(
            believed -> {
              List<SentCertificate> chain =
                  session.chain().stream().map(CertificateReader::sent).toList();
              CertificateObservation certificate =
                  new CertificateInspection(believed, clock.instant())
                      .inspect(host, chain, session.stapledOcsp())
                      .orElse(null);
              return new TlsObservation(
                      host,
                      address,
                      port,
                      session.version(),
                      session.cipherSuite(),
                      session.group(),
                      session.secureRenegotiation(),
                      chain,
                      certificate)
                  .withTickets(tickets(session.tickets()));
            },
            executor);
  }

  private static TlsObservation.@Nullable Tickets tickets(@Nullable SessionTickets given) {
    return given == null ? null : new TlsObservation.Tickets(given.count(), given.earlyData());
  }

  /**
   * What a server accepts, with its certificates inspected.
   *
   * @param host the name by which the server is known: A-labels, or an address in text form
   * @param sameAs address and port of the server with which it was compared; null without one
   */
  public CompletableFuture<AcceptedTls> accepted(
      TlsSupport support, String host, @Nullable String sameAs) {
    return anchors()
        .thenApplyAsync(
            believed -> {
              var inspection = new CertificateInspection(believed, clock.instant());
              List<CertificateObservation> certificates =
                  support.versions().stream()
                      .flatMap(version -> version.chains().stream())
                      .map(chain -> chain.stream().map(CertificateReader::sent).toList())
                      .flatMap(chain -> inspection.inspect(host, chain, null).stream())
                      .collect(
                          Collectors.toMap(
                              CertificateObservation::sha256,
                              certificate -> certificate,
                              (one, other) -> one,
                              LinkedHashMap::new))
                      .values()
                      .stream()
                      .toList();
              return new AcceptedTls(
                  support.versions().stream().map(TlsProbe::version).toList(),
                  certificates,
                  support.fallbackProtected(),
                  support.connections(),
                  unseen(support),
                  sameAs);
            },
            executor);
  }

  private static @Nullable Unknown<?> unseen(TlsSupport support) {
    HelloAnswer.Unheard trouble = support.trouble();
    if (trouble != null) {
      return new Unknown<>(
          trouble.reason(), Sentence.of("tls.enumerate-failed", trouble.told()), List.of());
    }
    boolean complete =
        support.versions().stream()
            .allMatch(version -> version.accepted() != null && version.suitesComplete());
    return complete
        ? null
        : new Unknown<>(Reason.UNUSABLE_ANSWER, Sentence.of("tls.enumerate"), List.of());
  }

  private static AcceptedTls.Version version(TlsSupport.Version version) {
    return new AcceptedTls.Version(
        version.version().id(),
        version.accepted(),
        version.suites(),
        version.suitesComplete(),
        version.groups(),
        version.groupsComplete(),
        version.schemes(),
        version.smallestField(),
        version.smallestFieldSuite(),
        version.serverPreference(),
        version.compression(),
        version.renegotiation(),
        version.extendedMasterSecret(),
        version.encryptThenMac(),
        version.tickets(),
        version.sessionIds(),
        version.heartbeat());
  }

  /**
   * The same observations, where a chain that no anchor vouched for is complete with what the other
   * servers sent.
   */
  public CompletableFuture<List<TlsObservation>> together(List<TlsObservation> servers) {
    return anchors()
        .thenApplyAsync(
            believed -> new CertificateInspection(believed, clock.instant()).together(servers),
            executor);
  }

  /**
   * Where a server's certificate stands.
   *
   * @param issuer whose key signed it; null when that certificate is not at hand
   * @param top the last certificate of its way that is at hand, where that leads to no anchor; null
   *     where it does
   */
  public record Standing(
      TlsObservation server,
      X509Certificate certificate,
      @Nullable X509Certificate issuer,
      @Nullable X509Certificate top) {}

  /**
   * Where the certificates of servers stand, with what was fetched besides.
   *
   * @param fetched not verified by anyone
   */
  public CompletableFuture<List<Standing>> standing(
      List<TlsObservation> servers, List<X509Certificate> fetched) {
    return anchors()
        .thenApplyAsync(
            believed -> {
              var inspection = new CertificateInspection(believed, clock.instant());
              return servers.stream()
                  .flatMap(server -> inspection.standing(server, fetched).stream())
                  .toList();
            },
            executor);
  }

  /** As {@link #together(List)}, with what was fetched besides. */
  public CompletableFuture<List<TlsObservation>> together(
      List<TlsObservation> servers, List<X509Certificate> fetched) {
    return anchors()
        .thenApplyAsync(
            believed ->
                new CertificateInspection(believed, clock.instant()).together(servers, fetched),
            executor);
  }

  /**
   * Whether a chain proves that the server is this host, to a client that insists on it: what a
   * browser checks, without revocation.
   *
   * @param host A-labels
   */
  public CompletableFuture<ServerCheck.Verdict> verify(TlsSession session, String host) {
    return anchors()
        .thenApplyAsync(
            believed ->
                new ServerIdentity(believed, clock.instant())
                    .verify(host, session.chain().stream().map(CertificateReader::sent).toList()),
            executor);
  }

  /** The moment for which validity is told. */
  public Instant now() {
    return clock.instant();
  }

  private TrustAnchors readable() {
    try {
      return source.get();
    } catch (RuntimeException e) {
      return TrustAnchors.unreadable();
    }
  }

  private CompletableFuture<TrustAnchors> anchors() {
    CompletableFuture<TrustAnchors> known = anchors.get();
    if (known != null) {
      return known;
    }
    var mine = new CompletableFuture<TrustAnchors>();
    CompletableFuture<TrustAnchors> other = anchors.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    var unused = mine.completeAsync(this::readable, executor);
    return mine;
  }
}
