package dev.mxray.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.store.Delivery;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.Run;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoreOptions;
import dev.mxray.store.StoredWatch;
import dev.mxray.watch.config.Watch;
import dev.mxray.watch.config.WatchConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule over a real database, with a clock that the test sets. */
class WatchingTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:30Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Watching.Rhythm QUICK =
      new Watching.Rhythm(
          Duration.ofMillis(20),
          Duration.ofMinutes(1),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  @TempDir private Path directory;

  private final TestClock clock = new TestClock(START);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Alert> sent = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile boolean targetDown;
  private Watching.Rhythm rhythm = QUICK;

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private HistoryStore history() throws StoreException {
    return history(StoreOptions.file(directory.resolve("h")));
  }

  private HistoryStore history(StoreOptions options) throws StoreException {
    HistoryStore history = HistoryStore.open(options.withConnections(12));
    open.add(history);
    return history;
  }

  private static WatchConfig config(String watches) throws Exception {
    return WatchConfig.parse(
        "watch.yaml",
        watches
            + """
            jitter: 0s
            alerts: {confirmations: 2, recheck: 10s, command: [x]}
            """);
  }

  private static final String ONE =
      """
      watches:
        - {address: 192.0.2.1, cron: "* * * * *"}
      """;

  private Watching watching(WatchConfig config, HistoryStore history, Looker looker)
      throws StoreException {
    var deliveries =
        new Deliveries(
            config,
            history.watches(),
            (target, id, alerts) -> {
              if (targetDown) {
                throw new IOException("down");
              }
              sent.addAll(alerts);
            },
            clock,
            said::add);
    var watching = new Watching(config, history, looker, deliveries, clock, rhythm, said::add);
    open.add(watching);
    watching.start();
    return watching;
  }

  /** Until so many looks were taken, and what follows is written down. */
  private void looked(ScriptedLooker looker, int times) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(looker.looks).hasValue(times));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                open.stream()
                    .filter(Watching.class::isInstance)
                    .allMatch(one -> ((Watching) one).isIdle()));
  }

  private void minutes(ScriptedLooker looker, int times) {
    int before = looker.looks.get();
    clock.pass(Duration.ofSeconds(60L * times));
    looked(looker, before + 1);
  }

  @Test
  void a_listing_is_told_after_its_confirmation_and_not_again_after_a_restart() throws Exception {
    HistoryStore history = history();
    var looker = new ScriptedLooker(clock, 1);
    Watching first = watching(config(ONE), history, looker);

    minutes(looker, 1);
    looker.state = "listed";
    minutes(looker, 1);
    assertThat(sent).isEmpty();
    await().atMost(PATIENCE).until(() -> history.count("192.0.2.1", null) == 2);
    // Looked at again ten seconds later, not only in a minute.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              clock.pass(Duration.ofMillis(500));
              assertThat(sent).hasSize(1);
            });
    assertThat(sent.get(0).changes()).extracting(Change::type).containsExactly("listed");
    assertThat(clock.instant()).isBefore(START.plusSeconds(3 * 60));

    first.close();
    watching(config(ONE), history, looker);
    minutes(looker, 1);
    minutes(looker, 1);
    await().atMost(PATIENCE).until(() -> history.watches().deliveries("pending", 9).isEmpty());
    assertThat(sent).hasSize(1);
  }

  @Test
  void after_a_clock_that_was_put_forward_and_back_it_is_looked_at_every_minute() throws Exception {
    HistoryStore history = history();
    var looker = new ScriptedLooker(clock, 1);
    watching(config(ONE), history, looker);

    minutes(looker, 1);
    // A day is missing: one run makes up for it, not 1,440.
    clock.pass(Duration.ofDays(1));
    looked(looker, 2);
    // The clock was a day ahead, and is put right.
    clock.set(START.plusSeconds(120));
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    minutes(looker, 1);
    minutes(looker, 1);
    assertThat(looker.looks).hasValue(4);
  }

  @Test
  void a_target_that_is_down_for_a_day_gets_everything_once() throws Exception {
    HistoryStore history = history();
    var looker = new ScriptedLooker(clock, 1);
    targetDown = true;
    looker.state = "listed";
    WatchConfig config =
        WatchConfig.parse("w.yaml", ONE + "jitter: 0s\nalerts: {confirmations: 1, command: [x]}\n");
    watching(config, history, looker);
    minutes(looker, 1);
    await().atMost(PATIENCE).until(() -> said.toString().contains("trying again: down"));
    looker.state = "clean";
    minutes(looker, 1);
    await().atMost(PATIENCE).until(() -> history.watches().count("pending") == 2);
    for (int i = 0; i < 8; i++) {
      int before = looker.looks.get();
      clock.pass(Duration.ofHours(3));
      looked(looker, before + 1);
    }
    assertThat(sent).isEmpty();
    assertThat(history.watches().count("dead")).isZero();

    targetDown = false;
    clock.pass(Duration.ofHours(6));
    await().atMost(PATIENCE).until(() -> sent.size() == 2);
    assertThat(sent)
        .flatExtracting(Alert::changes)
        .extracting(Change::type)
        .containsExactlyInAnyOrder("listed", "delisted");
  }

  @Test
  void what_never_arrives_ends_as_a_dead_letter() throws Exception {
    HistoryStore history = history();
    WatchConfig config = config(ONE);
    var deliveries =
        new Deliveries(
            config,
            history.watches(),
            (target, id, alerts) -> {
              throw new IOException("down");
            },
            clock,
            said::add);
    history.watches().deliver(new Delivery.New("k", "command", "{}", START), START);
    Instant given = START;
    for (int i = 0; i < Deliveries.MAX_ATTEMPTS; i++) {
      assertThat(deliveries.deliver()).isFalse();
      given = clock.instant();
      clock.pass(Duration.ofHours(6));
    }
    assertThat(deliveries.deliver()).isTrue();
    assertThat(history.watches().deliveries("dead", 9))
        .singleElement()
        .satisfies(dead -> assertThat(dead.lastError()).isEqualTo("down"));
    assertThat(Duration.between(START, given)).isGreaterThan(Duration.ofDays(3));
    Duration all = Duration.ZERO;
    for (int i = 0; i < Deliveries.MAX_ATTEMPTS - 1; i++) {
      all = all.plus(Deliveries.pause(i));
    }
    assertThat(all).isGreaterThan(Duration.ofDays(3));
  }

  @Test
  void in_a_maintenance_window_nothing_is_told_until_it_is_over() throws Exception {
    HistoryStore history = history();
    var looker = new ScriptedLooker(clock, 1);
    WatchConfig config =
        WatchConfig.parse(
            "w.yaml",
            ONE
                + """
                jitter: 0s
                alerts: {confirmations: 1, command: [x]}
                maintenance: [{from: 2026-11-21T12:01:30Z, to: 2026-11-21T12:04:30Z}]
                """);
    watching(config, history, looker);
    minutes(looker, 1);
    looker.state = "listed";
    minutes(looker, 1);
    minutes(looker, 1);
    await().atMost(PATIENCE).until(() -> history.count("192.0.2.1", null) == 3);
    assertThat(history.watches().count("pending") + sent.size()).isZero();
    minutes(looker, 1);
    await().atMost(PATIENCE).until(() -> sent.size() == 1);
  }

  @Test
  void ten_thousand_watches_of_one_instant_run_a_few_at_a_time() throws Exception {
    HistoryStore history = history();
    var watches = new StringBuilder("concurrency: 4\nwatches:\n");
    for (int i = 0; i < 10_000; i++) {
      watches.append("  - {address: 10.").append(i / 65536).append('.').append(i / 256 % 256);
      watches.append('.').append(i % 256).append(", cron: \"0 * * * *\"}\n");
    }
    var looker = new ScriptedLooker(clock, 5);
    rhythm =
        new Watching.Rhythm(
            QUICK.polling(), QUICK.heartbeat(), QUICK.deliver(), Duration.ofSeconds(2));
    watching(config(watches.toString()), history, looker);
    assertThat(history.watches().watches(20_000, 0)).hasSize(10_000);

    clock.pass(Duration.ofHours(1));
    await().atMost(PATIENCE).until(() -> looker.looks.get() >= 40);
    assertThat(looker.most.get()).isBetween(2, 4);
  }

  @Test
  void a_watch_that_is_added_while_it_runs_is_run_and_a_removed_one_is_not() throws Exception {
    HistoryStore history = history();
    var looker = new ScriptedLooker(clock, 1);
    WatchConfig config = config(ONE);
    watching(config, history, looker);
    Watch added = Watch.of("192.0.2.9", "reputation", "* * * * *", "UTC", Duration.ZERO);
    history.watches().put(added.stored(StoredWatch.API, START));
    history.watches().remove(config.key(config.watches().get(0)));
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);

    clock.pass(Duration.ofMinutes(1));
    await().atMost(PATIENCE).until(() -> history.count("192.0.2.9", null) == 1);
    assertThat(history.count("192.0.2.1", null)).isZero();
  }

  @Test
  void two_instances_on_one_postgresql_run_each_watch_once() throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start()) {
      StoreOptions options =
          StoreOptions.of(
              "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", null);
      var watches = new StringBuilder("watches:\n");
      for (int i = 0; i < 40; i++) {
        watches.append("  - {address: 192.0.2.").append(i).append(", cron: \"* * * * *\"}\n");
      }
      WatchConfig config = config(watches.toString());
      var one = new ScriptedLooker(clock, 10);
      var other = new ScriptedLooker(clock, 10);
      HistoryStore history = history(options);
      watching(config, history, one);
      watching(config, history(options), other);

      clock.pass(Duration.ofMinutes(1));
      await().atMost(PATIENCE).until(() -> one.looks.get() + other.looks.get() >= 40);
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);

      assertThat(one.looks.get() + other.looks.get()).isEqualTo(40);
      Map<String, Integer> runs = new ConcurrentHashMap<>();
      for (Run run : history.subjects(100, 0)) {
        runs.put(run.subject(), history.count(run.subject(), null));
      }
      assertThat(runs).hasSize(40).containsOnlyKeys(runs.keySet());
      assertThat(runs.values()).containsOnly(1);
      close();
      open.clear();
    }
  }

  @Test
  void two_configurations_on_one_database_keep_to_their_own_watches_and_targets() throws Exception {
    HistoryStore history = history();
    var one = new ScriptedLooker(clock, 1);
    var other = new ScriptedLooker(clock, 1);
    one.state = "listed";
    String alerts = "jitter: 0s\nalerts: {confirmations: 1, command: [x]}\n";
    WatchConfig first = WatchConfig.parse("one.yaml", ONE + alerts);
    WatchConfig second = WatchConfig.parse("other.yaml", ONE + alerts);
    assertThat(first.name()).isNotEqualTo(second.name());
    assertThat(WatchConfig.parse("one.yaml", ONE).name()).isEqualTo(first.name());
    assertThat(WatchConfig.parse("one.yaml", "name: team-b\n" + ONE).name()).isEqualTo("team-b");
    targetDown = true;
    watching(first, history, one);
    watching(second, history, other);
    assertThat(history.watches().watches(10, 0)).hasSize(2);

    clock.pass(Duration.ofSeconds(60));
    await().atMost(PATIENCE).until(() -> history.count("192.0.2.1", null) == 2);
    assertThat(one.looks).hasValue(1);
    assertThat(other.looks).hasValue(1);
    // The one saw a listing, and the other nothing: there is one alert, for a target of the one.
    assertThat(history.watches().deliveries("pending", 9))
        .singleElement()
        .satisfies(kept -> assertThat(kept.target()).isEqualTo("command#" + first.name()));
    var others =
        new Deliveries(second, history.watches(), (target, id, sent) -> {}, clock, line -> {});
    clock.pass(Duration.ofMinutes(10));
    assertThat(others.deliver()).isTrue();
    assertThat(history.watches().count("pending")).isEqualTo(1);
    targetDown = false;
    await().atMost(PATIENCE).until(() -> sent.size() == 1);
  }

  /**
   * What {@link #killed_in_the_middle_of_a_run_it_loses_no_check_and_tells_nothing_twice} kills.
   */
  static final class Child {
    private Child() {}

    /** Runs until it is killed; each look takes as long as the second argument says. */
    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      Clock clock = Clock.systemUTC();
      WatchConfig config =
          WatchConfig.parse(
              "w.yaml",
              ONE + "jitter: 0s\nalerts: {confirmations: 1, recheck: 1s, command: [x]}\n");
      var looker = new ScriptedLooker(clock, Long.parseLong(arguments[1]));
      looker.state = "listed";
      HistoryStore history = HistoryStore.open(StoreOptions.file(directory.resolve("h")));
      Path alerts = directory.resolve("alerts");
      var deliveries =
          new Deliveries(
              config,
              history.watches(),
              (target, id, sent) ->
                  java.nio.file.Files.writeString(
                      alerts,
                      id + "\n",
                      java.nio.file.StandardOpenOption.CREATE,
                      java.nio.file.StandardOpenOption.APPEND),
              clock,
              line -> {});
      var rhythm =
          new Watching.Rhythm(
              Duration.ofMillis(50),
              Duration.ofMillis(200),
              Duration.ofMillis(50),
              Duration.ofSeconds(1));
      var watching = new Watching(config, history, looker, deliveries, clock, rhythm, line -> {});
      watching.start();
      watching.dueNow();
      System.out.println("started");
      while (looker.looks.get() == 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      System.out.println("looking");
      for (int i = 0; i < 1200; i++) {
        watching.dueNow();
        TimeUnit.MILLISECONDS.sleep(100);
        if (looker.looks.get() >= 4) {
          System.out.println("looking again");
        }
      }
    }
  }

  private Process child(long lookMillis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            directory.toString(),
            String.valueOf(lookMillis))
        .redirectErrorStream(true)
        .start();
  }

  private static void wait(Process process, String line) throws IOException {
    var reader = process.inputReader();
    String said = reader.readLine();
    while (said != null && !said.equals(line)) {
      said = reader.readLine();
    }
    assertThat(said).isEqualTo(line);
  }

  @Test
  void killed_in_the_middle_of_a_run_it_loses_no_check_and_tells_nothing_twice() throws Exception {
    Process first = child(60_000);
    wait(first, "looking");
    first.destroyForcibly().waitFor(); // SIGKILL
    assertThat(java.nio.file.Files.exists(directory.resolve("alerts"))).isFalse();

    Process second = child(20);
    try {
      Path alerts = directory.resolve("alerts");
      await().atMost(PATIENCE).until(() -> java.nio.file.Files.exists(alerts));
      // It is looked at again and again after that.
      wait(second, "looking again");
    } finally {
      second.destroy();
      second.waitFor();
    }

    assertThat(java.nio.file.Files.readAllLines(directory.resolve("alerts"))).hasSize(1);
    try (HistoryStore history = HistoryStore.open(StoreOptions.file(directory.resolve("h")))) {
      assertThat(history.count("192.0.2.1", null)).isGreaterThanOrEqualTo(3);
      assertThat(history.watches().deliveries("done", 9)).hasSize(1);
    }
  }
}
