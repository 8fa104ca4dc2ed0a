package dev.mxray.cli;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.store.ControlStore;
import dev.mxray.mcss.store.Imported;
import dev.mxray.mcss.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the catalogue into a database. */
@Command(
    name = "import",
    description = {
      "Put the catalogue into a PostgreSQL database, in one transaction; what is there is updated.",
      "Exit code 1 when the database fails; then nothing of the catalogue is changed."
    },
    footer = {
      "",
      "Example: mxray controls import --jdbc-url jdbc:postgresql://localhost/audits --user mxray --password-file pw --create-schema"
    })
final class ControlsImportCommand implements Callable<Integer> {
  private static final String URL_PREFIX = "jdbc:postgresql:";
  private static final int MAX_PASSWORD_OCTETS = 4096;

  private final Terminal terminal;

  @Option(
      names = "--jdbc-url",
      required = true,
      paramLabel = "URL",
      description = "jdbc:postgresql://HOST[:PORT]/DATABASE, perhaps with the driver's parameters.")
  private String url = "";

  @Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password.")
  private @Nullable String passwordFile;

  @Option(
      names = "--create-schema",
      description = "Make the tables and views, or bring older ones up to date.")
  private boolean createSchema;

  @Option(
      names = "--truncate",
      description =
          "Remove controls that are none of the catalogue, unless findings of audits refer to them.")
  private boolean truncate;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private ControlSelection selection = new ControlSelection();
  @Mixin private CommonOptions common;

  ControlsImportCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    List<Control> controls = selection.controls();
    ControlStore store = store();
    try {
      if (createSchema && dryRun && store.schemaVersion().isEmpty()) {
        say("would make the tables (version " + ControlStore.SCHEMA_VERSION + ")");
        say("would add " + controls.size() + ", change 0, leave 0, remove 0");
        return ExitCode.OK;
      }
      if (createSchema && !dryRun) {
        store.createSchema();
      }
      Imported done = store.importControls(controls, common.language().texts(), truncate, dryRun);
      say(
          dryRun
              ? "would add %d, change %d, leave %d, remove %d"
                  .formatted(done.added(), done.changed(), done.unchanged(), done.removed())
              : "added %d, changed %d, left %d, removed %d"
                  .formatted(done.added(), done.changed(), done.unchanged(), done.removed()));
      return ExitCode.OK;
    } catch (StoreException e) {
      terminal.error(e.getMessage());
      return ExitCode.GATE;
    }
  }

  private void say(String line) {
    terminal.out().println(line);
  }

  private ControlStore store() throws UsageException {
    if (!url.startsWith(URL_PREFIX)) {
      throw new UsageException("--jdbc-url: a URL of PostgreSQL begins with " + URL_PREFIX);
    }
    int seconds = (int) Math.max(1, common.timeout().toSeconds());
    String password = passwordFile == null ? null : password(passwordFile);
    try {
      return new ControlStore(url, user, password, seconds);
    } catch (IllegalArgumentException e) {
      // Its message would repeat the URL, which may have a password in it.
      throw new UsageException("--jdbc-url: the URL cannot be read");
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
