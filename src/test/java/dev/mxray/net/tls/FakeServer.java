package dev.mxray.net.tls;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server that takes what it is told to take, and answers at once; nothing is sent anywhere. */
final class FakeServer implements HelloAsker {
  private final Map<TlsVersion, List<Integer>> suites = new EnumMap<>(TlsVersion.class);
  private List<Integer> groups = List.of(29, 23);
  private List<Integer> schemes = List.of(0x0804, 0x0401);
  private boolean ownOrder;
  private boolean signsLater;
  private int width = 4;
  private int asked;
  private int patience = Integer.MAX_VALUE;
  final List<Hello> heard = new ArrayList<>();

  /** Takes these in a version, in this order of preference. */
  FakeServer takes(TlsVersion version, Integer... codes) {
    suites.put(version, List.of(codes));
    return this;
  }

  FakeServer groups(Integer... codes) {
    groups = List.of(codes);
    return this;
  }

  FakeServer schemes(Integer... codes) {
    schemes = List.of(codes);
    return this;
  }

  FakeServer ownOrder() {
    ownOrder = true;
    return this;
  }

  /** Lets so many hellos come at a time. */
  FakeServer width(int hellos) {
    width = hellos;
    return this;
  }

  /** Chooses the scheme of TLS 1.3 when it has answered already. */
  FakeServer signsLater() {
    signsLater = true;
    return this;
  }

  /** Says nothing more after so many hellos. */
  FakeServer patience(int hellos) {
    patience = hellos;
    return this;
  }

  @Override
  public int connections() {
    return asked;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public synchronized CompletableFuture<HelloAnswer> ask(Hello hello) {
    asked++;
    heard.add(hello);
    return CompletableFuture.completedFuture(
        asked > patience
            ? new HelloAnswer.Unheard(
                dev.mxray.observe.Reason.CLOSED, Sentence.verbatim("421 enough"), true)
            : hello instanceof ClientHello one
                ? answer(one)
                : new HelloAnswer.Refused(HelloAnswer.Refused.PROTOCOL_VERSION));
  }

  private HelloAnswer answer(ClientHello hello) {
    TlsVersion version = version(hello);
    if (version == null) {
      return new HelloAnswer.Refused(HelloAnswer.Refused.PROTOCOL_VERSION);
    }
    TlsVersion best = suites.keySet().stream().max(Enum::compareTo).orElseThrow();
    if (hello.fallback() && version != best) {
      return new HelloAnswer.Refused(HelloAnswer.Refused.INAPPROPRIATE_FALLBACK);
    }
    List<Integer> mine = suites.getOrDefault(version, List.of());
    List<Integer> order = ownOrder ? mine : hello.suites();
    for (int suite : order) {
      String name = CipherSuites.registered().name(suite);
      boolean curves = name.contains("ECDH") || version == TlsVersion.TLS_1_3;
      boolean shows = name.contains("DHE_") && version == TlsVersion.TLS_1_2;
      boolean signs = shows || (version == TlsVersion.TLS_1_3 && !signsLater);
      Integer group = first(hello.groups(), groups);
      Integer scheme = first(hello.schemes(), schemes);
      if (mine.contains(suite)
          && hello.suites().contains(suite)
          && (!curves || group != null)
          && (!signs || scheme != null)) {
        return new HelloAnswer.Accepted(
            new ServerFlight(
                version,
                List.of(suite),
                curves && group != null ? group : -1,
                name.contains("_DHE_") ? 2048 : 0,
                shows && scheme != null ? scheme : -1,
                false,
                Set.of(ClientHello.RENEGOTIATION_INFO),
                false,
                List.of()));
      }
    }
    return new HelloAnswer.Refused(HelloAnswer.Refused.HANDSHAKE_FAILURE);
  }

  /** The highest that both know; TLS 1.3 only where it is offered. */
  private @Nullable TlsVersion version(ClientHello hello) {
    TlsVersion best = null;
    for (TlsVersion mine : suites.keySet()) {
      boolean offered =
          hello.version() == TlsVersion.TLS_1_3
              ? mine == TlsVersion.TLS_1_3
              : mine.compareTo(hello.version()) <= 0;
      if (offered && (best == null || mine.compareTo(best) > 0)) {
        best = mine;
      }
    }
    return best;
  }

  private static @Nullable Integer first(List<Integer> offered, List<Integer> mine) {
    return offered.stream().filter(mine::contains).findFirst().orElse(null);
  }
}
