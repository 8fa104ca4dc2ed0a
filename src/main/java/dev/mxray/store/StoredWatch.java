package dev.mxray.store;

import java.time.Instant;

/**
 * A watch as it is kept.
 *
 * @param key names it among all; behind the last {@code #} the configuration that it belongs to, if
 *     it is of a file
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

  /** How the keys of a configuration's watches end. */
  static String ending(String configuration) {
    return "#" + configuration;
  }

  /** What belongs to a configuration: the key of a watch, the name of a target. */
  public static String owned(String name, String configuration) {
    return name + ending(configuration);
  }

  /** True when a configuration has it, or it is nobody's. */
  public boolean concerns(String configuration) {
    return source.equals(API) || key.endsWith(ending(configuration));
  }
}
