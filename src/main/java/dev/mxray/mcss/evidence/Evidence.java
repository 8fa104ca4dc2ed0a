package dev.mxray.mcss.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was collected on one mail host, by path. Immutable. */
public final class Evidence {
  private final String host;
  private final @Nullable Instant collectedAt;
  private final SortedMap<String, EvidenceFile> files = new TreeMap<>();

  /**
   * @param host as the collector wrote it; hostile text
   * @param collectedAt null when the evidence does not say
   */
  public Evidence(String host, @Nullable Instant collectedAt, Collection<EvidenceFile> files) {
    this.host = host;
    this.collectedAt = collectedAt;
    files.forEach(file -> this.files.put(file.path(), file));
  }

  public String host() {
    return host;
  }

  /** When it was collected; null when the evidence does not say. */
  public @Nullable Instant collectedAt() {
    return collectedAt;
  }

  /** The file at exactly this path. */
  public Optional<EvidenceFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The files whose path begins with this folder ({@code tls/}), in the order of their paths. */
  public List<EvidenceFile> under(String folder) {
    return files.tailMap(folder).values().stream()
        .takeWhile(file -> file.path().startsWith(folder))
        .toList();
  }
}
