package dev.mxray.net.tls;

import dev.mxray.net.tls.CipherSuites.Share;
import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for one share of the suites of a version (SSL 3.0 to TLS 1.2), one hello after the other:
 * each leaves out what was chosen before, until the rest is refused or nothing is left.
 *
 * <p>On the way it can narrow the groups or the schemes too: each hello then leaves out what was
 * chosen of these before. When such a hello is refused it may be for that, so it is asked once more
 * with all of them; if that is accepted, no other group, or scheme, was.
 */
final class SuiteWalk {
  /** What is left out of the next hello besides suites. */
  enum Narrowing {
    NOTHING,
    GROUPS,
    SCHEMES
  }

  /** One hello and what came of it. */
  private record Choice(List<Integer> offered, int chosen) {}

  private final Enumeration enumeration;
  private final TlsVersion version;
  private final Sightings seen;
  private final List<Integer> pool;
  private final Set<Integer> left;
  private final List<Choice> choices = new ArrayList<>();
  private final Narrowing aim;
  private Narrowing narrowing;
  private Narrowing refused = Narrowing.NOTHING;
  private boolean reversed;
  private boolean complete;
  private boolean blamedVersion;
  private boolean choseAnother;

  /**
   * @param pool the schemes among which to find those that are accepted
   */
  SuiteWalk(
      Enumeration enumeration,
      TlsVersion version,
      Share share,
      Narrowing narrowing,
      List<Integer> pool) {
    this.pool = List.copyOf(pool);
    this.enumeration = enumeration;
    this.version = version;
    this.aim = narrowing;
    this.narrowing = narrowing;
    this.seen = new Sightings(version, enumeration.suites());
    this.left = new LinkedHashSet<>(share.suites());
  }

  /** What it has found so far. */
  Sightings seen() {
    return seen;
  }

  /** What it narrows besides suites. */
  Narrowing aim() {
    return aim;
  }

  /** What is to be asked for. */
  List<Integer> offered() {
    return List.copyOf(left);
  }

  /** The schemes that it has not come to yet. */
  List<Integer> schemesLeft() {
    return without(pool, seen.schemes());
  }

  /** True when every suite of the share was chosen, or refused. */
  boolean complete() {
    return complete;
  }

  /** True when the server said, or showed, that it does not speak the version at all. */
  boolean blamedVersion() {
    return blamedVersion;
  }

  /** True when the server chose another version. */
  boolean choseAnother() {
    return choseAnother;
  }

  /** Asks once; true when there is more to ask. */
  CompletableFuture<Boolean> step() {
    if (left.isEmpty()) {
      complete = true;
      return CompletableFuture.completedFuture(false);
    }
    var offered = new ArrayList<>(left);
    if (reversed) { // to see whether the server minds the order
      Collections.reverse(offered);
    }
    reversed = !reversed;
    ClientHello all = enumeration.hello(version, offered);
    ClientHello hello = narrowed(all);
    boolean narrower = !hello.equals(all);
    return enumeration.ask(hello).thenApply(answer -> more(answer, offered, narrower));
  }

  private ClientHello narrowed(ClientHello all) {
    return switch (narrowing) {
      case NOTHING -> all;
      case GROUPS -> narrowed(all, without(all.groups(), seen.groups()), all.schemes());
      case SCHEMES -> narrowed(all, all.groups(), without(pool, seen.schemes()));
    };
  }

  private static ClientHello narrowed(
      ClientHello all, List<Integer> groups, List<Integer> schemes) {
    return new ClientHello(
        all.version(),
        all.suites(),
        groups,
        schemes,
        all.serverName(),
        all.fallback(),
        all.keyShare());
  }

  private static List<Integer> without(List<Integer> all, Collection<Integer> some) {
    return all.stream().filter(one -> !some.contains(one)).toList();
  }

  private boolean more(HelloAnswer answer, List<Integer> offered, boolean narrower) {
    if (answer instanceof Accepted accepted) {
      ServerFlight flight = accepted.flight();
      if (flight.version() != version) {
        choseAnother = seen.suites().isEmpty();
        blamedVersion = choseAnother;
        complete = true; // a server that knew the version would have had to choose it
        return false;
      }
      seen.note(flight);
      if (refused == Narrowing.GROUPS) {
        seen.allGroups();
      } else if (refused == Narrowing.SCHEMES) {
        seen.allSchemes();
      }
      refused = Narrowing.NOTHING;
      left.remove(flight.suite());
      choices.add(new Choice(offered, flight.suite()));
      complete = left.isEmpty();
      if (complete) {
        preference();
      }
      return !complete;
    }
    if (answer instanceof Refused no) {
      if (narrower) {
        refused = narrowing; // or else the suites that are left; the next hello shows which
        narrowing = Narrowing.NOTHING;
        return true;
      }
      blamedVersion = no.blamesVersion() && seen.suites().isEmpty();
      complete = true;
      preference();
      return false;
    }
    return false;
  }

  /**
   * Where each choice was the first of the offer that is accepted at all, in one order and in the
   * other, the client decides.
   */
  private void preference() {
    boolean forward = false;
    boolean backward = false;
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      List<Integer> accepted = choice.offered().stream().filter(seen.suites()::contains).toList();
      if (accepted.size() < 2) {
        continue;
      }
      if (accepted.get(0) != choice.chosen()) {
        seen.preference(true);
        return;
      }
      forward |= i % 2 == 0;
      backward |= i % 2 == 1;
    }
    if (forward && backward) {
      seen.preference(false);
    }
  }
}
