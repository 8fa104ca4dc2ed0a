package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.store.AddressReport;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoreOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history on a disk that is really full: a file system of its own, in a mount namespace of its
 * own. Skipped by whoever is not root, and where such a thing cannot be mounted.
 */
@Timeout(90)
class FullDiskTest {
  private static final String ADDRESS = "192.0.2.1";

  @TempDir private Path directory;

  /** Mounts a small disk on the first argument, and runs the others. */
  private static List<String> onSmallDisk(Path disk, String... command) {
    var all =
        new ArrayList<>(
            List.of(
                "/usr/bin/unshare",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                "mount -t tmpfs -o size=600k tmpfs \"$0\" && exec \"$@\"",
                disk.toString()));
    all.addAll(List.of(command));
    return all;
  }

  private static int ended(List<String> command, Path output) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  private void run(String what) throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path output = directory.resolve("output");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare"))
            && ended(onSmallDisk(disk, "/bin/true"), output) == 0,
        "this is not root, or nothing can be mounted here");
    int code =
        ended(
            onSmallDisk(
                disk,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                what,
                disk.toString()),
            output);
    assertThat(code).as(Files.readString(output)).isZero();
  }

  @Test
  void every_command_says_that_the_disk_is_full_and_goes_on_when_it_is_not() throws Exception {
    run("commands");
  }

  @Test
  void a_history_that_is_open_works_again_when_there_is_room_and_has_lost_nothing()
      throws Exception {
    run("open");
  }

  /** What happens on the small disk. */
  static final class Child {
    private final Path disk;
    private final String resolver;

    private Child(Path disk, String resolver) {
      this.disk = disk;
      this.resolver = resolver;
    }

    public static void main(String[] arguments) throws Exception {
      try (LabDns dns = LabDns.start(Zones.parse("2.0.0.127.bl.spamcop.net. A 127.0.0.2"))) {
        var child = new Child(Path.of(arguments[1]), dns.spec());
        if (arguments[0].equals("open")) {
          child.open();
        } else {
          child.commands();
        }
      }
    }

    private void fill() throws IOException {
      try (OutputStream out = Files.newOutputStream(disk.resolve("fill"))) {
        byte[] octets = new byte[1024];
        for (int i = 0; i < 1024; i++) {
          out.write(octets);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left on device");
        return;
      }
      throw new IllegalStateException("the disk is too large");
    }

    private void empty() throws IOException {
      Files.delete(disk.resolve("fill"));
    }

    private String url() {
      return "jdbc:h2:file:" + disk.resolve("h");
    }

    private Run run(String... arguments) throws IOException {
      // Two seconds pass before an empty one that could not be written is taken for an old one.
      Files.deleteIfExists(disk.resolve("h.lock.db"));
      List<String> lists = List.of("--resolver", resolver, "--timeout", "5");
      return Run.of(Stream.concat(Stream.of(arguments), lists.stream()).toArray(String[]::new));
    }

    private void commands() throws IOException {
      Path config = disk.resolve("watch.yaml");
      Files.writeString(
          config,
          "watches: [{address: %s, cron: \"0 * * * *\"}]\nstore: {jdbc_url: \"%s\"}\n"
              .formatted(ADDRESS, url()));
      Path lists = Files.writeString(disk.resolve("lists.yaml"), "lists: [bl.spamcop.net]");
      String[] once = {
        "watch", "--once", "--config", config.toString(), "--blacklists", lists.toString()
      };
      String full = "the history (" + disk.resolve("h") + ".mv.db) has no room: the disk is full\n";
      String[] history = {"history", ADDRESS, "--jdbc-url", url(), "--json"};

      assertThat(run(once).code()).isZero();
      fill();
      for (int i = 0; i < 2; i++) {
        Run watch = run(once);
        assertThat(watch.err()).isEqualTo("mxray: " + full);
        assertThat(watch.code()).isEqualTo(1);
      }
      Run scan =
          run("scan", "x.test", "--no-smtp", "--no-console", "--history", "--jdbc-url", url());
      assertThat(scan.err()).isEqualTo("mxray: --history: " + full);
      assertThat(scan.code()).isEqualTo(2);
      Run read = run(history);
      assertThat(read.err()).isEqualTo("mxray: " + full);
      assertThat(read.code()).isEqualTo(1);

      empty();
      assertThat(run(once).code()).isZero();
      assertThat(run(history).out().split("\"id\"", -1)).hasSize(3);
    }

    private HistoryStore history() throws StoreException {
      // Places in the file are used again at once, and not only after 45 s.
      return HistoryStore.open(
          StoreOptions.of(url() + ";RETENTION_TIME=0", null, null)
              .withTimeout(Duration.ofSeconds(1)));
    }

    private void open() throws Exception {
      int kept = 0;
      try (HistoryStore history = history()) {
        while (kept < 30) {
          add(history);
          kept++;
        }
        for (int round = 0; round < 3; round++) {
          fill();
          String trouble = "";
          // Free places within the file are used first.
          while (trouble.isEmpty()) {
            trouble = trouble(history);
            kept += trouble.isEmpty() ? 1 : 0;
          }
          assertThat(trouble).endsWith(".mv.db) has no room: the disk is full");
          assertThat(trouble(history)).isNotEmpty();
          empty();
          await().atMost(Duration.ofSeconds(20)).until(() -> trouble(history).isEmpty());
          kept++;
          assertThat(history.count(ADDRESS, null)).isEqualTo(kept);
        }
      }
      for (int i = 0; i < 5; i++) {
        try (HistoryStore history = history()) {
          assertThat(history.count(ADDRESS, null)).isEqualTo(kept);
        }
      }
    }

    private static String trouble(HistoryStore history) {
      try {
        add(history);
        return "";
      } catch (StoreException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private static void add(HistoryStore history) throws StoreException {
      history.add(new AddressReport("1.0", ADDRESS, "2026-11-21T12:00:00Z", 1, List.of()));
    }
  }
}
