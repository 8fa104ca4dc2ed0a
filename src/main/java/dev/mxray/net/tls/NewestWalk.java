package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which suites and groups a server accepts in TLS 1.3. No hello has a key share, so that
 * the server names the suite and the group that it would take (RFC 8446 §4.1.4): one hello shows
 * one of each. When a hello is refused, suites and groups are tried apart.
 */
final class NewestWalk {
  /** What every implementation may have (RFC 8446 §9.1): the others are asked for apart. */
  private static final Set<Integer> COMMON = Set.of(0x1301, 0x1302, 0x1303);

  private enum Phase {
    BOTH,
    SUITES,
    GROUPS,
    DONE
  }

  private final Enumeration enumeration;
  private final Sightings seen;
  private final Set<Integer> suitesLeft;
  private final Set<Integer> groupsLeft = new LinkedHashSet<>(Groups.NEWEST);
  private final boolean known;
  private Phase phase = Phase.BOTH;
  private boolean suitesComplete;
  private int accepted;
  private boolean refused;

  NewestWalk(Enumeration enumeration, Enumeration.Known known) {
    this.enumeration = enumeration;
    this.seen = new Sightings(TlsVersion.TLS_1_3, enumeration.suites());
    this.suitesLeft = new LinkedHashSet<>(enumeration.suites().candidates(TlsVersion.TLS_1_3));
    this.known = known.version() == TlsVersion.TLS_1_3;
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
    if (phase == Phase.DONE) {
      return CompletableFuture.completedFuture(result());
    }
    ClientHello all =
        enumeration.hello(
            TlsVersion.TLS_1_3, offer(phase == Phase.GROUPS, suitesLeft, seen.suites()));
    var hello =
        new ClientHello(
            TlsVersion.TLS_1_3,
            all.suites(),
            offer(phase == Phase.SUITES, groupsLeft, seen.groups()),
            all.schemes(),
            all.serverName(),
            all.fallback(),
            all.keyShare());
    return enumeration
        .ask(hello)
        .thenCompose(
            answer -> {
              next(answer);
              return run();
            });
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
        phase = Phase.DONE;
      }
      case DONE -> {}
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
