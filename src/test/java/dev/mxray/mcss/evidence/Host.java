package dev.mxray.mcss.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Evidence written down in a test, or lying in a folder of the test resources. */
public final class Host {
  /** A day on which the list of releases is fresh. */
  public static final Instant DAY = Instant.parse("2026-09-15T10:00:00Z");

  private final Map<String, EvidenceFile> files = new TreeMap<>();
  private Instant collectedAt = DAY;

  public static Host empty() {
    return new Host();
  }

  /** The files below {@code evidence/mta/<name>/}: outputs of installed software. */
  public static Host real(String name) {
    try {
      Path root =
          Path.of(
              Objects.requireNonNull(
                      Host.class.getResource("/dev/mxray/mcss/evidence/mta/" + name), name)
                  .toURI());
      var host = new Host();
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          String relative = root.relativize(path).toString().replace('\\', '/');
          host.with(relative, Files.readString(path, StandardCharsets.UTF_8));
        }
      }
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Host with(String path, String text) {
    files.put(path, new EvidenceFile(path, text.lines().toList(), false));
    return this;
  }

  /** The file cut off at its end. */
  public Host withBeginningOf(String path, String text) {
    files.put(path, new EvidenceFile(path, text.lines().toList(), true));
    return this;
  }

  public Host without(String path) {
    files.remove(path);
    return this;
  }

  public Host at(String day) {
    collectedAt = Instant.parse(day + "T10:00:00Z");
    return this;
  }

  public Evidence evidence() {
    return new Evidence("mail.example.com", collectedAt, files.values());
  }

  /** What the assessor of this control says of the host. */
  public HostVerdict judge(Map<String, Assessor> assessors, String control) {
    return Objects.requireNonNull(assessors.get(control), control).assess(evidence());
  }

  /** Where the line stands that decided it; empty when none did. */
  public static String place(HostVerdict verdict) {
    Quote quote = verdict.quote();
    return quote == null ? "" : quote.place();
  }
}
