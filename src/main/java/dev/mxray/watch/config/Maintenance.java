package dev.mxray.watch.config;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing is told of some domains and addresses, because they are being worked on.
 * What is still different afterwards is told then.
 *
 * @param cron when it begins, again and again; null for one that happens once
 * @param length of one that happens again and again
 * @param from the beginning of one that happens once
 * @param to its end
 */
public record Maintenance(
    Subjects subjects,
    @Nullable CronTime cron,
    Duration length,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Whether it is going on for a domain or address. */
  public boolean covers(String subject, Instant now) {
    if (!subjects.has(subject)) {
      return false;
    }
    if (cron != null) {
      // The last beginning lies within the length before now.
      return cron.after(now.minus(length)).filter(begun -> !begun.isAfter(now)).isPresent();
    }
    return from != null && to != null && !now.isBefore(from) && now.isBefore(to);
  }
}
