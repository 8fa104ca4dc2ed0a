package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What only finished handshakes of TLS 1.3 tell: the certificates, which are encrypted, and the
 * schemes of servers that choose them behind their ServerHello. One after the other.
 */
final class Handshakes {
  private final Enumeration enumeration;
  private final Sightings seen;

  /**
   * @param seen what is known of TLS 1.3: suites and groups; schemes and chains are added
   */
  Handshakes(Enumeration enumeration, Sightings seen) {
    this.enumeration = enumeration;
    this.seen = seen;
  }

  /** Searches for schemes; adds nothing when no handshake comes about. */
  CompletableFuture<Boolean> schemes(boolean ecdsa) {
    return searched(new SchemeSearch(ecdsa, /* discerning= */ true));
  }

  private CompletableFuture<Boolean> searched(SchemeSearch search) {
    if (search.next().isEmpty()) {
      return ended(search);
    }
    return ask(search.next())
        .thenCompose(
            answer -> {
              if (answer instanceof Accepted || answer instanceof Refused) {
                search.answered(answer instanceof Accepted);
                return searched(search);
              }
              return ended(search);
            });
  }

  private CompletableFuture<Boolean> ended(SchemeSearch search) {
    seen.schemes(search.accepted());
    if (search.isComplete()) {
      seen.allSchemes();
    }
    return CompletableFuture.completedFuture(true);
  }

  /**
   * Fetches a certificate for each kind of key with which the server signs and that is not among
   * those seen; none when the only one is that of a handshake which somebody has finished already.
   *
   * @param clear the kinds of key for which there are certificates
   * @param finished somebody has a certificate of TLS 1.3
   * @return whether there is anything new
   */
  CompletableFuture<Boolean> certificates(Set<String> clear, boolean finished) {
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    for (int scheme : seen.schemes()) {
      SignatureSchemes.key(scheme)
          .ifPresent(key -> kinds.computeIfAbsent(key, none -> new ArrayList<>()).add(scheme));
    }
    boolean single = finished && kinds.size() < 2;
    kinds.keySet().removeAll(clear);
    seen.chains().forEach(chain -> SignatureSchemes.key(chain).ifPresent(kinds::remove));
    return single
        ? CompletableFuture.completedFuture(false)
        : fetched(new ArrayDeque<>(kinds.values()), false);
  }

  private CompletableFuture<Boolean> fetched(Deque<List<Integer>> kinds, boolean any) {
    if (kinds.isEmpty()) {
      return CompletableFuture.completedFuture(any);
    }
    return ask(kinds.remove())
        .thenCompose(answer -> fetched(kinds, any || answer instanceof Accepted));
  }

  private CompletableFuture<HelloAnswer> ask(List<Integer> schemes) {
    String name = enumeration.hello(TlsVersion.TLS_1_3, List.of()).serverName();
    int group =
        Arrays.stream(Groups.USUAL)
            .filter(seen.groups()::contains)
            .findFirst()
            .orElse(Groups.X25519);
    return enumeration
        .ask(new CertificateHello(schemes, group, name == null ? "" : name))
        .thenApply(
            answer -> {
              if (answer instanceof Accepted one) {
                seen.chain(one.flight().chain());
              }
              return answer;
            });
  }
}
