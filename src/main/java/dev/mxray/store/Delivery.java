package dev.mxray.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to one target.
 *
 * @param key the same at every attempt, for receivers that tell repetitions by it
 * @param target the name of the target in the configuration
 * @param state {@code pending}, {@code done} or {@code dead}
 * @param attempts that failed
 * @param payload the alert, JSON
 */
public record Delivery(
    long id,
    String key,
    String target,
    String state,
    Instant createdAt,
    Instant nextAt,
    int attempts,
    @Nullable String lastError,
    String payload) {

  /**
   * An alert that is to be sent.
   *
   * @param due the first moment when it may be
   */
  public record New(String key, String target, String payload, Instant due) {}
}
