package dev.mxray.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Servers whose packages cannot be installed beside those of others: they are only unpacked, by
 * {@code .ci/peers}. Each runs in a mount namespace of its own, in which its files lie over those
 * of the machine, its users exist, and what it writes below {@code /var} and {@code /run} goes
 * nowhere.
 */
final class Unpacked {
  /** Where they are; {@code -Dmxray.peers} names another folder. */
  private static final String FOLDER = System.getProperty("mxray.peers", "/var/cache/mxray/peers");

  /** Mounts, then becomes the server: {@code root, directory, before, command...}. */
  private static final String START =
      """
      set -e
      root=$1; directory=$2; before=$3; shift 3
      mount -t overlay overlay -o "lowerdir=$root/usr:/usr" /usr
      for one in /var/lib /var/spool /run; do mount -t tmpfs -o mode=755 tmpfs $one; done
      cp /etc/passwd /etc/group "$directory"
      number=65500
      for user in Debian-exim opensmtpd opensmtpq cyrus; do
        number=$((number + 1))
        grep -q "^$user:" "$directory/passwd" ||
          echo "$user:x:$number:$number::/nonexistent:/usr/sbin/nologin" >> "$directory/passwd"
        grep -q "^$user:" "$directory/group" || echo "$user:x:$number:" >> "$directory/group"
      done
      for one in passwd group; do mount --bind "$directory/$one" /etc/$one; done
      eval "$before"
      exec "$@"
      """;

  private final Path root;

  private Unpacked(Path root) {
    this.root = root;
  }

  /** By the name that {@code .ci/peers} gives it. */
  static Unpacked named(String name) {
    return new Unpacked(Path.of(FOLDER, name));
  }

  /** True when it is there, and this is root on a machine that can set up its namespace. */
  boolean isPossible() {
    return Files.exists(root.resolve(".complete"))
        && Daemon.isPossible("/usr/bin/unshare")
        && canMount();
  }

  /** Not even root can do so in some containers. */
  private boolean canMount() {
    try {
      Process trial =
          new ProcessBuilder(
                  "/usr/bin/unshare",
                  "--mount",
                  "--propagation",
                  "private",
                  "/bin/mount",
                  "-t",
                  "overlay",
                  "overlay",
                  "-o",
                  "lowerdir=" + root.resolve("usr") + ":/usr",
                  "/usr")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return trial.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A file of its package. */
  Path file(String path) {
    return root.resolve(path);
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param before what the shell does first, in the namespace
   */
  Daemon start(Path directory, String before, List<String> command, Collection<Integer> ports)
      throws IOException {
    Path script = directory.resolve("start.sh");
    Files.writeString(script, START);
    var whole =
        new ArrayList<>(
            List.of(
                "/usr/bin/unshare",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                script.toString(),
                root.toString(),
                directory.toString(),
                before));
    whole.addAll(command);
    return Daemon.start(directory, Map.of(), whole, ports);
  }
}
