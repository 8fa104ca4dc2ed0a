package dev.mxray.watch.config;

import dev.mxray.store.StoredWatch;
import dev.mxray.watch.ChangeType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of {@code mxray watch}.
 *
 * @param name tells it from other configurations on the same database: the key {@code name}, or a
 *     digest of the file's path
 * @param confirmations consecutive runs that must show a change before it is told
 * @param recheck how soon after a change was first seen it is looked for again
 * @param jdbcUrl null for the file below the user's data directory
 * @param retention how long runs are kept
 * @param concurrency runs at the same time
 */
public record WatchConfig(
    String name,
    List<Watch> watches,
    Map<ChangeType, Integer> confirmations,
    Duration recheck,
    List<AlertTarget> targets,
    List<Route> routes,
    List<Maintenance> maintenance,
    @Nullable String jdbcUrl,
    @Nullable String user,
    @Nullable Path passwordFile,
    Duration retention,
    int concurrency) {
  /** Octets of a file. */
  static final int MAX_OCTETS = 8 << 20;

  private static final String EXAMPLE = "/dev/mxray/watch/example.yaml";

  public WatchConfig {
    watches = List.copyOf(watches);
    confirmations = Map.copyOf(confirmations);
    targets = List.copyOf(targets);
    routes = List.copyOf(routes);
    maintenance = List.copyOf(maintenance);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidWatchConfigException with one line that names file, line and key
   */
  public static WatchConfig read(Path file) throws InvalidWatchConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new InvalidWatchConfigException(file + ": is larger than 8 MiB");
      }
      return parse(file.toString(), new String(octets, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidWatchConfigException(file + ": cannot be read");
    }
  }

  /** Reads text as {@link #read} does a file. */
  public static WatchConfig parse(String file, String text) throws InvalidWatchConfigException {
    return new WatchConfigReader(Entry.parse(file, text)).read();
  }

  /** An example with all keys, to be printed. */
  public static String example() {
    try (InputStream in = WatchConfig.class.getResourceAsStream(EXAMPLE)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + EXAMPLE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Consecutive runs that must show a change of this type before it is told. */
  public int confirmations(ChangeType type) {
    return confirmations.getOrDefault(type, 1);
  }

  /** The route for a domain or address: the first that fits, or one to all targets. */
  public Route route(String subject) {
    return routes.stream()
        .filter(route -> route.subjects().has(subject))
        .findFirst()
        .orElseGet(
            () ->
                new Route(
                    new Subjects(List.of()),
                    java.util.Set.of(),
                    "info",
                    targets.stream().map(AlertTarget::name).toList()));
  }

  /** The key under which one of its watches is kept. */
  public String key(Watch watch) {
    return StoredWatch.owned(watch.key(), name);
  }

  /** The keys of its watches, by those that they had before there were configurations. */
  public Map<String, String> formerKeys() {
    return watches.stream().collect(Collectors.toMap(Watch::key, this::key));
  }

  /** The target of that name. */
  public Optional<AlertTarget> target(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** Whether a domain or address is being worked on. */
  public boolean inMaintenance(String subject, Instant now) {
    return maintenance.stream().anyMatch(one -> one.covers(subject, now));
  }
}
