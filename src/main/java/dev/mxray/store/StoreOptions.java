package dev.mxray.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which database holds the history.
 *
 * @param url of the driver: {@code jdbc:postgresql:…} or {@code jdbc:h2:…}
 * @param user null for the one of the URL, or the system's
 * @param password null for the one that the URL or {@code ~/.pgpass} has, or none
 * @param timeout for the connection, for each reply, and for a free connection of the pool
 * @param connections that are open at most
 */
public record StoreOptions(
    String url,
    @Nullable String user,
    @Nullable String password,
    Duration timeout,
    int connections) {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);
  private static final int DEFAULT_CONNECTIONS = 4;

  /**
   * @throws IllegalArgumentException when the URL is of neither kind; the message does not repeat
   *     it, because there may be a password in it
   */
  public StoreOptions {
    if (!url.startsWith(POSTGRESQL) && !url.startsWith(H2)) {
      throw new IllegalArgumentException(
          "the URL of a database begins with " + POSTGRESQL + " or " + H2);
    }
  }

  /** A database by its URL. */
  public static StoreOptions of(String url, @Nullable String user, @Nullable String password) {
    return new StoreOptions(url, user, password, DEFAULT_TIMEOUT, DEFAULT_CONNECTIONS);
  }

  /**
   * The embedded database in a file, which is made when it is not there.
   *
   * @param file without the ending {@code .mv.db}
   * @throws IllegalArgumentException when the path has a semicolon, which such a URL cannot have
   */
  public static StoreOptions file(Path file) {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("the path of a database has no ';' in it: " + path);
    }
    return of(H2 + "file:" + path, null, null);
  }

  /**
   * The file below the user's data directory: {@code $XDG_DATA_HOME/mxray/history}, by default
   * {@code ~/.local/share/mxray/history}.
   */
  public static StoreOptions ofUser() {
    return file(userFile(System.getenv(), Path.of(System.getProperty("user.home", "."))));
  }

  static Path userFile(Map<String, String> environment, Path home) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    // The specification has relative paths ignored.
    Path base = data.startsWith("/") ? Path.of(data) : home.resolve(".local").resolve("share");
    return base.resolve("mxray").resolve("history");
  }

  /** The same with another number of connections. */
  public StoreOptions withConnections(int number) {
    return new StoreOptions(url, user, password, timeout, number);
  }

  /** The same with another timeout. */
  public StoreOptions withTimeout(Duration other) {
    return new StoreOptions(url, user, password, other, connections);
  }

  boolean isPostgresql() {
    return url.startsWith(POSTGRESQL);
  }

  /** The path of a database in a file; null when it is somewhere else. */
  private @Nullable String path() {
    String rest = isPostgresql() ? "" : url.substring(H2.length());
    int settings = rest.indexOf(';');
    rest = settings < 0 ? rest : rest.substring(0, settings);
    if (rest.startsWith("file:")) {
      return rest.substring("file:".length());
    }
    return rest.matches("[/~.].*") ? rest : null;
  }

  /** What to call the database in a message: never with a password. */
  String shown() {
    String path = path();
    if (path != null) {
      return path + ".mv.db";
    }
    int end = url.length();
    for (char c : new char[] {'?', ';'}) {
      int at = url.indexOf(c);
      end = at < 0 ? end : Math.min(end, at);
    }
    String place = url.substring("jdbc:".length(), end);
    int at = place.lastIndexOf('@');
    return at < 0 ? place : place.substring(at + 1);
  }

  /** Makes the directory of a database in a file, for its owner only. */
  void makeDirectory() throws IOException {
    String path = path();
    Path directory = path == null || path.startsWith("~") ? null : Path.of(path).getParent();
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** The URL of H2 with what this program needs of it, unless something else is said there. */
  String h2Url() {
    var all = new StringBuilder(url);
    String said = url.toUpperCase(Locale.ROOT);
    add(all, said, "MODE", "PostgreSQL");
    add(all, said, "DATABASE_TO_LOWER", "TRUE");
    add(all, said, "DEFAULT_NULL_ORDERING", "HIGH");
    // What is committed stays, whatever becomes of the process.
    add(all, said, "WRITE_DELAY", "0");
    add(all, said, "TRACE_LEVEL_FILE", "0");
    add(all, said, "LOCK_TIMEOUT", String.valueOf(timeout.toMillis()));
    if (path() != null && !said.contains(";ACCESS_MODE_DATA=")) {
      // The first process serves the others, on the loopback.
      add(all, said, "AUTO_SERVER", "TRUE");
    }
    return all.toString();
  }

  private static void add(StringBuilder url, String said, String setting, String value) {
    if (!said.contains(";" + setting + "=")) {
      url.append(';').append(setting).append('=').append(value);
    }
  }
}
