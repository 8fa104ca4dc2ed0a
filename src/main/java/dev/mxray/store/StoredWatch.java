package dev.mxray.store;

import java.time.Instant;

/**
 * A watch as it is kept.
 *
 * @param key names it among all
 * @param subject A-labels in lower case, or an address
 * @param kind {@code domain} or {@code address}
 * @param profile {@code full} or {@code reputation}
 * @param cron five fields
 * @param zone in which the fields are read
 * @param jitterSeconds by which a run is late at most
 * @param source {@code file} or {@code api}
 */
public record StoredWatch(
    String key,
    String subject,
    String kind,
    String profile,
    String cron,
    String zone,
    int jitterSeconds,
    String source,
    Instant createdAt) {
  /** Of a configuration file: gone when it is gone from there. */
  public static final String FILE = "file";

  /** Added while the program runs. */
  public static final String API = "api";
}
