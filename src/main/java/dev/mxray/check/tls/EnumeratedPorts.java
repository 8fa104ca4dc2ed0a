package dev.mxray.check.tls;

import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.net.tls.TlsVersion;
import dev.mxray.observe.Observed.Unknown;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the ports of one server accept, one port after the other. A port whose handshake
 * is that of an earlier one is compared with it first, which takes a fourth of the connections; it
 * is asked for everything when it turns out to be different, or when the earlier one accepts
 * anything that is to be found fault with. When the ports before have taken too long, the rest is
 * left unknown.
 */
public final class EnumeratedPorts {
  /** How long the first ports may take before the next one is left alone. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final int MIN_FIELD_BITS = 2048;

  private final TlsProbe tls;
  private final boolean shared;
  private final AtomicLong started = new AtomicLong();

  /* Used by one port after the other. */
  private final List<Model> models = new ArrayList<>();

  private CompletableFuture<?> before = CompletableFuture.completedFuture(true);

  /** Asks one port for everything, or whether it is like a model. */
  public interface Asking {
    /** Empty when that cannot be asked. */
    CompletableFuture<Optional<TlsSupport>> enumerate(Enumeration.Known known);
  }

  private record Model(TlsObservation shown, TlsSupport support, AcceptedTls accepted) {}

  /**
   * @param shared what one address accepts counts for the same port of others that show the same
   *     certificate and make the same choice; only when the user says so
   */
  public EnumeratedPorts(TlsProbe tls, boolean shared) {
    this.tls = tls;
    this.shared = shared;
  }

  /**
   * The handshake of a port with all that the port accepts, as soon as the ports before are done.
   */
  public synchronized CompletableFuture<Optional<TlsObservation>> next(
      CompletableFuture<Optional<TlsObservation>> handshake, Asking asking) {
    CompletableFuture<?> turn = before;
    CompletableFuture<Optional<TlsObservation>> mine =
        handshake.thenCompose(
            shown ->
                turn.thenCompose(
                    done ->
                        shown.isEmpty() || shown.get().accepted() != null
                            ? CompletableFuture.completedFuture(shown)
                            : asked(shown.get(), asking).thenApply(Optional::of)));
    before = mine;
    return mine;
  }

  private CompletableFuture<TlsObservation> asked(TlsObservation shown, Asking asking) {
    Model same = shared ? twin(shown) : null;
    if (same != null) {
      return CompletableFuture.completedFuture(
          shown.with(same.accepted().sharedFrom(same.shown().endpoint())));
    }
    started.compareAndSet(0, System.nanoTime());
    if (!models.isEmpty() && System.nanoTime() - started.get() > PATIENCE.toNanos()) {
      return CompletableFuture.completedFuture(
          shown.with(
              AcceptedTls.unknown(
                  new Unknown<>(
                      Reason.LIMIT,
                      Sentence.of("tls.enumerate-late", PATIENCE.toSeconds()),
                      List.of()))));
    }
    Model model = model(shown);
    return asking
        .enumerate(known(shown).with(model == null ? null : model.support()))
        .thenCompose(
            support ->
                support.isEmpty()
                    ? CompletableFuture.completedFuture(shown)
                    : read(shown, support.get(), model));
  }

  private CompletableFuture<TlsObservation> read(
      TlsObservation shown, TlsSupport support, @Nullable Model model) {
    String sameAs = support.compared() && model != null ? model.shown().endpoint() : null;
    return tls.accepted(support, shown.host(), sameAs)
        .thenApply(
            accepted -> {
              if (!support.compared()) {
                models.add(new Model(shown, support, accepted));
              }
              return shown.with(accepted);
            });
  }

  private static Enumeration.Known known(TlsObservation shown) {
    return new Enumeration.Known(
        TlsVersion.named(shown.version()).orElse(null),
        shown.cipherSuite(),
        shown.group(),
        shown.certificate() != null && "ec".equals(shown.certificate().keyType()));
  }

  /** An earlier port with the same handshake, and nothing to be found fault with. */
  private @Nullable Model model(TlsObservation shown) {
    return models.stream()
        .filter(model -> choseAlike(model.shown(), shown) && isFaultless(model.accepted()))
        .reduce((one, later) -> later)
        .orElse(null);
  }

  /** The same port of another address that cannot be told apart. */
  private @Nullable Model twin(TlsObservation shown) {
    return models.stream()
        .filter(
            model ->
                model.shown().port() == shown.port()
                    && !model.shown().address().equals(shown.address())
                    && model.accepted().unseen() == null
                    && choseAlike(model.shown(), shown)
                    && Objects.equals(sha256(model.shown()), sha256(shown)))
        .findFirst()
        .orElse(null);
  }

  private static boolean choseAlike(TlsObservation one, TlsObservation other) {
    return one.version().equals(other.version())
        && one.cipherSuite().equals(other.cipherSuite())
        && Objects.equals(one.group(), other.group());
  }

  private static @Nullable String sha256(TlsObservation shown) {
    return shown.certificate() == null ? null : shown.certificate().sha256();
  }

  /** Then it does not matter which of the suites another port has, as long as there are no more. */
  private static boolean isFaultless(AcceptedTls accepted) {
    return accepted.unseen() == null
        && accepted
            .suites()
            .map(CipherSuite::new)
            .noneMatch(suite -> suite.isInsecure() || suite.isWeak() || suite.isAnonymous())
        && accepted.accepted().stream()
            .allMatch(
                version ->
                    (version.smallestField() == 0 || version.smallestField() >= MIN_FIELD_BITS)
                        && !Boolean.TRUE.equals(version.compression())
                        && !Boolean.FALSE.equals(version.secureRenegotiation()));
  }
}
