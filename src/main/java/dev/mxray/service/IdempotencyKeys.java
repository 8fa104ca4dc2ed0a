package dev.mxray.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a client may repeat without beginning a second scan, by the header {@code
 * Idempotency-Key}; kept for a day, by client.
 */
final class IdempotencyKeys {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int MAX_KEYS = 10_000;

  private final Cache<String, Former> formers =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(Duration.ofDays(1)).build();

  private record Former(String job, Buffer body) {}

  /**
   * What is known of the request.
   *
   * @param job that the same request began; empty for a new one
   * @param conflict true when the key was used for another request
   */
  record Outcome(Optional<ScanJob> job, boolean conflict) {}

  void check(RoutingContext context) throws BadRequestException {
    String key = context.request().getHeader(HEADER);
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadRequestException(HEADER + " is 1 to 255 visible characters");
    }
  }

  Outcome former(RoutingContext context, ScanJobs jobs) {
    String key = key(context);
    Former former = key == null ? null : formers.getIfPresent(key);
    if (former == null) {
      return new Outcome(Optional.empty(), false);
    }
    Optional<ScanJob> job = jobs.find(former.job());
    return new Outcome(job, job.isPresent() && !former.body().equals(context.body().buffer()));
  }

  void remember(RoutingContext context, ScanJob job) {
    String key = key(context);
    if (key != null) {
      formers.put(key, new Former(job.id(), context.body().buffer()));
    }
  }

  private static @Nullable String key(RoutingContext context) {
    String key = context.request().getHeader(HEADER);
    return key == null ? null : Gatekeeper.client(context) + ' ' + key;
  }
}
