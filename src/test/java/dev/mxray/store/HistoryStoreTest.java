package dev.mxray.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.SampleReports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The history in both databases: an embedded one in a file, and a real PostgreSQL. */
class HistoryStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static EmbeddedPostgres server;
  private static int databases;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  enum Kind {
    H2,
    POSTGRESQL
  }

  private StoreOptions fresh(Kind kind) throws SQLException {
    if (kind == Kind.H2) {
      return StoreOptions.file(directory.resolve("sub").resolve("history"));
    }
    String name = "history" + databases++;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return StoreOptions.of(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", null);
  }

  private static NewRun run(String subject, Instant at, int listings) {
    var run =
        new Run(
            0,
            subject,
            "domain",
            "full",
            at,
            12,
            "complete",
            85,
            "A",
            80,
            90,
            Run.Findings.NONE,
            listings,
            0,
            null);
    return new NewRun(run, "{}", null);
  }

  private static void execute(StoreOptions options, String sql) throws SQLException {
    try (Connection connection = connection(options);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connection(StoreOptions options) throws SQLException {
    return options.isPostgresql()
        ? DriverManager.getConnection(options.url(), "postgres", "")
        : DriverManager.getConnection(options.h2Url(), "sa", "");
  }

  @ParameterizedTest
  @EnumSource
  void a_report_comes_back_as_it_was(Kind kind) throws Exception {
    Report report = SampleReports.full();
    StoreOptions options = fresh(kind);
    long id;
    try (HistoryStore store = HistoryStore.open(options)) {
      id = store.add(report, Profile.FULL);
    }

    try (HistoryStore store = HistoryStore.open(options)) {
      StoredReport stored = store.report(id).orElseThrow();
      assertThat(stored.report()).isEqualTo(report);
      assertThat(store.latest(report.domain(), Profile.FULL)).contains(stored);
      assertThat(store.latest(report.domain(), Profile.REPUTATION)).isEmpty();
      Run run = store.runs(report.domain(), null, 10, 0).get(0);
      assertThat(run.score()).isEqualTo(report.securityScore());
      assertThat(run.scannedAt()).isEqualTo(Instant.parse(report.scannedAt()));
      assertThat(run.outcome()).isEqualTo(report.outcome());
      assertThat(store.report(id + 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void runs_come_in_pages_with_the_latest_first(Kind kind) throws Exception {
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      Optional<String> state = Optional.empty();
      for (int i = 0; i < 5; i++) {
        NewRun run = run("a.test", NOW.plusSeconds(i), i).withKey("a" + i);
        watches.record("w", run, state, "s" + i, List.of(), NOW);
        state = Optional.of("s" + i);
      }
      watches.record("x", run("b.test", NOW, 9).withKey("b"), Optional.empty(), "", List.of(), NOW);

      assertThat(store.runs("a.test", null, 2, 1)).extracting(Run::listings).containsExactly(3, 2);
      assertThat(store.runs("a.test", NOW.plusSeconds(3), 10, 0))
          .extracting(Run::listings)
          .containsExactly(4, 3);
      assertThat(store.count("a.test", null)).isEqualTo(5);
      assertThat(store.runs("c.test", null, 10, 0)).isEmpty();
      assertThat(store.subjects(10, 0)).extracting(Run::listings).containsExactly(4, 9);
      assertThat(store.countSubjects()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_old_is_forgotten_but_never_the_latest(Kind kind) throws Exception {
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      watches.record(
          "w", run("a.test", NOW, 1).withKey("1"), Optional.empty(), "s", List.of(), NOW);
      watches.record(
          "w",
          run("a.test", NOW.plusSeconds(9), 2).withKey("2"),
          Optional.of("s"),
          "t",
          List.of(),
          NOW);

      assertThat(store.forget(NOW.plusSeconds(60))).isEqualTo(1);
      List<Run> left = store.runs("a.test", null, 10, 0);
      assertThat(left).extracting(Run::listings).containsExactly(2);
      assertThat(store.remove(left.get(0).id())).isTrue();
      assertThat(store.remove(left.get(0).id())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_run_is_recorded_once_with_its_alerts(Kind kind) throws Exception {
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      var alert = List.of(new Delivery.New("k1/mail", "mail", "{}", NOW));
      NewRun first = run("a.test", NOW, 1).withKey("k1");
      assertThat(watches.record("w", first, Optional.empty(), "s", alert, NOW)).isTrue();

      // Again, and by somebody who did not know of it.
      assertThat(watches.record("w", first, Optional.of("s"), "t", alert, NOW)).isFalse();
      NewRun other = run("a.test", NOW, 1).withKey("k2");
      assertThat(watches.record("w", other, Optional.empty(), "t", List.of(), NOW)).isFalse();

      assertThat(store.count("a.test", null)).isEqualTo(1);
      assertThat(watches.state("w")).contains("s");
      assertThat(watches.deliveries("pending", 10)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_alert_is_taken_by_one_and_due_again_when_nobody_says_what_came_of_it(Kind kind)
      throws Exception {
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      watches.deliver(new Delivery.New("k", "mail", "{\"a\":1}", NOW), NOW);
      assertThat(watches.deliver(new Delivery.New("k", "mail", "{}", NOW), NOW)).isFalse();

      Duration lease = Duration.ofMinutes(5);
      List<Delivery> taken = watches.take("mail", NOW, lease, 10);
      assertThat(taken).extracting(Delivery::payload).containsExactly("{\"a\":1}");
      assertThat(watches.take("mail", NOW.plusSeconds(299), lease, 10)).isEmpty();
      assertThat(watches.take("mail", NOW.plusSeconds(300), lease, 10)).hasSize(1);

      watches.failed(taken.get(0).id(), NOW.plusSeconds(900), "no route");
      assertThat(watches.take("mail", NOW.plusSeconds(899), lease, 10)).isEmpty();
      watches.dead(taken.get(0).id(), NOW, "no route");
      assertThat(watches.take("mail", NOW.plusSeconds(9999), lease, 10)).isEmpty();
      assertThat(watches.deliveries("dead", 10))
          .singleElement()
          .satisfies(dead -> assertThat(dead.attempts()).isEqualTo(2))
          .satisfies(dead -> assertThat(dead.lastError()).isEqualTo("no route"));
      assertThat(watches.revive(NOW)).isEqualTo(1);
      watches.done(taken.get(0).id(), NOW);
      assertThat(watches.deliveries("pending", 10)).isEmpty();
      assertThat(watches.forget(NOW.plusSeconds(1))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_watches_of_a_configuration_are_replaced_and_others_stay(Kind kind) throws Exception {
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      watches.replaceOf("a", List.of(watch("old#a", StoredWatch.FILE)), NOW);
      assertThat(watches.put(watch("mine", StoredWatch.API))).isTrue();
      assertThat(watches.put(watch("mine", StoredWatch.API))).isFalse();
      watches.replaceOf("b", List.of(watch("old#b", StoredWatch.FILE)), NOW);
      watches.replaceOf("a", List.of(watch("new#a", StoredWatch.FILE)), NOW);

      assertThat(watches.watches(10, 0))
          .extracting(StoredWatch::key)
          .containsExactly("mine", "new#a", "old#b");
      assertThat(watches.watch("mine")).contains(watch("mine", StoredWatch.API));
      assertThat(watches.watches(10, 0))
          .filteredOn(one -> one.concerns("b"))
          .extracting(StoredWatch::key)
          .containsExactly("mine", "old#b");
      assertThat(watches.remove("mine")).isTrue();
      assertThat(watches.remove("mine")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_configuration_that_nobody_has_is_forgotten_with_its_alerts(Kind kind) throws Exception {
    Instant later = NOW.plus(Duration.ofDays(31));
    try (HistoryStore store = HistoryStore.open(fresh(kind))) {
      WatchStore watches = store.watches();
      watches.replaceOf("a", List.of(watch("x#a", StoredWatch.FILE)), NOW);
      watches.replaceOf("b", List.of(watch("x#b", StoredWatch.FILE)), NOW);
      watches.put(watch("x", StoredWatch.API));
      watches.deliver(new Delivery.New("k", "mail#b", "{}", NOW), NOW);

      watches.seen("a", NOW.plusSeconds(60), NOW.minusSeconds(60));
      assertThat(watches.watches(10, 0)).hasSize(3);
      watches.seen("a", later, NOW.plusSeconds(1));

      assertThat(watches.watches(10, 0)).extracting(StoredWatch::key).containsExactly("x", "x#a");
      assertThat(watches.deliveries("dead", 10)).hasSize(1);
    }
  }

  /** As the first version of the tables left it. */
  private static void firstVersion(StoreOptions options) throws Exception {
    options.makeDirectory();
    Flyway.configure()
        .dataSource(
            options.isPostgresql() ? options.url() : options.h2Url(),
            options.isPostgresql() ? "postgres" : "sa",
            "")
        .table("mxray_schema_history")
        .locations("classpath:dev/mxray/store")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("1")
        .load()
        .migrate();
    String watch =
        "INSERT INTO mxray_watches (watch_key, subject, kind, profile, cron, zone, jitter_seconds,"
            + " source, created_at) VALUES ('%s', 'a.test', 'domain', 'full', '* * * * *', 'UTC',"
            + " 0, '%s', TIMESTAMP WITH TIME ZONE '2026-11-21 12:00:00+00')";
    execute(options, watch.formatted("full:a.test", "file"));
    execute(options, watch.formatted("full:api.test", "api"));
    for (String key : List.of("full:a.test", "full:api.test")) {
      try (Connection connection = connection(options);
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO mxray_watch_states VALUES (?, 'k', now(), ?)")) {
        insert.setString(1, key);
        insert.setBytes(2, Packed.pack("knows " + key));
        insert.executeUpdate();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_older_database_is_brought_up_to_date_and_its_watches_know_what_they_knew(Kind kind)
      throws Exception {
    StoreOptions options = fresh(kind);
    firstVersion(options);

    try (HistoryStore store = HistoryStore.open(options)) {
      WatchStore watches = store.watches();
      assertThat(watches.watches(10, 0)).hasSize(2);
      watches.adopt(Map.of("full:a.test", "full:a.test#c", "full:api.test", "full:api.test#c"));
      watches.replaceOf("c", List.of(watch("full:a.test#c", StoredWatch.FILE)), NOW);

      assertThat(watches.watches(10, 0))
          .extracting(StoredWatch::key)
          .containsExactly("full:a.test#c", "full:api.test");
      assertThat(watches.state("full:a.test#c")).contains("knows full:a.test");
      assertThat(watches.state("full:a.test")).isEmpty();
      // That of the API stays with it.
      assertThat(watches.state("full:api.test")).contains("knows full:api.test");
      // Another configuration begins anew.
      watches.adopt(Map.of("full:a.test", "full:a.test#d"));
      assertThat(watches.state("full:a.test#d")).isEmpty();
    }
  }

  private static StoredWatch watch(String key, String source) {
    return new StoredWatch(
        key, "a.test", "domain", "full", "* * * * *", "Europe/Rome", 60, source, NOW);
  }

  @Test
  void an_address_is_kept_with_what_lists_say_of_it() throws Exception {
    var listed =
        new ReputationPart(
            "192.0.2.1",
            "bl.test",
            "listed",
            List.of("127.0.0.2"),
            "spam",
            null,
            null,
            "ip",
            "high");
    var report = new AddressReport("1.0", "192.0.2.1", NOW.toString(), 7, List.of(listed));
    try (HistoryStore store = HistoryStore.open(fresh(Kind.H2))) {
      store.add(report);

      StoredReport stored = store.latest("192.0.2.1").orElseThrow();
      assertThat(stored.isDomain()).isFalse();
      assertThat(stored.run().listings()).isEqualTo(1);
      assertThat(stored.addressReport()).isEqualTo(report);
    }
  }

  @Test
  void two_processes_share_a_file() throws Exception {
    StoreOptions options = fresh(Kind.H2);
    try (HistoryStore one = HistoryStore.open(options);
        HistoryStore other = HistoryStore.open(options)) {
      one.add(SampleReports.full(), Profile.FULL);
      assertThat(other.countSubjects()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tables_that_are_newer_than_the_program_are_left_alone(Kind kind) throws Exception {
    StoreOptions options = fresh(kind);
    HistoryStore.open(options).close();
    execute(options, "UPDATE mxray_schema_history SET \"version\" = '99' WHERE \"version\" = '2'");

    assertThatThrownBy(() -> HistoryStore.open(options))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching(
            "the history \\(.*\\) has tables of version 99, which is newer than the 2 that this"
                + " mxray knows");
  }

  @Test
  void a_file_that_another_program_has_open_is_locked() throws Exception {
    StoreOptions options = fresh(Kind.H2);
    HistoryStore.open(options).close();
    String alone = options.h2Url().replace(";AUTO_SERVER=TRUE", "");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(
                        org.h2.Driver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString(),
                "org.h2.tools.Shell",
                "-url",
                alone,
                "-user",
                "sa")
            .redirectErrorStream(true)
            .start();
    try {
      other.getOutputStream().write("\nSELECT 42;\n".getBytes(StandardCharsets.UTF_8));
      other.getOutputStream().flush();
      BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      while (line != null && !line.startsWith("42")) {
        line = said.readLine();
      }
      assertThat(line).isNotNull();
      assertThatThrownBy(() -> HistoryStore.open(options))
          .hasMessage(
              "the history ("
                  + directory.resolve("sub/history.mv.db")
                  + ") is locked: another program has it open");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void a_file_that_is_no_database_is_named() throws Exception {
    Path file = Files.writeString(directory.resolve("x.mv.db"), "not a database\n".repeat(1000));

    assertThatThrownBy(() -> HistoryStore.open(StoreOptions.file(directory.resolve("x"))))
        .hasMessageStartingWith("the history (" + file + ") is no database, or damaged");
  }

  @ParameterizedTest
  @EnumSource
  void a_read_only_database_can_be_read(Kind kind) throws Exception {
    StoreOptions options = fresh(kind);
    try (HistoryStore store = HistoryStore.open(options)) {
      store.add(SampleReports.full(), Profile.FULL);
    }
    StoreOptions readOnly =
        StoreOptions.of(
            options.url()
                + (kind == Kind.H2
                    ? ";ACCESS_MODE_DATA=r"
                    : "?options=-c%20default_transaction_read_only=on"),
            options.user(),
            null);
    try (HistoryStore store = HistoryStore.open(readOnly)) {
      assertThat(store.countSubjects()).isEqualTo(1);
      assertThatThrownBy(() -> store.add(SampleReports.full(), Profile.FULL))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith(") is read-only");
    }
  }

  @Test
  void a_full_disk_is_told_of_whatever_the_database() {
    StoreOptions file = StoreOptions.file(Path.of("/var/lib/h"));
    assertThat(
            Faults.of(
                file,
                new SQLException(
                    "IO Exception", "90028", 90028, new IOException("No space left on device"))))
        .hasMessage("the history (/var/lib/h.mv.db) has no room: the disk is full");
    assertThat(Faults.of(file, new SQLException("could not extend file", "53100")))
        .hasMessage("the history (/var/lib/h.mv.db) has no room: the disk is full");
  }

  @Test
  void a_server_that_is_down_is_told_of_without_its_password() {
    assertThatThrownBy(
            () ->
                HistoryStore.open(
                    StoreOptions.of(
                        "jdbc:postgresql://127.0.0.1:1/x?user=a&password=secret", null, null)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("the history (postgresql://127.0.0.1:1/x) cannot be reached: ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_url_of_another_database_is_refused() {
    assertThatThrownBy(() -> StoreOptions.of("jdbc:mysql://x/y?password=secret", null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> StoreOptions.file(Path.of("/tmp/a;INIT=x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_file_lies_below_the_data_directory_of_the_user() {
    Path home = Path.of("/home/a");
    assertThat(StoreOptions.userFile(Map.of("XDG_DATA_HOME", "/data"), home))
        .isEqualTo(Path.of("/data/mxray/history"));
    assertThat(StoreOptions.userFile(Map.of("XDG_DATA_HOME", "data"), home))
        .isEqualTo(Path.of("/home/a/.local/share/mxray/history"));
  }
}
