package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which suites and groups a server accepts in TLS 1.3, and with which schemes it signs.
 * No hello has a key share, so that the server names the suite and the group that it would take
 * (RFC 8446 §4.1.4): one hello shows one of each. When a hello is refused, suites and groups are
 * tried apart.
 *
 * <p>A hello that is likely to be accepted also offers only some schemes. When it is refused it is
 * asked once more with all of them, which tells what it was refused for. Servers that choose the
 * scheme only later are asked for it with finished handshakes.
 */
final class NewestWalk {
  /** What every implementation may have (RFC 8446 §9.1): the others are asked for apart. */
  private static final Set<Integer> COMMON = Set.of(0x1301, 0x1302, 0x1303);

  private enum Phase {
    BOTH,
    SUITES,
    GROUPS,
    SCHEMES,
    DONE
  }

  private final Enumeration enumeration;
  private final Sightings seen;
  private final Set<Integer> suitesLeft;
  private final Set<Integer> groupsLeft = new LinkedHashSet<>(Groups.NEWEST);
  private final boolean known;
  private final boolean ecdsa;
  private final Handshakes handshakes;
  private final SchemeSearch schemes;
  private Phase phase = Phase.BOTH;
  private List<Integer> retried = List.of();
  private boolean suitesComplete;
  private int accepted;
  private boolean refused;

  NewestWalk(Enumeration enumeration, Enumeration.Known known) {
    this.enumeration = enumeration;
    this.seen = new Sightings(TlsVersion.TLS_1_3, enumeration.suites());
    this.suitesLeft = new LinkedHashSet<>(enumeration.suites().candidates(TlsVersion.TLS_1_3));
    this.known = known.version() == TlsVersion.TLS_1_3;
    this.ecdsa = known.ecdsa();
    this.schemes = new SchemeSearch(ecdsa, /* discerning= */ false);
    this.handshakes = new Handshakes(enumeration, seen);
    if (this.known) {
      remember(known.suite(), known.group());
    }
  }

  private void remember(@Nullable String suite, @Nullable String group) {
    CipherSuites names = enumeration.suites();
    List.copyOf(suitesLeft).stream()
        .filter(code -> names.name(code).equals(suite))
        .forEach(
            code -> {
              seen.suite(code);
              suitesLeft.remove(code);
            });
    List.copyOf(groupsLeft).stream()
        .filter(code -> Groups.shown(code).equals(group))
        .forEach(
            code -> {
              seen.group(code);
              groupsLeft.remove(code);
            });
  }

  CompletableFuture<TlsSupport.Version> run() {
    if (phase == Phase.BOTH && accepted > 0 && suitesLeft.stream().noneMatch(COMMON::contains)) {
      phase = Phase.SUITES;
    }
    if (phase == Phase.SCHEMES && schemes.next().isEmpty()) {
      phase = Phase.DONE;
    }
    if (phase == Phase.DONE) {
      return ended();
    }
    List<Integer> some = someSchemes();
    ClientHello all =
        enumeration.hello(
            TlsVersion.TLS_1_3,
            offer(phase.compareTo(Phase.GROUPS) >= 0, suitesLeft, seen.suites()));
    var hello =
        new ClientHello(
            TlsVersion.TLS_1_3,
            all.suites(),
            offer(phase == Phase.SUITES || phase == Phase.SCHEMES, groupsLeft, seen.groups()),
            some.isEmpty() ? all.schemes() : some,
            all.serverName(),
            all.fallback(),
            all.keyShare());
    return enumeration
        .ask(hello)
        .thenCompose(
            answer -> {
              if (!some.isEmpty()) {
                some(answer, some);
              } else {
                if (!retried.isEmpty() && isAccepted(answer)) {
                  schemes.answered(false);
                }
                retried = List.of();
                next(answer);
              }
              return run();
            });
  }

  /** The schemes to offer alone now; empty for all of them. */
  private List<Integer> someSchemes() {
    return switch (phase) {
      case BOTH, GROUPS ->
          retried.isEmpty() && (known || accepted > 0) ? schemes.next() : List.of();
      case SCHEMES -> schemes.next();
      case SUITES, DONE -> List.of();
    };
  }

  private void some(HelloAnswer answer, List<Integer> offered) {
    if (isAccepted(answer)) {
      schemes.answered(true);
    } else if (phase == Phase.SCHEMES && answer instanceof Refused) {
      schemes.answered(false);
    } else if (phase != Phase.SCHEMES && answer instanceof Refused) {
      retried = offered;
      return;
    }
    if (phase != Phase.SCHEMES) {
      next(answer);
    } else if (!isAccepted(answer) && !(answer instanceof Refused)) {
      phase = Phase.DONE;
    }
  }

  private static boolean isAccepted(HelloAnswer answer) {
    return answer instanceof Accepted one && one.flight().version() == TlsVersion.TLS_1_3;
  }

  /** What hellos alone have shown, with what takes handshakes where it has to. */
  private CompletableFuture<TlsSupport.Version> ended() {
    if (schemes.isComplete() || seen.suites().isEmpty()) {
      seen.schemes(schemes.accepted());
      if (schemes.isComplete()) {
        seen.allSchemes();
      }
      return CompletableFuture.completedFuture(result());
    }
    return handshakes.schemes(ecdsa).thenApply(told -> result());
  }

  /**
   * The same with the certificates that the server shows in TLS 1.3 alone; only when there is
   * another one than that of the handshake which is known.
   *
   * @param others what is known of older versions, where certificates come in the clear
   */
  CompletableFuture<TlsSupport.Version> withCertificates(
      TlsSupport.Version result, List<TlsSupport.Version> others) {
    Set<String> clear = new HashSet<>();
    others.stream()
        .flatMap(version -> version.chains().stream())
        .forEach(chain -> SignatureSchemes.key(chain).ifPresent(clear::add));
    return handshakes.certificates(clear, known).thenApply(any -> any ? result() : result);
  }

  /** What is left, or what is known to be accepted where the other thing is asked for. */
  private static List<Integer> offer(boolean other, Set<Integer> left, Set<Integer> accepted) {
    return new ArrayList<>((other && !accepted.isEmpty()) || left.isEmpty() ? accepted : left);
  }

  private void next(HelloAnswer answer) {
    if (answer instanceof Accepted one
        && one.flight().version() == TlsVersion.TLS_1_3
        && (suitesLeft.contains(one.flight().suite())
            || groupsLeft.contains(one.flight().group()))) {
      accepted++;
      seen.note(one.flight());
      suitesLeft.remove(one.flight().suite());
      groupsLeft.remove(one.flight().group());
    } else if (answer instanceof Refused || answer instanceof Accepted) {
      refused();
    } else {
      phase = Phase.DONE;
    }
  }

  private void refused() {
    switch (phase) {
      case BOTH -> {
        refused = true;
        phase = seen.suites().isEmpty() ? Phase.DONE : Phase.SUITES;
      }
      case SUITES -> {
        suitesComplete = true;
        phase = Phase.GROUPS;
      }
      case GROUPS -> {
        if (accepted > 0) {
          seen.allGroups();
        }
        phase = accepted > 0 ? Phase.SCHEMES : Phase.DONE;
      }
      case SCHEMES, DONE -> {}
    }
  }

  private TlsSupport.Version result() {
    if (seen.suites().isEmpty()) {
      return seen.result(refused ? false : null, refused);
    }
    // One that speaks it and refuses every hello without a key share has told nothing by that.
    return seen.result(true, suitesComplete && accepted > 0);
  }
}
