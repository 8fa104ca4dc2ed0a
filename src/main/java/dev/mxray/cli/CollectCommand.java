package dev.mxray.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs or prints the script that takes down how this mail host is set up. */
@Command(
    name = "collect",
    description = {
      "Take down how this mail host is set up, for mxray audit: one file,",
      "mailaudit_<host>_<time>.tar.gz. Only reads, opens no connection, takes no secrets;",
      "without root it says what it could not read."
    },
    footer = {
      "",
      "Example: sudo mxray collect --output /root",
      "Example: mxray collect --print > mxray-collect.sh"
    })
final class CollectCommand implements Callable<Integer> {
  private static final String SCRIPT = "/dev/mxray/mcss/collect/mxray-collect.sh";
  private static final String SHELL = "/bin/sh";

  private final Terminal terminal;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Write the archive into this folder (default: the current one).")
  private String output = ".";

  @Option(names = "--print", description = "Print the script instead of running it.")
  private boolean print;

  @Mixin
  @SuppressWarnings("UnusedVariable") // Every command takes these options.
  private CommonOptions common;

  CollectCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    if (print) {
      terminal.out().print(new String(script(), StandardCharsets.UTF_8));
      terminal.out().flush();
      return ExitCode.OK;
    }
    Path folder = folder();
    try {
      return run(folder);
    } catch (IOException e) {
      terminal.error("the collector could not be run: " + e.getMessage());
      return ExitCode.GATE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private Path folder() throws UsageException {
    try {
      Path folder = Path.of(output).toAbsolutePath();
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new UsageException("--output: '" + output + "' is not a folder");
  }

  /** The script comes to the shell by its standard input: nothing of it has to lie anywhere. */
  private int run(Path folder) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(SHELL, "-s", "--", "--output", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      try (OutputStream in = shell.getOutputStream()) {
        in.write(script());
      } catch (IOException e) {
        // It ended early, and has said why.
      }
      try (InputStream out = shell.getInputStream()) {
        terminal.out().print(new String(out.readAllBytes(), StandardCharsets.UTF_8));
        terminal.out().flush();
      }
      return shell.waitFor() == 0 ? ExitCode.OK : ExitCode.GATE;
    } finally {
      shell.destroy();
    }
  }

  private static byte[] script() {
    try (InputStream in = CollectCommand.class.getResourceAsStream(SCRIPT)) {
      return present(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream present(@Nullable InputStream in) {
    if (in == null) {
      throw new IllegalStateException(SCRIPT);
    }
    return in;
  }
}
