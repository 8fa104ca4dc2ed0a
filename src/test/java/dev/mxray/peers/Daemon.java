package dev.mxray.peers;

import dev.mxray.lab.SparePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A mail server from the machine's packages, on ports of the loopback, with files of its own. */
final class Daemon implements AutoCloseable {
  private static final long START_MILLIS = 15_000;

  /**
   * Where they listen. Dovecot holds a connection safe that comes from its own address, as one to
   * 127.0.0.1 does, and then lets everybody log in.
   */
  static final String ADDRESS = "127.0.0.2";

  private final Process process;
  private final Path log;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it and waits until it listens. */
  static Daemon start(
      Path directory,
      Map<String, String> environment,
      List<String> command,
      Collection<Integer> ports) {
    Path log = directory.resolve("output.log");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      var daemon = new Daemon(builder.start(), log);
      try {
        for (int port : ports) {
          daemon.await(port);
        }
        return daemon;
      } catch (IOException | RuntimeException e) {
        daemon.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(int port) throws IOException {
    Awaitility.await("it listens on " + port)
        .atMost(Duration.ofMillis(START_MILLIS))
        .until(() -> listens(port) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "it does not listen on " + port + ": " + Files.readString(log));
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** True while it has not ended. */
  boolean runs() {
    return process.isAlive();
  }

  /** A directory that every user of the machine may look into, as these servers have several. */
  static Path open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  /** True when this is root on a machine that has the program. */
  static boolean isPossible(String program) {
    return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of(program));
  }

  /** The address on which they listen. */
  static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port for a daemon to listen on. */
  static int freePort() {
    return SparePort.on(address());
  }

  static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** Ends it and what it started. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
