package dev.mxray.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a client may repeat without beginning a second scan, by the header {@code
 * Idempotency-Key}; kept for a day, by client. Safe for use by several threads.
 */
final class IdempotencyKeys {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int MAX_KEYS = 10_000;

  private final Cache<String, Former> formers =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(Duration.ofDays(1)).build();

  private record Former(String job, Buffer body) {}

  /**
   * What became of a request.
   *
   * @param job that it began, or that the same request began before; empty when none could begin
   * @param former true when the job was there before
   * @param conflict true when the key was used for another request
   */
  record Outcome(Optional<ScanJob> job, boolean former, boolean conflict) {
    /** Of a request that began a job, or could not. */
    static Outcome of(Optional<ScanJob> begun) {
      return new Outcome(begun, /* former= */ false, /* conflict= */ false);
    }
  }

  /**
   * The key of a request, of its client's own; empty when it has none.
   *
   * @throws BadRequestException when it is none that can be used
   */
  static Optional<String> key(RoutingContext context) throws BadRequestException {
    String key = context.request().getHeader(HEADER);
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadRequestException(HEADER + " is 1 to 255 visible characters");
    }
    return Optional.ofNullable(key).map(own -> Gatekeeper.client(context) + ' ' + own);
  }

  /**
   * Begins a job, unless the same request did; of requests that come at once, one does.
   *
   * @param find the job of an id, as long as it is there
   * @param begin begins one; must not come back here
   */
  Outcome once(
      String key,
      Buffer body,
      Function<String, Optional<ScanJob>> find,
      Supplier<Optional<ScanJob>> begin) {
    var outcome = new AtomicReference<@Nullable Outcome>();
    var unused =
        formers
            .asMap()
            .compute(
                key,
                (same, former) -> {
                  Optional<ScanJob> job =
                      former == null ? Optional.empty() : find.apply(former.job());
                  if (former != null && job.isPresent()) {
                    boolean conflict = !former.body().equals(body);
                    outcome.set(new Outcome(job, /* former= */ true, conflict));
                    return former;
                  }
                  Optional<ScanJob> begun = begin.get();
                  outcome.set(Outcome.of(begun));
                  return begun.map(made -> new Former(made.id(), body)).orElse(null);
                });
    return Objects.requireNonNull(outcome.get());
  }
}
