package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Finds out with some fifteen hellos whether a server has the same settings as another one of which
 * everything is known, as the ports of one server mostly do. What the other one refuses is offered
 * here in one go, version by version, and has to be refused: so it is proved that this server
 * accepts nothing beyond. Of what the other one accepts, each suite of TLS 1.3, each key exchange
 * and each kind of cipher of TLS 1.2 is offered alone and has to be chosen.
 *
 * <p>Only for models that have nothing older than TLS 1.2.
 */
final class Likeness {
  private static final Set<TlsVersion> MODERN = Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);

  private final Enumeration enumeration;
  private final TlsSupport model;
  private final Map<TlsVersion, Sightings> seen = new LinkedHashMap<>();

  Likeness(Enumeration enumeration, TlsSupport model) {
    this.enumeration = enumeration;
    this.model = model;
  }

  /** True when something can be compared with this one. */
  static boolean fits(TlsSupport model) {
    return model.trouble() == null
        && model.versions().stream()
            .allMatch(
                version ->
                    version.accepted() != null
                        && version.suitesComplete()
                        && (!version.accepted() || MODERN.contains(version.version())))
        && model.versions().stream()
            .anyMatch(
                version ->
                    version.version() == TlsVersion.TLS_1_2
                        && Boolean.TRUE.equals(version.accepted()));
  }

  /** What the server accepts; empty as soon as it shows itself different. */
  CompletableFuture<Optional<TlsSupport>> run() {
    var strangers = new ArrayList<CompletableFuture<Boolean>>();
    strangers.add(oldest());
    for (TlsSupport.Version version : model.versions()) {
      strangers.addAll(strangers(version));
    }
    return Together.all(strangers)
        .thenCompose(
            told ->
                told.contains(false)
                    ? CompletableFuture.completedFuture(told)
                    : Together.all(
                        model.versions().stream()
                            .filter(version -> Boolean.TRUE.equals(version.accepted()))
                            .flatMap(version -> samples(version).stream())
                            .toList()))
        .thenApply(told -> told.contains(false) ? Optional.empty() : Optional.of(alike()));
  }

  private CompletableFuture<Boolean> oldest() {
    return enumeration
        .ask(new Ssl2())
        .thenApply(
            answer ->
                !(answer instanceof Accepted) && !(answer instanceof Unheard no && no.last()));
  }

  /** Offers what the model refuses. */
  private List<CompletableFuture<Boolean>> strangers(TlsSupport.Version version) {
    if (version.version() == TlsVersion.SSL_2) {
      return List.of();
    }
    List<Integer> all = enumeration.suites().candidates(version.version());
    if (!Boolean.TRUE.equals(version.accepted())) {
      ClientHello hello = enumeration.hello(version.version(), all);
      return switch (version.version()) {
        // It has to choose the highest that both know, so the blame is for all older ones too.
        case TLS_1_1 -> List.of(older(hello));
        case TLS_1_3 -> List.of(refused(hello, Refused.class::isInstance));
        case SSL_2, SSL_3, TLS_1_0, TLS_1_2 -> List.of();
      };
    }
    var asked = new ArrayList<CompletableFuture<Boolean>>();
    Set<Integer> accepted = codes(all, version.suites());
    List<Integer> others = without(all, accepted);
    if (!others.isEmpty()) {
      asked.add(refused(enumeration.hello(version.version(), others), Refused.class::isInstance));
    }
    List<Integer> curves =
        version.version() == TlsVersion.TLS_1_3
            ? List.copyOf(accepted)
            : accepted.stream().filter(code -> name(code).contains("_ECDHE_")).toList();
    List<Integer> offered = version.version() == TlsVersion.TLS_1_3 ? Groups.NEWEST : Groups.CURVES;
    List<Integer> groups =
        offered.stream().filter(one -> !version.groups().contains(Groups.shown(one))).toList();
    if (version.groupsComplete() && !curves.isEmpty() && !groups.isEmpty()) {
      asked.add(
          refused(
              enumeration.hello(version.version(), curves).withGroups(groups),
              Refused.class::isInstance));
    }
    return asked;
  }

  private CompletableFuture<Boolean> older(ClientHello hello) {
    return enumeration
        .ask(hello)
        .thenCompose(
            answer ->
                answer instanceof Refused no && !no.blamesVersion()
                    ? refused(everything(TlsVersion.TLS_1_0), Refused.class::isInstance)
                        .thenCombine(
                            refused(everything(TlsVersion.SSL_3), Refused.class::isInstance),
                            Boolean::logicalAnd)
                    : CompletableFuture.completedFuture(answer instanceof Refused));
  }

  private ClientHello everything(TlsVersion version) {
    return enumeration.hello(version, enumeration.suites().candidates(version));
  }

  private CompletableFuture<Boolean> refused(ClientHello hello, Predicate<HelloAnswer> so) {
    return enumeration.ask(hello).thenApply(so::test);
  }

  /** Offers some of what the model accepts, each alone. */
  private List<CompletableFuture<Boolean>> samples(TlsSupport.Version version) {
    List<Integer> all = enumeration.suites().candidates(version.version());
    return families(codes(all, version.suites())).stream()
        .map(
            family ->
                enumeration
                    .ask(enumeration.hello(version.version(), family))
                    .thenApply(answer -> isChosen(version.version(), family, answer)))
        .toList();
  }

  private boolean isChosen(TlsVersion version, List<Integer> family, HelloAnswer answer) {
    if (answer instanceof Accepted one
        && one.flight().version() == version
        && family.contains(one.flight().suite())) {
      synchronized (seen) {
        sightings(version).note(one.flight());
      }
      return true;
    }
    return false;
  }

  /** One family for each kind of cipher, and no key exchange without one. */
  private List<List<Integer>> families(Collection<Integer> accepted) {
    Map<String, Map<String, List<Integer>>> byKind = new LinkedHashMap<>();
    Set<String> exchanges = new LinkedHashSet<>();
    for (int code : accepted) {
      exchanges.add(exchange(code));
      byKind
          .computeIfAbsent(kind(code), key -> new LinkedHashMap<>())
          .computeIfAbsent(exchange(code), key -> new ArrayList<>())
          .add(code);
    }
    var families = new ArrayList<List<Integer>>();
    Set<String> missing = new LinkedHashSet<>(exchanges);
    for (Map<String, List<Integer>> kind : byKind.values()) {
      String exchange =
          kind.keySet().stream()
              .filter(missing::contains)
              .findFirst()
              .orElseGet(() -> kind.keySet().iterator().next());
      missing.remove(exchange);
      families.add(kind.get(exchange));
    }
    for (String exchange : missing) {
      families.add(accepted.stream().filter(code -> exchange(code).equals(exchange)).toList());
    }
    return families;
  }

  private String exchange(int code) {
    String name = name(code);
    int with = name.indexOf("_WITH_");
    return with < 0 ? "" : name.substring(0, with);
  }

  /** What administrators allow and forbid together; a suite of TLS 1.3 is a kind of its own. */
  private String kind(int code) {
    String name = name(code);
    String mode = name.contains("_CBC_") ? name.substring(name.lastIndexOf('_')) : "";
    boolean broad = name.contains("_WITH_");
    for (String cipher : List.of("_CHACHA20_", "_CAMELLIA_", "_ARIA_")) {
      if (broad && name.contains(cipher)) {
        return cipher + mode;
      }
    }
    if (broad && name.contains("_AES_")) {
      return name.contains("_GCM_") ? "GCM" : name.contains("_CCM") ? "CCM" : "CBC" + mode;
    }
    return name;
  }

  private TlsSupport alike() {
    return new TlsSupport(
        model.versions().stream().map(this::alike).toList(),
        null,
        enumeration.connections(),
        null,
        /* compared= */ true);
  }

  private TlsSupport.Version alike(TlsSupport.Version version) {
    if (!Boolean.TRUE.equals(version.accepted())) {
      return version;
    }
    TlsSupport.Version own = sightings(version.version()).result(true, true);
    return new TlsSupport.Version(
        version.version(),
        true,
        version.suites(),
        true,
        version.groups(),
        version.groupsComplete(),
        own.schemes(),
        false,
        own.smallestField(),
        own.smallestFieldSuite(),
        null,
        own.compression(),
        own.renegotiation(),
        own.extendedMasterSecret(),
        own.encryptThenMac(),
        own.tickets(),
        own.sessionIds(),
        own.heartbeat(),
        own.chains());
  }

  private Sightings sightings(TlsVersion version) {
    return seen.computeIfAbsent(version, key -> new Sightings(key, enumeration.suites()));
  }

  private Set<Integer> codes(List<Integer> all, Collection<String> names) {
    var codes = new LinkedHashSet<Integer>();
    all.stream().filter(code -> names.contains(name(code))).forEach(codes::add);
    return codes;
  }

  private String name(int code) {
    return enumeration.suites().name(code);
  }

  private static List<Integer> without(List<Integer> all, Collection<Integer> some) {
    return all.stream().filter(one -> !some.contains(one)).toList();
  }
}
