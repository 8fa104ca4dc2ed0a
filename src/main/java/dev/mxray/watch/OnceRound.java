package dev.mxray.watch;

import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.watch.config.Watch;
import dev.mxray.watch.config.WatchConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Everything once, now: for timers and CI. What has to be confirmed is so by the next round. */
public final class OnceRound {
  private final WatchConfig config;
  private final HistoryStore history;
  private final WatchRun runs;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Reporter reporter;
  private final ExecutorService workers;

  /**
   * @param reporter gets a line about every change that is told, and about trouble
   */
  public OnceRound(
      WatchConfig config,
      HistoryStore history,
      Looker looker,
      Deliveries deliveries,
      Clock clock,
      Reporter reporter) {
    this.config = config;
    this.history = history;
    this.runs = new WatchRun(config, history, looker, clock);
    this.deliveries = deliveries;
    this.clock = clock;
    this.reporter = reporter;
    this.workers = Executors.newFixedThreadPool(config.concurrency());
  }

  /**
   * Looks at everything and sends what is due.
   *
   * @return false when something could not be looked at, or an alert not be delivered
   * @throws StoreException when the database fails
   */
  public boolean run() throws StoreException {
    var running = new ArrayList<Future<WatchRun.Result>>();
    List<Watch> watches = config.watches();
    String round = "once " + clock.instant() + " " + ProcessHandle.current().pid();
    boolean whole = true;
    try {
      history.watches().adopt(config.formerKeys());
      for (Watch watch : watches) {
        running.add(workers.submit(() -> runs.run(watch, config.key(watch), round)));
      }
      for (int i = 0; i < watches.size(); i++) {
        whole &= ended(watches.get(i), running.get(i));
      }
      whole &= deliveries.deliver();
      history.forget(clock.instant().minus(config.retention()));
    } finally {
      workers.shutdownNow();
    }
    return whole;
  }

  /** Ends it early: what has not begun is left out. */
  public void interrupt() {
    workers.shutdownNow();
  }

  private boolean ended(Watch watch, Future<WatchRun.Result> run) throws StoreException {
    try {
      WatchRun.Result result = run.get();
      result.told().forEach(reporter::changed);
      if (result.outcome().equals("failed")) {
        reporter.say(watch.subject() + ": could not be looked at");
        return false;
      }
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      if (e.getCause() instanceof CancellationException) {
        return false;
      }
      throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (CancellationException e) {
      return false;
    }
  }
}
