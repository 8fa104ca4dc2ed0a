package dev.mxray.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the history is: by default a file below the user's data directory. */
final class DatabaseOptions {
  private static final int MAX_PASSWORD_OCTETS = 4096;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = {
        "The database of the history, jdbc:postgresql://HOST/DATABASE or jdbc:h2:FILE",
        "(default: a file below $XDG_DATA_HOME, or ~/.local/share)."
      })
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of the database.")
  private @Nullable String passwordFile;

  @Nullable String url() {
    return url;
  }

  @Nullable String user() {
    return user;
  }

  /** The password; null when none is given. */
  @Nullable String password() throws UsageException {
    return passwordFile == null ? null : password("--password-file", passwordFile);
  }

  /** The options make sense only where the history is used. */
  void check(String option, boolean used) throws UsageException {
    if (!used && (url != null || user != null || passwordFile != null)) {
      throw new UsageException("--jdbc-url, --user and --password-file are for " + option);
    }
  }

  /** The first line of a file. */
  static String password(String option, String file) throws UsageException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] octets = in.readNBytes(MAX_PASSWORD_OCTETS + 1);
      if (octets.length > MAX_PASSWORD_OCTETS) {
        throw new UsageException(option + ": '" + file + "' is too large for a password");
      }
      return new String(octets, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(option + ": '" + file + "' cannot be read");
    }
  }
}
