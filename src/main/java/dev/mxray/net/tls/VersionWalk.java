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
import java.util.function.Supplier;

/**
 * Finds out what a server accepts in one version from SSL 3.0 to TLS 1.2. One hello goes ahead, so
 * that a version which the server does not speak costs no more than that.
 */
final class VersionWalk {
  private final Enumeration enumeration;
  private final TlsVersion version;
  private final boolean known;
  private final List<SuiteWalk> walks = new ArrayList<>();
  private final Sightings seen;
  private boolean blamedVersion;

  VersionWalk(Enumeration enumeration, TlsVersion version, Enumeration.Known known) {
    this.enumeration = enumeration;
    this.version = version;
    this.known = version == known.version();
    this.seen = new Sightings(version, enumeration.suites());
    boolean groups = version == TlsVersion.TLS_1_2;
    boolean schemes = groups;
    for (Share share : enumeration.suites().shares(version, known.ecdsa())) {
      boolean curves = share.keyExchange().contains("_ECDHE_");
      boolean signs = share.keyExchange().contains("DHE_");
      Narrowing narrowing =
          curves && groups
              ? Narrowing.GROUPS
              : signs && !curves && schemes ? Narrowing.SCHEMES : Narrowing.NOTHING;
      groups &= narrowing != Narrowing.GROUPS;
      schemes &= narrowing != Narrowing.SCHEMES;
      walks.add(new SuiteWalk(enumeration, version, share, narrowing));
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

  CompletableFuture<TlsSupport.Version> run() {
    SuiteWalk first = walks.get(0);
    if (known) {
      return Together.all(walks.stream().map(SuiteWalk::walk).toList()).thenCompose(this::finish);
    }
    return first
        .step()
        .thenCompose(
            more -> {
              if (first.blamedVersion()) {
                return CompletableFuture.completedFuture(blamed(first));
              }
              var all = new ArrayList<CompletableFuture<SuiteWalk>>();
              all.add(more ? first.walk() : CompletableFuture.completedFuture(first));
              walks.stream().skip(1).forEach(walk -> all.add(walk.walk()));
              return Together.all(all).thenCompose(this::finish);
            });
  }

  private TlsSupport.Version blamed(SuiteWalk first) {
    blamedVersion = !first.choseAnother();
    return refused(version);
  }

  private CompletableFuture<TlsSupport.Version> finish(List<SuiteWalk> done) {
    done.forEach(walk -> seen.merge(walk.seen()));
    boolean complete = done.stream().allMatch(SuiteWalk::complete);
    if (seen.suites().isEmpty()) {
      return CompletableFuture.completedFuture(seen.result(complete ? false : null, complete));
    }
    CompletableFuture<Void> rest = CompletableFuture.completedFuture(null);
    if (version == TlsVersion.TLS_1_2) {
      rest = rest.thenCompose(nothing -> otherGroups()).thenCompose(nothing -> otherSchemes());
    }
    return rest.thenCompose(nothing -> preference())
        .thenApply(nothing -> seen.result(true, complete));
  }

  /** The groups that no hello has come to yet. */
  private CompletableFuture<Void> otherGroups() {
    List<Integer> curves = accepted("_ECDHE_");
    if (seen.groupsComplete()) {
      return CompletableFuture.completedFuture(null);
    }
    if (curves.isEmpty()) {
      seen.allGroups();
      return CompletableFuture.completedFuture(null);
    }
    List<Integer> groups = without(Groups.CURVES, seen.groups());
    return ask(
        hello(curves, groups, SignatureSchemes.ALL),
        seen.groups(),
        flight -> flight.group(),
        seen::allGroups,
        this::otherGroups);
  }

  private CompletableFuture<Void> otherSchemes() {
    List<Integer> signed = accepted("DHE_");
    if (seen.schemesComplete()) {
      return CompletableFuture.completedFuture(null);
    }
    if (signed.isEmpty()) {
      seen.allSchemes();
      return CompletableFuture.completedFuture(null);
    }
    List<Integer> schemes = without(SignatureSchemes.ALL, seen.schemes());
    return ask(
        hello(signed, Groups.CURVES, schemes),
        seen.schemes(),
        flight -> flight.scheme(),
        seen::allSchemes,
        this::otherSchemes);
  }

  private interface Part {
    int of(ServerFlight flight);
  }

  private CompletableFuture<Void> ask(
      ClientHello hello,
      Collection<Integer> before,
      Part part,
      Runnable whenRefused,
      Supplier<CompletableFuture<Void>> again) {
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
                seen.note(accepted.flight());
                return again.get();
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

  private List<Integer> accepted(String keyExchange) {
    CipherSuites names = enumeration.suites();
    return seen.suites().stream().filter(suite -> names.name(suite).contains(keyExchange)).toList();
  }

  private static List<Integer> without(List<Integer> all, Collection<Integer> some) {
    return all.stream().filter(one -> !some.contains(one)).toList();
  }
}
