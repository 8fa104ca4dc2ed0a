package dev.mxray.cli;

import dev.mxray.report.Printable;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.service.AccessLog;
import dev.mxray.service.MxrayService;
import dev.mxray.service.ServiceOptions;
import dev.mxray.service.TokenFile;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The HTTP API and the web page. */
@Command(
    name = "serve",
    description = {
      "Serve the HTTP API and the web page, until it is stopped. Reports are kept in a history.",
      "Without --token-file it listens at loopback addresses only, for everybody on this machine.",
      "Exit code 1 when it cannot listen or the database fails; 2 for wrong usage."
    },
    footer = {
      "",
      "Example: mxray serve",
      "Then open http://localhost:5000/ or:",
      "  curl -X POST http://localhost:5000/api/mail-security -H 'Content-Type: application/json' -d '{\"domain\": \"example.com\"}'"
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen at (default: 127.0.0.1); others need --token-file.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "5000",
      description = "The port to listen at (default: 5000); 0 for any that is free.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Who may ask: on each line a name and the SHA-256 of a bearer token.")
  private @Nullable String tokenFile;

  @Option(
      names = "--add-token",
      paramLabel = "NAME",
      description = "Make a token, print it, add its digest to --token-file, and end.")
  private @Nullable String newToken;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Speak TLS with this certificate and its chain (PEM).")
  private @Nullable String certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of --tls-cert (PEM).")
  private @Nullable String key;

  @Option(
      names = "--max-scans",
      paramLabel = "N",
      defaultValue = "50",
      description = "Scans at once (default: 50); as many as --max-queue wait, others get 503.")
  private int running;

  @Option(
      names = "--max-queue",
      paramLabel = "N",
      defaultValue = "500",
      description = "Scans that wait for their turn (default: 500).")
  private int waiting;

  @Option(
      names = "--scans-per-minute",
      paramLabel = "N",
      defaultValue = "120",
      description = "Scans that one client may begin in a minute (default: 120).")
  private int scansPerMinute;

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How requests are told on standard error: text (default), json or none.")
  private String log = "text";

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private CommonOptions common;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    if (newToken != null) {
      return addToken(newToken);
    }
    ServiceOptions options = options();
    AccessLog access = accessLog();
    ScanOptions scans = ScanOptions.defaults();
    try (HistoryStore store = Histories.open(database);
        Scanner scanner = common.scanner().options(scans).build()) {
      return serve(options, scanner, scans, store, access);
    } catch (StoreException e) {
      terminal.error(e.getMessage());
      return ExitCode.GATE;
    }
  }

  private int serve(
      ServiceOptions options,
      Scanner scanner,
      ScanOptions scans,
      HistoryStore store,
      AccessLog access) {
    MxrayService service;
    try {
      service =
          MxrayService.start(options, scanner, scans, store, access, Clock.systemUTC())
              .toCompletableFuture()
              .join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      terminal.error("cannot listen at " + host + " port " + port + ": " + cause.getMessage());
      return ExitCode.GATE;
    }
    String scheme = options.certificate() == null ? "http" : "https";
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    terminal
        .out()
        .println("mxray listens at " + scheme + "://" + name + ":" + service.port() + "/");
    terminal.out().flush();
    var end = new CountDownLatch(1);
    try (var interruption =
        Interruption.watch(end::countDown, options.drainTime().plusSeconds(5))) {
      end.await();
      terminal
          .err()
          .println(
              "mxray: stopping; scans that run have " + options.drainTime().toSeconds() + " s");
      service.stop().toCompletableFuture().join();
      return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private ServiceOptions options() throws UsageException {
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port is a number from 0 to 65535");
    }
    if ((certificate == null) != (key == null)) {
      throw new UsageException("--tls-cert and --tls-key belong together");
    }
    limit("--max-scans", running, 1);
    limit("--max-queue", waiting, 0);
    limit("--scans-per-minute", scansPerMinute, 1);
    ServiceOptions defaults = ServiceOptions.defaults();
    ServiceOptions options =
        defaults
            .at(host, port)
            .withTokens(tokens())
            .in(common.language().id())
            .withLimits(
                running,
                waiting,
                scansPerMinute,
                Math.max(defaults.requestsPerMinute(), 10 * scansPerMinute),
                defaults.requestTime(),
                defaults.drainTime());
    if (!options.loopback() && options.tokens() == null) {
      throw new UsageException("--host: other addresses than loopback ones need --token-file");
    }
    return certificate == null || key == null
        ? options
        : options.withTls(file("--tls-cert", certificate), file("--tls-key", key));
  }

  private static void limit(String option, int value, int least) throws UsageException {
    if (value < least || value > 100_000) {
      throw new UsageException(option + " is a number from " + least + " to 100000");
    }
  }

  private @Nullable TokenFile tokens() throws UsageException {
    if (tokenFile == null) {
      return null;
    }
    Path path = file("--token-file", tokenFile);
    try {
      TokenFile tokens = TokenFile.read(path);
      if (tokens.size() == 0) {
        throw new UsageException("--token-file: " + tokenFile + " has no token; see --add-token");
      }
      return tokens;
    } catch (IOException e) {
      throw new UsageException("--token-file: '" + tokenFile + "' cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--token-file: " + e.getMessage());
    }
  }

  private int addToken(String name) throws UsageException {
    if (tokenFile == null) {
      throw new UsageException("--add-token needs --token-file");
    }
    try {
      terminal.out().println(TokenFile.add(Path.of(tokenFile), name));
      return ExitCode.OK;
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--token-file: '" + tokenFile + "' cannot be written");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--add-token: " + e.getMessage());
    }
  }

  private static Path file(String option, String name) throws UsageException {
    try {
      Path path = Path.of(name);
      if (Files.isReadable(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new UsageException(option + ": '" + name + "' cannot be read");
  }

  private AccessLog accessLog() throws UsageException {
    return switch (log.toLowerCase(Locale.ROOT)) {
      case "none" -> AccessLog.NONE;
      case "json" -> entry -> terminal.err().println(entry.json());
      case "text" ->
          entry ->
              terminal
                  .err()
                  .println(
                      entry.at()
                          + " "
                          + entry.client()
                          + " "
                          + entry.method()
                          + " "
                          + Printable.of(Printable.cut(entry.path(), 200))
                          + (entry.domain().isEmpty() ? "" : " " + entry.domain())
                          + " "
                          + entry.status()
                          + " "
                          + Duration.ofMillis(entry.millis()).toMillis()
                          + " ms");
      default -> throw new UsageException("--log is text, json or none, not '" + log + "'");
    };
  }
}
