package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Catalogue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mxray controls import} into a real PostgreSQL. */
class ControlsImportTest {
  private static final int EXTENSIONS = Catalogue.english().extensions().size();

  private static EmbeddedPostgres server;
  private static int databases;

  @TempDir private Path directory;
  private String database = "";

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void freshDatabase() throws SQLException {
    database = "controls" + databases++;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
  }

  private Run imported(String... options) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "controls",
                    "import",
                    "--jdbc-url",
                    "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                    "--user",
                    "postgres",
                    "--timeout",
                    "60"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, their values separated by bars. */
  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var values = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    }
  }

  private static void assertDone(Run run, String line) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(line + "\n");
  }

  private static void assertFailed(Run run, String message) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("mxray: " + message).doesNotContain("Exception");
  }

  @Test
  void the_169_controls_arrive_with_both_severities() throws SQLException {
    assertDone(imported("--create-schema"), "added 169, changed 0, left 0, removed 0");

    assertThat(
            rows(
                "SELECT control_name, severity, rating, base_score, mcss_vector, language, extension"
                    + " FROM mcss_controls WHERE control_id = 'POSTFIX-002'"))
        .containsExactly(
            "Greeting tells neither operating system nor version|Medium|High|8.9"
                + "|MCSS:1.0/EV:N/AC:H/AR:P/PR:N/UI:N/VC:L/VI:N/VA:N/RC:T|en|f");
    assertThat(rows("SELECT count(*), count(DISTINCT area) FROM mcss_controls"))
        .containsExactly("169|16");
  }

  @Test
  void a_second_import_changes_nothing_and_another_language_the_texts() throws SQLException {
    imported("--create-schema");
    List<String> before = rows("SELECT * FROM mcss_controls ORDER BY control_id");

    assertDone(imported("--create-schema"), "added 0, changed 0, left 169, removed 0");
    assertThat(rows("SELECT * FROM mcss_controls ORDER BY control_id")).isEqualTo(before);

    assertDone(imported("--lang", "it"), "added 0, changed 169, left 0, removed 0");
    assertThat(rows("SELECT control_name FROM mcss_controls WHERE control_id = 'DKIM-001'"))
        .containsExactly("La posta in uscita è firmata");
  }

  @Test
  void one_control_that_was_altered_is_put_right() throws SQLException {
    imported("--create-schema");
    execute("UPDATE mcss_controls SET base_score = 0.0 WHERE control_id = 'TLS-001'");

    assertDone(imported(), "added 0, changed 1, left 168, removed 0");
    assertThat(rows("SELECT base_score FROM mcss_controls WHERE control_id = 'TLS-001'"))
        .containsExactly("10.0");
  }

  @Test
  void extensions_come_when_asked_for_and_go_with_truncate() {
    assertDone(
        imported("--create-schema", "--extensions"),
        "added " + (169 + EXTENSIONS) + ", changed 0, left 0, removed 0");
    assertDone(imported("--truncate"), "added 0, changed 0, left 169, removed " + EXTENSIONS);
  }

  @Test
  void truncate_leaves_the_controls_that_audits_refer_to() throws SQLException {
    imported("--create-schema", "--extensions");
    execute(
        "WITH audit AS (INSERT INTO mcss_audits (hostname) VALUES ('mx.test') RETURNING id)"
            + " INSERT INTO mcss_findings (audit_id, control_id, status)"
            + " SELECT id, 'X-SPF-001', 'fail' FROM audit");

    assertDone(imported("--truncate"), "added 0, changed 0, left 169, removed " + (EXTENSIONS - 1));
    assertThat(rows("SELECT control_id, status FROM mcss_findings"))
        .containsExactly("X-SPF-001|fail");
  }

  @Test
  void a_dry_run_says_what_would_be_done_and_changes_nothing() throws SQLException {
    Run first = imported("--create-schema", "--dry-run");
    assertThat(first.out())
        .isEqualTo(
            "would make the tables (version 1)\nwould add 169, change 0, leave 0, remove 0\n");
    assertThat(rows("SELECT to_regclass('mcss_controls')")).containsExactly("null");

    imported("--create-schema", "--area", "TLS");
    assertDone(imported("--dry-run"), "would add 157, change 0, leave 12, remove 0");
    assertDone(
        imported("--dry-run", "--truncate", "--area", "MTA"),
        "would add 36, change 0, leave 0, remove 12");
    assertThat(rows("SELECT count(*) FROM mcss_controls")).containsExactly("12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT area, total_controls, critical, rated_critical, max_score FROM mcss_summary_by_area"
            + " WHERE area = 'TLS'; TLS|12|1|12|10.0",
        "SELECT count(*) FROM mcss_critical_controls; 134",
        "SELECT count(*) FROM mcss_critical_controls WHERE severity = 'Critical'; 25",
        "SELECT priority_score, remediation_complexity FROM mcss_remediation_priority LIMIT 1;"
            + " 15.0|T",
        "SELECT severity, count, percentage FROM mcss_severity_distribution LIMIT 1;"
            + " Critical|25|14.8",
        "SELECT min(priority_rank), count(*) FROM mcss_controls_ranked; 1|169",
        "SELECT count(*) FROM mcss_audits; 0"
      })
  void tables_and_views_can_be_asked(String query, String row) throws SQLException {
    imported("--create-schema");

    assertThat(rows(query)).containsExactly(row);
  }

  @Test
  void without_tables_it_says_how_to_make_them() {
    assertFailed(imported(), "the database has no tables of mxray; --create-schema makes them");
    assertFailed(
        imported("--dry-run"), "the database has no tables of mxray; --create-schema makes them");
  }

  @Test
  void tables_beside_others_are_made_but_not_over_those_of_somebody_else() throws SQLException {
    execute("CREATE TABLE customers (id int)");
    assertDone(imported("--create-schema"), "added 169, changed 0, left 0, removed 0");

    freshDatabase();
    execute("CREATE TABLE mcss_controls (control_id text)");
    assertFailed(
        imported("--create-schema"),
        "the database has a table mcss_controls that mxray did not make");
    assertThat(rows("SELECT count(*) FROM mcss_controls")).containsExactly("0");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 'the tables are of version 7, which is newer than the 1 that this mxray knows'",
    "2.1, 'the tables are of version 2.1, which is newer than the 1 that this mxray knows'",
    "0, 'the tables are of version 0, this mxray needs 1; --create-schema brings them up to date'"
  })
  void tables_of_another_version_are_left_alone(String version, String message)
      throws SQLException {
    imported("--create-schema", "--area", "TLS");
    execute("UPDATE mcss_schema_history SET version = '" + version + "' WHERE version = '1'");

    assertFailed(imported(), message);
    assertThat(rows("SELECT count(*) FROM mcss_controls")).containsExactly("12");
    if (!version.equals("0")) {
      assertFailed(imported("--create-schema"), message);
    }
  }

  @Test
  void a_database_that_dies_in_the_middle_has_nothing_half() throws SQLException {
    imported("--create-schema", "--area", "TLS");
    execute(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " IF NEW.control_id = 'MAC-005' THEN PERFORM pg_terminate_backend(pg_backend_pid());"
            + " END IF; RETURN NEW; END $$;"
            + " CREATE TRIGGER die BEFORE INSERT ON mcss_controls FOR EACH ROW"
            + " EXECUTE FUNCTION die()");

    assertFailed(imported(), "the database: ");
    assertThat(rows("SELECT count(*) FROM mcss_controls")).containsExactly("12");
  }

  @Test
  void a_row_that_the_database_refuses_takes_all_others_back() throws SQLException {
    imported("--create-schema", "--area", "TLS");
    execute("ALTER TABLE mcss_controls ADD CHECK (control_id <> 'MAC-005')");

    Run run = imported();
    assertFailed(run, "the database: ERROR: new row for relation \"mcss_controls\" violates");
    assertThat(run.err()).hasSizeLessThan(300);
    assertThat(rows("SELECT count(*) FROM mcss_controls")).containsExactly("12");
  }

  @Test
  void a_database_that_is_down_unknown_or_silent_is_one_line() throws IOException {
    String unknown = database + "x";
    assertFailed(
        Run.of(
            "controls",
            "import",
            "--user",
            "postgres",
            "--jdbc-url",
            "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + unknown),
        "the database: FATAL: database \"" + unknown + "\" does not exist");
    assertFailed(
        Run.of("controls", "import", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/x"),
        "the database: Connection to 127.0.0.1:1 refused.");
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFailed(
          Run.of(
              "controls",
              "import",
              "--timeout",
              "1",
              "--jdbc-url",
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x"),
          "the database: ");
    }
  }

  @Test
  void the_password_comes_from_a_file_and_is_repeated_nowhere() throws Exception {
    Path file = directory.resolve("password");
    Files.writeString(file, "geheim\n");

    assertDone(
        imported("--create-schema", "--password-file", file.toString()),
        "added 169, changed 0, left 0, removed 0");
    assertThat(
            Run.of(
                    "controls",
                    "import",
                    "--jdbc-url",
                    "jdbc:postgresql://127.0.0.1:1/x?password=geheim",
                    "--password-file",
                    file.toString())
                .err())
        .doesNotContain("geheim");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jdbc-url jdbc:mysql://localhost/x | --jdbc-url: a URL of PostgreSQL begins with jdbc:postgresql:",
        "--jdbc-url jdbc:postgresql://x:port/y | --jdbc-url: the URL cannot be read",
        "--jdbc-url jdbc:postgresql:x --password-file /no/such | --password-file: '/no/such' cannot be read",
        "--create-schema | Missing required option: '--jdbc-url=URL'"
      })
  void wrong_usage_is_one_line_and_exit_code_2(String options, String message) {
    Run run = Run.of(("controls import " + options).split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("mxray: " + message);
  }
}
