package dev.mxray.watch;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredWatch;
import dev.mxray.store.WatchStore;
import dev.mxray.watch.config.Watch;
import dev.mxray.watch.config.WatchConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches for ever. When each watch is due lies in the database: it survives restarts, and of
 * several processes with one database one does it. A run whose process died is done again by
 * whoever is left. However many watches are due at one time, only so many run, and the others wait
 * in the database.
 */
public final class Watching implements AutoCloseable {
  /** The task of the scheduler whose instances are watches that are nobody's; others add a name. */
  static final String TASK = "watch";

  private static final int BATCH = 500;
  private static final int MISSED_HEARTBEATS = 4; // the least that the scheduler takes
  private static final Duration KEPT_ALERTS = Duration.ofDays(90);

  /** After so long a configuration that no process has is forgotten. */
  private static final Duration KEPT_CONFIGURATIONS = Duration.ofDays(30);

  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  private final WatchConfig config;
  private final HistoryStore history;
  private final WatchStore store;
  private final WatchRun runs;
  private final Deliveries deliveries;
  private final Rhythm rhythm;
  private final Clock clock;
  private final Reporter reporter;
  private final Scheduler scheduler;
  private final CustomTask<Void> ownTask;
  private final CustomTask<Void> sharedTask;
  private final ScheduledExecutorService chores =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "watch-chores");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Map<String, StoredWatch> definitions = new ConcurrentHashMap<>();
  private volatile Instant tidied = Instant.EPOCH;
  private volatile boolean troubled;

  /**
   * How often the program looks at the database.
   *
   * @param polling for watches that are due
   * @param heartbeat by which others know that a run is alive; after four that are missing it is
   *     done again
   * @param deliver for alerts that are due
   * @param reconcile for watches that were added or removed, and for clocks that were put back
   */
  public record Rhythm(Duration polling, Duration heartbeat, Duration deliver, Duration reconcile) {
    /** For every day. */
    public static final Rhythm USUAL =
        new Rhythm(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15));
  }

  /**
   * @param reporter gets a line about every run that told of something, and about trouble
   */
  public Watching(
      WatchConfig config,
      HistoryStore history,
      Looker looker,
      Deliveries deliveries,
      Clock clock,
      Rhythm rhythm,
      Reporter reporter) {
    this.config = config;
    this.history = history;
    this.store = history.watches();
    this.runs = new WatchRun(config, history, looker, clock);
    this.deliveries = deliveries;
    this.rhythm = rhythm;
    this.clock = clock;
    this.reporter = reporter;
    this.ownTask = task(StoredWatch.owned(TASK, config.name()));
    this.sharedTask = task(TASK);
    this.scheduler =
        builder(history, config, rhythm, List.of(ownTask, sharedTask))
            .clock(clock::instant)
            .build();
  }

  private static SchedulerBuilder builder(
      HistoryStore history, WatchConfig config, Rhythm rhythm, List<Task<?>> tasks) {
    return Scheduler.create(history.dataSource(), tasks)
        .tableName("mxray_tasks")
        .threads(config.concurrency())
        .pollingInterval(rhythm.polling())
        .heartbeatInterval(rhythm.heartbeat())
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .alwaysPersistTimestampInUTC()
        .shutdownMaxWait(Duration.ofSeconds(20));
  }

  /** Begins; returns at once. */
  public void start() throws StoreException {
    Instant now = clock.instant();
    store.adopt(config.formerKeys());
    store.replaceOf(
        config.name(),
        config.watches().stream().map(watch -> watch.storedBy(config.name(), now)).toList(),
        now);
    reconcile();
    scheduler.start();
    every(rhythm.deliver(), this::deliver);
    every(rhythm.reconcile(), this::reconcileAndWake);
    every(TIDY_EVERY, this::tidy);
  }

  /** True while no run of this process is under way. */
  boolean isIdle() {
    return scheduler.getCurrentlyExecuting().isEmpty();
  }

  /** Makes everything that does not run due at once. */
  void dueNow() {
    for (String key : watches.keySet()) {
      try {
        scheduler.reschedule(instance(key), clock.instant());
      } catch (DbSchedulerException e) {
        // It is running.
      }
    }
  }

  /** Ends: runs that are under way are finished. */
  @Override
  public void close() {
    chores.shutdown();
    scheduler.stop();
    try {
      if (!chores.awaitTermination(10, TimeUnit.SECONDS)) {
        chores.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TaskInstance<Void> instance(String key) {
    return (key.indexOf('#') < 0 ? sharedTask : ownTask).instance(key);
  }

  private CustomTask<Void> task(String name) {
    return Tasks.custom(name, Void.class)
        .onFailure(
            (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(config.recheck())))
        .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
        .execute(
            (instance, context) -> {
              Instant due = context.getExecution().executionTime;
              Watch watch = watches.get(instance.getId());
              if (watch == null) {
                return (complete, operations) -> operations.remove();
              }
              boolean waits = run(watch, instance.getId(), due);
              return (complete, operations) ->
                  operations.reschedule(complete, next(watch, waits, clock.instant()));
            });
  }

  private Instant next(Watch watch, boolean waits, Instant now) {
    Instant regular = watch.next(now);
    Instant again = now.plus(config.recheck());
    return waits && again.isBefore(regular) ? again : regular;
  }

  private boolean run(Watch watch, String key, Instant due) {
    try {
      WatchRun.Result result = runs.run(watch, key, due.toString());
      for (Change change : result.told()) {
        reporter.changed(change);
      }
      recovered();
      return result.waits();
    } catch (StoreException e) {
      trouble(e);
      throw new IllegalStateException(e);
    } catch (CancellationException e) {
      // The program ends; the run is done again when it is back.
      throw e;
    } catch (RuntimeException e) {
      // A bug, of one watch; the others go on, and this one is tried again.
      reporter.say(watch.subject() + ": bug in mxray: " + e);
      throw e;
    }
  }

  /** The scheduler sleeps by the clock, and longer when that is put back. */
  private void reconcileAndWake() throws StoreException {
    reconcile();
    scheduler.triggerCheckForDueExecutions();
  }

  /** Makes the schedule that of the watches: new ones come, old ones go, none is far too late. */
  private void reconcile() throws StoreException {
    Map<String, Watch> wanted = new HashMap<>();
    for (int offset = 0; ; offset += BATCH) {
      List<StoredWatch> page = store.watches(BATCH, offset);
      page.stream()
          .filter(stored -> stored.concerns(config.name()))
          .forEach(stored -> wanted.put(stored.key(), read(stored)));
      if (page.size() < BATCH) {
        break;
      }
    }
    watches.putAll(wanted);
    watches.keySet().retainAll(wanted.keySet());
    definitions.keySet().retainAll(wanted.keySet());
    Instant now = clock.instant();
    var missing = new HashMap<>(wanted);
    for (CustomTask<Void> task : List.of(ownTask, sharedTask)) {
      reconcile(task, missing, now);
    }
    var added = new ArrayList<SchedulableInstance<?>>();
    missing.forEach(
        (key, watch) -> added.add(SchedulableInstance.of(instance(key), watch.next(now))));
    schedule(added);
  }

  /** What is scheduled is taken out of what is missing. */
  private void reconcile(CustomTask<Void> task, Map<String, Watch> missing, Instant now) {
    var obsolete = new ArrayList<String>();
    Map<String, Instant> late = new HashMap<>();
    scheduler.fetchScheduledExecutionsForTask(
        task.getName(),
        Void.class,
        ScheduledExecutionsFilter.all(),
        (ScheduledExecution<Void> execution) -> {
          String key = execution.getTaskInstance().getId();
          Watch watch = missing.remove(key);
          if (watch == null) {
            if (!execution.isPicked()) {
              obsolete.add(key);
            }
          } else if (!execution.isPicked()
              && execution.getExecutionTime().isAfter(watch.next(now))) {
            // The clock was put back, or the watch comes oftener now.
            late.put(key, watch.next(now));
          }
        });
    for (String key : obsolete) {
      cancel(task, key);
    }
    late.forEach((key, next) -> scheduler.reschedule(task.instance(key), next));
  }

  /** Read once: the fields of cron take their time. */
  private Watch read(StoredWatch stored) {
    Watch known = watches.get(stored.key());
    if (known != null && stored.equals(definitions.get(stored.key()))) {
      return known;
    }
    definitions.put(stored.key(), stored);
    return Watch.of(stored);
  }

  private void schedule(List<SchedulableInstance<?>> added) {
    if (added.size() == 1) {
      scheduler.scheduleIfNotExists(added.get(0));
    } else if (!added.isEmpty()) {
      try {
        scheduler.scheduleBatch(added);
      } catch (RuntimeException e) {
        // Another process was quicker with some of them.
        added.forEach(scheduler::scheduleIfNotExists);
      }
    }
  }

  private void cancel(CustomTask<Void> task, String key) {
    try {
      scheduler.cancel(task.instance(key));
    } catch (DbSchedulerException e) {
      // It is running, or another process was quicker.
    }
  }

  private void deliver() throws StoreException {
    deliveries.deliver();
  }

  private void tidy() throws StoreException {
    Instant now = clock.instant();
    if (Duration.between(tidied, now).abs().compareTo(TIDY_EVERY) >= 0) {
      tidied = now;
      history.forget(now.minus(config.retention()));
      store.forget(now.minus(KEPT_ALERTS));
      store.seen(config.name(), now, now.minus(KEPT_CONFIGURATIONS));
    }
  }

  private interface Chore {
    void run() throws StoreException;
  }

  private void every(Duration period, Chore chore) {
    var unused =
        chores.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
                recovered();
              } catch (StoreException | RuntimeException e) {
                trouble(e);
              }
            },
            0,
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** One line, not one every two seconds, while the database is away. */
  private void trouble(Exception error) {
    if (!troubled) {
      troubled = true;
      reporter.say(String.valueOf(error.getMessage()) + "; trying again");
    }
  }

  private void recovered() {
    if (troubled) {
      troubled = false;
      reporter.say("the history works again");
    }
  }
}
