package dev.mxray.cli;

import dev.mxray.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the history is kept. */
final class HistoryOptions {
  private static final int MAX_PASSWORD_OCTETS = 4096;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "The database of the history, PostgreSQL or H2 (default: a file below the user's data directory).")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of the database.")
  private @Nullable String passwordFile;

  /** The database. */
  StoreOptions database() throws UsageException {
    if (url == null) {
      return StoreOptions.ofUser();
    }
    String password = passwordFile == null ? null : password(passwordFile);
    try {
      return StoreOptions.of(url, user, password);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--jdbc-url: " + e.getMessage());
    }
  }

  private static String password(String file) throws UsageException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] octets = in.readNBytes(MAX_PASSWORD_OCTETS + 1);
      if (octets.length > MAX_PASSWORD_OCTETS) {
        throw new UsageException("--password-file: '" + file + "' is too large for a password");
      }
      return new String(octets, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--password-file: '" + file + "' cannot be read");
    }
  }
}
