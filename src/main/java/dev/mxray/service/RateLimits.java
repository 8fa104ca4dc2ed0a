package dev.mxray.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalLong;

/** So many requests of each client in a minute. Safe for use by several threads. */
final class RateLimits {
  /** Clients that are kept in mind; of more, those that were not seen for the longest. */
  private static final int MAX_CLIENTS = 10_000;

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final long NANOS_OF_A_SECOND = 1_000_000_000L;

  private final int perMinute;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_CLIENTS)
          .expireAfterAccess(PERIOD.multipliedBy(2))
          .build();

  RateLimits(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Empty when the client may go on; else the seconds after which it may. */
  OptionalLong refused(String client) {
    ConsumptionProbe probe = buckets.get(client, name -> bucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? OptionalLong.empty()
        : OptionalLong.of(1 + probe.getNanosToWaitForRefill() / NANOS_OF_A_SECOND);
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .build();
  }
}
