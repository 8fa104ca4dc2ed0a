package dev.mxray.net.tls;

import dev.mxray.net.tls.CipherSuites.Share;
import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.SuiteWalk.Narrowing;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds out what a server accepts in one version from SSL 3.0 to TLS 1.2. One hello goes ahead, so
 * that a version which the server does not speak costs no more than that; but not where it is known
 * that the server speaks TLS 1.2 or later, for there next to every server has TLS 1.2.
 */
final class VersionWalk {
  private final Enumeration enumeration;
  private final TlsVersion version;
  private final boolean expected;
  private final CompletableFuture<Boolean> spoken = new CompletableFuture<>();
  private final List<SuiteWalk> walks = new ArrayList<>();
  private final Sightings seen;
  private boolean blamedVersion;

  VersionWalk(Enumeration enumeration, TlsVersion version, Enumeration.Known known) {
    this.enumeration = enumeration;
    this.version = version;
    this.expected =
        version == known.version()
            || (version == TlsVersion.TLS_1_2 && known.version() == TlsVersion.TLS_1_3);
    this.seen = new Sightings(version, enumeration.suites());
    boolean groups = version == TlsVersion.TLS_1_2;
    boolean schemes = groups;
    List<List<Integer>> pools = enumeration.schemePools();
    int signing = 0;
    for (Share share : enumeration.shares(version)) {
      boolean curves = share.keyExchange().contains("_ECDHE_");
      boolean signs = share.keyExchange().contains("DHE_");
      Narrowing narrowing =
          curves && groups
              ? Narrowing.GROUPS
              : signs && !curves && schemes && signing < pools.size()
                  ? Narrowing.SCHEMES
                  : Narrowing.NOTHING;
      groups &= narrowing != Narrowing.GROUPS;
      List<Integer> pool =
          narrowing == Narrowing.SCHEMES ? pools.get(signing++) : SignatureSchemes.ALL;
      walks.add(new SuiteWalk(enumeration, version, share, narrowing, pool));
    }
  }

  /** A version that the server has shown not to speak. */
  static TlsSupport.Version refused(TlsVersion version) {
    return new Sightings(version, CipherSuites.registered()).result(false, true);
  }

  /** True when the server said that it does not speak the version, nor any that is older. */
  boolean blamedVersion() {
    return blamedVersion;
  }

  /** Whether the server speaks the version: known as soon as one hello shows that it does. */
  CompletableFuture<Boolean> spoken() {
    return spoken;
  }

  CompletableFuture<TlsSupport.Version> run() {
    return walked()
        .thenApply(
            result -> {
              spoken.complete(Boolean.TRUE.equals(result.accepted()));
              return result;
            });
  }

  private CompletableFuture<TlsSupport.Version> walked() {
    SuiteWalk first = walks.get(0);
    if (expected) {
      return Together.all(walks.stream().map(this::whole).toList()).thenCompose(this::finish);
    }
    return step(first)
        .thenCompose(
            more -> {
              if (first.blamedVersion()) {
                return CompletableFuture.completedFuture(blamed(first));
              }
              return first.seen().suites().isEmpty()
                  ? others().thenCompose(none -> none ? done(refused(version)) : rest(first, more))
                  : rest(first, more);
            });
  }

  private CompletableFuture<TlsSupport.Version> rest(SuiteWalk first, boolean more) {
    var all = new ArrayList<CompletableFuture<SuiteWalk>>();
    all.add(more ? whole(first) : narrowed(first));
    walks.stream().skip(1).forEach(walk -> all.add(whole(walk)));
    return Together.all(all).thenCompose(this::finish);
  }

  /** Whether the suites of all other shares, offered together, are refused as well. */
  private CompletableFuture<Boolean> others() {
    List<Integer> offered =
        walks.stream().skip(1).flatMap(walk -> walk.offered().stream()).toList();
    return offered.isEmpty() || !walks.get(0).complete()
        ? done(false)
        : enumeration
            .ask(enumeration.hello(version, offered))
            .thenApply(
                answer ->
                    answer instanceof Refused
                        || (answer instanceof Accepted other
                            && other.flight().version() != version));
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** All of one share, and what it narrows besides to its end. */
  private CompletableFuture<SuiteWalk> whole(SuiteWalk walk) {
    return step(walk).thenCompose(more -> more ? whole(walk) : narrowed(walk));
  }

  private CompletableFuture<Boolean> step(SuiteWalk walk) {
    return walk.step()
        .thenApply(
            more -> {
              if (!walk.seen().suites().isEmpty()) {
                spoken.complete(true);
              }
              return more;
            });
  }

  private CompletableFuture<SuiteWalk> narrowed(SuiteWalk walk) {
    if (walk.seen().suites().isEmpty()) {
      return CompletableFuture.completedFuture(walk);
    }
    return switch (walk.aim()) {
      case NOTHING -> CompletableFuture.completedFuture(walk);
      case GROUPS -> otherGroups(walk.seen()).thenApply(done -> walk);
      case SCHEMES -> otherSchemes(walk.seen(), walk::schemesLeft).thenApply(done -> walk);
    };
  }

  private TlsSupport.Version blamed(SuiteWalk first) {
    blamedVersion = !first.choseAnother();
    return refused(version);
  }

  private CompletableFuture<TlsSupport.Version> finish(List<SuiteWalk> done) {
    done.forEach(walk -> seen.merge(walk.seen()));
    List<SuiteWalk> signing =
        done.stream().filter(walk -> walk.aim() == Narrowing.SCHEMES).toList();
    if (!signing.isEmpty() && signing.stream().allMatch(walk -> walk.seen().schemesComplete())) {
      seen.allSchemes();
    }
    boolean complete = done.stream().allMatch(SuiteWalk::complete);
    if (seen.suites().isEmpty()) {
      return CompletableFuture.completedFuture(seen.result(complete ? false : null, complete));
    }
    CompletableFuture<Void> rest = CompletableFuture.completedFuture(null);
    if (version == TlsVersion.TLS_1_2) {
      rest =
          rest.thenCompose(nothing -> otherGroups(seen))
              .thenCompose(nothing -> otherSchemes(seen, this::schemesLeft));
    }
    return rest.thenCompose(nothing -> preference())
        .thenApply(nothing -> seen.result(true, complete));
  }

  /** The groups that no hello has come to yet. */
  private CompletableFuture<Void> otherGroups(Sightings known) {
    List<Integer> curves = accepted(known, "_ECDHE_");
    if (known.groupsComplete()) {
      return CompletableFuture.completedFuture(null);
    }
    if (curves.isEmpty()) {
      known.allGroups();
      return CompletableFuture.completedFuture(null);
    }
    List<Integer> groups = without(Groups.CURVES, known.groups());
    return ask(
        known,
        hello(curves, groups, SignatureSchemes.ALL),
        known.groups(),
        flight -> flight.group(),
        known::allGroups,
        this::otherGroups);
  }

  private List<Integer> schemesLeft() {
    return without(SignatureSchemes.ALL, seen.schemes());
  }

  private CompletableFuture<Void> otherSchemes(Sightings known, Supplier<List<Integer>> left) {
    List<Integer> signed = accepted(known, "DHE_");
    if (known.schemesComplete()) {
      return CompletableFuture.completedFuture(null);
    }
    if (signed.isEmpty()) {
      known.allSchemes();
      return CompletableFuture.completedFuture(null);
    }
    return ask(
        known,
        hello(signed, Groups.CURVES, left.get()),
        known.schemes(),
        flight -> flight.scheme(),
        known::allSchemes,
        same -> otherSchemes(same, left));
  }

  private interface Part {
    int of(ServerFlight flight);
  }

  private CompletableFuture<Void> ask(
      Sightings known,
      ClientHello hello,
      Collection<Integer> before,
      Part part,
      Runnable whenRefused,
      Function<Sightings, CompletableFuture<Void>> again) {
    return enumeration
        .ask(hello)
        .thenCompose(
            answer -> {
              if (answer instanceof Refused) {
                whenRefused.run();
              } else if (answer instanceof Accepted accepted
                  && accepted.flight().version() == version
                  && !before.contains(part.of(accepted.flight()))
                  && part.of(accepted.flight()) >= 0) {
                known.note(accepted.flight());
                return again.apply(known);
              }
              return CompletableFuture.completedFuture(null);
            });
  }

  /** Offers two suites in the order in which the server did not choose before. */
  private CompletableFuture<Void> preference() {
    List<Integer> both = seen.suites().stream().limit(2).toList();
    if (seen.preference() != null || both.size() < 2) {
      return CompletableFuture.completedFuture(null);
    }
    List<Integer> other = List.of(both.get(1), both.get(0));
    return chosen(both)
        .thenCompose(
            one ->
                one < 0
                    ? CompletableFuture.completedFuture(null)
                    : chosen(other)
                        .thenAccept(
                            two -> {
                              if (two >= 0) {
                                seen.preference(one.equals(two));
                              }
                            }));
  }

  private CompletableFuture<Integer> chosen(List<Integer> offered) {
    return enumeration
        .ask(enumeration.hello(version, offered))
        .thenApply(
            answer ->
                answer instanceof Accepted accepted && accepted.flight().version() == version
                    ? accepted.flight().suite()
                    : -1);
  }

  private ClientHello hello(List<Integer> offered, List<Integer> groups, List<Integer> schemes) {
    ClientHello all = enumeration.hello(version, offered);
    return new ClientHello(
        version, offered, groups, schemes, all.serverName(), all.fallback(), all.keyShare());
  }

  private List<Integer> accepted(Sightings known, String keyExchange) {
    CipherSuites names = enumeration.suites();
    return known.suites().stream()
        .filter(suite -> names.name(suite).contains(keyExchange))
        .toList();
  }

  private static List<Integer> without(List<Integer> all, Collection<Integer> some) {
    return all.stream().filter(one -> !some.contains(one)).toList();
  }
}
