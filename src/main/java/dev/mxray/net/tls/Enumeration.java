package dev.mxray.net.tls;

import dev.mxray.net.tls.CipherSuites.Share;
import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out all that one server accepts, with about one connection for each suite that it accepts:
 * what a server chose is left out of the next hello, until it refuses the rest. Groups and
 * signature schemes are narrowed in the same way by the same hellos. Only what is encrypted in TLS
 * 1.3 takes finished handshakes. Independent questions are asked at a time; how many connections
 * are really open is the asker's to decide.
 */
public final class Enumeration {
  /** More hellos than any server needs: one with every suite of OpenSSL in four versions, 180. */
  public static final int MAX_HELLOS = 200;

  /** So many hellos at a time would wait for the longest share. */
  private static final int WIDE = 8;

  private final HelloAsker asker;
  private final @Nullable String serverName;
  private final Known known;
  private final CipherSuites suites = CipherSuites.registered();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<@Nullable Unheard> trouble = new AtomicReference<>();

  /**
   * What a complete handshake has shown already.
   *
   * @param version that was chosen where all were offered; null without a handshake
   * @param suite that was chosen, by name
   * @param group that was chosen, by name
   * @param ecdsa the certificate has a key for ECDSA
   * @param model what another server accepts whose settings may well be the same; null without one
   */
  public record Known(
      @Nullable TlsVersion version,
      @Nullable String suite,
      @Nullable String group,
      boolean ecdsa,
      @Nullable TlsSupport model) {
    /** Nothing. */
    public static final Known NOTHING = new Known(null, null, null, false);

    /** Without a model. */
    public Known(
        @Nullable TlsVersion version,
        @Nullable String suite,
        @Nullable String group,
        boolean ecdsa) {
      this(version, suite, group, ecdsa, null);
    }

    /** The same with a model. */
    public Known with(@Nullable TlsSupport other) {
      return new Known(version, suite, group, ecdsa, other);
    }
  }

  private Enumeration(HelloAsker asker, @Nullable String serverName, Known known) {
    this.asker = asker;
    this.serverName = serverName;
    this.known = known;
  }

  /**
   * Asks everything; or only whether the settings are those of the model, when there is one that is
   * good for that, and they are.
   *
   * @param serverName for the server name indication, in A-labels; null for none
   * @return never completes exceptionally for anything that a server does
   */
  public static CompletableFuture<TlsSupport> run(
      HelloAsker asker, @Nullable String serverName, Known known) {
    var enumeration = new Enumeration(asker, serverName, known);
    TlsSupport model = known.model();
    return model == null || !Likeness.fits(model)
        ? enumeration.run()
        : new Likeness(enumeration, model)
            .run()
            .thenCompose(
                alike ->
                    alike.isPresent()
                        ? CompletableFuture.completedFuture(alike.get())
                        : enumeration.run());
  }

  private CompletableFuture<TlsSupport> run() {
    var last = new NewestWalk(this, known);
    CompletableFuture<TlsSupport.Version> newest = last.run();
    var walk = new VersionWalk(this, TlsVersion.TLS_1_2, known);
    CompletableFuture<TlsSupport.Version> modern = walk.run();
    CompletableFuture<Optional<Boolean>> early =
        known.version() == TlsVersion.TLS_1_3
            ? walk.spoken().thenCompose(spoken -> spoken ? falling(TlsVersion.TLS_1_2) : unknown())
            : unknown();
    CompletableFuture<List<TlsSupport.Version>> older = older(TlsVersion.TLS_1_1, List.of());
    CompletableFuture<TlsSupport.Version> oldest = oldest();
    return newest
        .thenCombine(modern, (one, other) -> List.of(other, one))
        .thenCombine(older, Enumeration::joined)
        .thenCombine(oldest, (versions, first) -> joined(versions, List.of(first)))
        .thenCompose(versions -> withCertificates(versions, last))
        .thenCompose(
            versions ->
                early
                    .thenCompose(told -> told.isPresent() ? early : fallback(versions))
                    .thenApply(
                        protectedOnes ->
                            new TlsSupport(
                                versions,
                                protectedOnes.orElse(null),
                                asker.connections(),
                                trouble.get(),
                                /* compared= */ false)));
  }

  private static CompletableFuture<List<TlsSupport.Version>> withCertificates(
      List<TlsSupport.Version> versions, NewestWalk last) {
    List<TlsSupport.Version> others = versions.subList(0, versions.size() - 1);
    return last.withCertificates(versions.get(versions.size() - 1), others)
        .thenApply(newest -> joined(List.of(newest), others));
  }

  private static List<TlsSupport.Version> joined(
      List<TlsSupport.Version> later, List<TlsSupport.Version> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(later);
    return List.copyOf(all);
  }

  /**
   * TLS 1.1 and what is older, from the newest down. A server has to choose the highest version
   * that both know (RFC 5246 §E.1), so one that blames the version has none that is older either,
   * and one that chooses an older version does not have those in between.
   */
  private CompletableFuture<List<TlsSupport.Version>> older(
      TlsVersion version, List<TlsSupport.Version> seen) {
    var walk = new VersionWalk(this, version, known);
    return walk.run()
        .thenCompose(
            result -> {
              List<TlsSupport.Version> now = joined(seen, List.of(result));
              TlsVersion lower = version.below();
              if (version == TlsVersion.SSL_3 || lower == TlsVersion.SSL_2) {
                return CompletableFuture.completedFuture(now);
              }
              if (!walk.blamedVersion()) {
                return older(lower, now);
              }
              while (lower != TlsVersion.SSL_2) {
                now = joined(now, List.of(VersionWalk.refused(lower)));
                lower = lower.below();
              }
              return CompletableFuture.completedFuture(now);
            });
  }

  private CompletableFuture<TlsSupport.Version> oldest() {
    return ask(new Ssl2())
        .thenApply(
            answer -> {
              var seen = new Sightings(TlsVersion.SSL_2, suites);
              if (answer instanceof Accepted accepted
                  && accepted.flight().version() == TlsVersion.SSL_2) {
                accepted.flight().suites().forEach(seen::suite);
                seen.note(accepted.flight());
                return seen.result(true, true);
              }
              // A server of TLS need not understand it at all, and then says anything.
              return answer instanceof Unheard unheard && unheard.last()
                  ? seen.result(null, false)
                  : seen.result(false, true);
            });
  }

  /** Whether the second highest version is refused to a client that says it had to fall back. */
  private CompletableFuture<Optional<Boolean>> fallback(List<TlsSupport.Version> versions) {
    List<TlsVersion> accepted =
        versions.stream()
            .filter(one -> Boolean.TRUE.equals(one.accepted()))
            .map(TlsSupport.Version::version)
            .toList();
    if (accepted.size() < 2 || accepted.get(accepted.size() - 2).compareTo(TlsVersion.SSL_3) <= 0) {
      return unknown();
    }
    return falling(accepted.get(accepted.size() - 2));
  }

  private static CompletableFuture<Optional<Boolean>> unknown() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletableFuture<Optional<Boolean>> falling(TlsVersion second) {
    ClientHello usual = hello(second, suites.candidates(second));
    var falling =
        new ClientHello(
            second,
            usual.suites(),
            usual.groups(),
            usual.schemes(),
            serverName,
            /* fallback= */ true,
            /* keyShare= */ false);
    return ask(falling)
        .thenApply(
            answer ->
                answer instanceof Accepted
                    ? Optional.of(false)
                    : answer instanceof Refused refused
                            && refused.alert() == Refused.INAPPROPRIATE_FALLBACK
                        ? Optional.of(true)
                        : Optional.empty());
  }

  /** A hello with every group and scheme of a version. */
  ClientHello hello(TlsVersion version, List<Integer> offered) {
    return new ClientHello(
        version,
        offered,
        version == TlsVersion.TLS_1_3 ? Groups.NEWEST : Groups.CURVES,
        SignatureSchemes.ALL,
        serverName,
        /* fallback= */ false,
        /* keyShare= */ false);
  }

  /** The suites of a version in shares that suit the number of hellos under way at a time. */
  List<Share> shares(TlsVersion version) {
    return suites.shares(version, known.ecdsa(), asker.width() < WIDE ? 2 : 3);
  }

  /** The schemes of signatures, divided in the same way. */
  List<List<Integer>> schemePools() {
    if (asker.width() < WIDE) {
      return List.of(SignatureSchemes.ALL);
    }
    return List.of(0, 1).stream()
        .map(
            pool ->
                IntStream.range(0, SignatureSchemes.ALL.size())
                    .filter(i -> i % 2 == pool)
                    .mapToObj(SignatureSchemes.ALL::get)
                    .toList())
        .toList();
  }

  int connections() {
    return asker.connections();
  }

  CipherSuites suites() {
    return suites;
  }

  /** Asks, unless it is known that nothing will come of it. */
  CompletableFuture<HelloAnswer> ask(Hello hello) {
    Unheard before = trouble.get();
    if (before != null) {
      return CompletableFuture.completedFuture(before);
    }
    if (asked.incrementAndGet() > MAX_HELLOS) {
      var limit =
          new Unheard(Reason.LIMIT, Sentence.of("net.hellos", MAX_HELLOS), /* last= */ true);
      trouble.compareAndSet(null, limit);
      return CompletableFuture.completedFuture(limit);
    }
    return asker
        .ask(hello)
        .thenApply(
            answer -> {
              if (answer instanceof Unheard unheard && unheard.last()) {
                trouble.compareAndSet(null, unheard);
              }
              return answer;
            });
  }
}
