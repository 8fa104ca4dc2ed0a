package dev.mxray.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A mail host of really installed and, where they start, running servers: Debian's packages in a
 * layer that {@code .ci/hosts} made, over the files of this machine, in namespaces of its own
 * without a network. How it is set up stands in a script among the resources. In it the collector
 * runs, as root and, on one of them, as nobody.
 */
public final class AuditedHost {
  /** Where the layers are; {@code -Dmxray.hosts} names another folder. */
  private static final String FOLDER = System.getProperty("mxray.hosts", "/var/cache/mxray/hosts");

  private static final String COLLECTOR = "/dev/mxray/mcss/collect/mxray-collect.sh";
  private static final long MOST_SECONDS = 120;

  private final Path folder;

  private AuditedHost(Path folder) {
    this.folder = folder;
  }

  /** True when the layer is there, and this is root on a machine that can set up namespaces. */
  public static boolean isPossible(String layer) {
    return Files.exists(Path.of(FOLDER, layer, ".complete"))
        && Daemon.isPossible("/usr/bin/unshare");
  }

  /**
   * Sets it up, collects, and takes it down.
   *
   * @param name of its script: {@code postfix-hardened}, on the layer before the hyphen
   * @param folder an empty one
   */
  public static AuditedHost collected(String name, Path folder) {
    try {
      Files.createDirectories(folder.resolve("lay"));
      Files.createDirectories(folder.resolve("out"));
      Path enter = resource("hosts/enter.sh", folder);
      Path setup = resource("hosts/" + name + ".sh", folder);
      Path collector = resource(COLLECTOR, folder);
      Path layer = Path.of(FOLDER, name.substring(0, name.indexOf('-')));
      Process process =
          new ProcessBuilder(
                  "/usr/bin/unshare",
                  "--mount",
                  "--propagation",
                  "private",
                  "--pid",
                  "--fork",
                  "--kill-child",
                  "--net",
                  "--uts",
                  "--ipc",
                  "/bin/sh",
                  enter.toString(),
                  layer.toString(),
                  folder.toString(),
                  setup.toString(),
                  collector.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("enter.log").toFile())
              .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            name + ": " + Files.readString(folder.resolve("enter.log")) + log(folder));
      }
      return new AuditedHost(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String log(Path folder) throws IOException {
    Path log = folder.resolve("setup.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static Path resource(String name, Path folder) throws IOException {
    try (InputStream in = AuditedHost.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name);
      }
      Path file = folder.resolve(Path.of(name).getFileName().toString());
      Files.write(file, in.readAllBytes());
      return file;
    }
  }

  /** The archive that root collected. */
  public Path archive() {
    return only(folder.resolve("out/root"));
  }

  /** The archive that nobody collected; there is one of postfix-hardened alone. */
  public Path archiveOfNobody() {
    return only(folder.resolve("out/nobody"));
  }

  private static Path only(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      if (all.size() != 1) {
        throw new IllegalStateException(all.toString());
      }
      return all.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names, sizes and times of the host's files before root collected, and after. */
  public List<List<String>> listings() {
    try {
      return List.of(
          Files.readAllLines(folder.resolve("before")),
          Files.readAllLines(folder.resolve("after")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
