package dev.mxray.cli;

import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoreOptions;
import dev.mxray.watch.Change;
import dev.mxray.watch.ChangeWords;
import dev.mxray.watch.Deliveries;
import dev.mxray.watch.Gauges;
import dev.mxray.watch.OnceRound;
import dev.mxray.watch.Reporter;
import dev.mxray.watch.ScannerLooker;
import dev.mxray.watch.Watching;
import dev.mxray.watch.alert.AlertSender;
import dev.mxray.watch.config.InvalidWatchConfigException;
import dev.mxray.watch.config.WatchConfig;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code mxray watch}, wired. Apart from the command, because it brings databases with it. */
final class WatchProgram {
  /** Runs that begin within this time, or half a recheck, share a scanner. */
  private static final Duration SCANNER_AGE = Duration.ofSeconds(20);

  private static final long GAUGES_EVERY_SECONDS = 15;

  private final Terminal terminal;
  private final CommonOptions common;
  private final ChangeWords words;
  private final WatchConfig config;
  private final @Nullable Path metrics;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param file the configuration
   * @param metricsFile null for none
   */
  WatchProgram(Terminal terminal, CommonOptions common, String file, @Nullable String metricsFile)
      throws UsageException {
    this.terminal = terminal;
    this.common = common;
    this.words = new ChangeWords(common.language().id());
    try {
      this.config = WatchConfig.read(Path.of(file));
      this.metrics = metricsFile == null ? null : Path.of(metricsFile);
    } catch (InvalidWatchConfigException e) {
      throw new UsageException(e.getMessage());
    } catch (InvalidPathException e) {
      throw new UsageException("--config or --metrics-file: no name of a file");
    }
  }

  static void printExample(Terminal terminal) {
    terminal.out().print(WatchConfig.example());
  }

  /** One line about the configuration. */
  String summary() {
    return "watches: "
        + config.watches().size()
        + ", targets of alerts: "
        + config.targets().size()
        + ", routes: "
        + config.routes().size();
  }

  int run(ScanOptions options, List<ResolverSpec> listResolvers, boolean once, boolean revive)
      throws UsageException {
    // What is wrong with the options is said before anything is opened.
    Scanner.Builder unused = common.scanner();
    StoreOptions database = database();
    try (HistoryStore history = HistoryStore.open(database);
        var sender = new AlertSender(words, common.trust(), clock);
        var looker =
            new ScannerLooker(() -> builder(listResolvers), options, clock, scannerAge())) {
      if (revive) {
        history.watches().revive(clock.instant());
      }
      var deliveries = new Deliveries(config, history.watches(), sender, clock, reporter());
      return once ? once(history, looker, deliveries) : forEver(history, looker, deliveries);
    } catch (StoreException e) {
      terminal.error(e.getMessage());
      return ExitCode.GATE;
    }
  }

  /** What one run saw must not be what the next one confirms. */
  private Duration scannerAge() {
    Duration half = config.recheck().dividedBy(2);
    return half.compareTo(SCANNER_AGE) < 0 ? half : SCANNER_AGE;
  }

  private Scanner.Builder builder(List<ResolverSpec> listResolvers) {
    try {
      return common.scanner().listResolvers(listResolvers);
    } catch (UsageException e) {
      throw new IllegalStateException(e); // A file that was there before.
    }
  }

  private StoreOptions database() throws UsageException {
    String password =
        config.passwordFile() == null
            ? null
            : DatabaseOptions.password("store.password_file", config.passwordFile().toString());
    // Each run takes one for a moment, the scheduler and the chores one each.
    return Histories.options(config.jdbcUrl(), config.user(), password)
        .withConnections(Math.min(config.concurrency(), 16) + 4);
  }

  private int once(HistoryStore history, ScannerLooker looker, Deliveries deliveries)
      throws StoreException {
    var round = new OnceRound(config, history, looker, deliveries, clock, reporter());
    Runnable end =
        () -> {
          round.interrupt();
          looker.close();
        };
    try (var interruption = Interruption.watch(end)) {
      boolean whole = round.run();
      writeGauges(history);
      return interruption.happened() ? ExitCode.INTERRUPTED : whole ? ExitCode.OK : ExitCode.GATE;
    }
  }

  private int forEver(HistoryStore history, ScannerLooker looker, Deliveries deliveries)
      throws StoreException {
    var end = new CountDownLatch(1);
    try (var interruption = Interruption.watch(end::countDown);
        var watching =
            new Watching(
                config, history, looker, deliveries, clock, Watching.Rhythm.USUAL, reporter())) {
      watching.start();
      terminal.error("begun; " + summary());
      while (!end.await(GAUGES_EVERY_SECONDS, TimeUnit.SECONDS)) {
        writeGauges(history);
      }
      // What still runs ends with what it has seen.
      looker.close();
      return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private Reporter reporter() {
    return new Reporter() {
      @Override
      public void say(String line) {
        terminal.error(line);
      }

      @Override
      public void changed(Change change) {
        terminal.error(words.text(change));
      }
    };
  }

  private void writeGauges(HistoryStore history) {
    if (metrics == null) {
      return;
    }
    try {
      Gauges.write(history, metrics);
    } catch (StoreException | IOException e) {
      terminal.error("--metrics-file: " + e.getMessage());
    }
  }
}
