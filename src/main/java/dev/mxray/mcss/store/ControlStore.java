package dev.mxray.mcss.store;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The controls in a PostgreSQL database: tables {@code mcss_controls}, {@code mcss_audits} and
 * {@code mcss_findings} with their views, made and kept up by Flyway migrations beside this class
 * ({@code mcss_schema_history}). Blocks the thread that calls.
 */
public final class ControlStore {
  /** The version of the tables that this program reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  private static final String HISTORY = "mcss_schema_history";
  private static final String TABLE = "mcss_controls";

  private final PGSimpleDataSource source = new PGSimpleDataSource();

  /**
   * A database; nothing is asked of it yet.
   *
   * @param url {@code jdbc:postgresql://host/database}, perhaps with parameters of the driver
   * @param user null for the one of the URL, or the system's
   * @param password null for the one that the URL or {@code ~/.pgpass} has, or none
   * @param timeoutSeconds for the connection and for each reply, unless the URL says another
   * @throws IllegalArgumentException when the URL is none of PostgreSQL
   */
  public ControlStore(
      String url, @Nullable String user, @Nullable String password, int timeoutSeconds) {
    source.setUrl(url);
    source.setApplicationName("mxray");
    source.setLoginTimeout(timeoutSeconds);
    if (source.getSocketTimeout() == 0) {
      source.setSocketTimeout(timeoutSeconds);
    }
    if (user != null) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password);
    }
  }

  /**
   * The version of the tables; empty when there are none of this program.
   *
   * @throws StoreException when the database cannot be asked
   */
  public Optional<String> schemaVersion() throws StoreException {
    try (Connection connection = source.getConnection()) {
      return schemaVersion(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Makes the tables, or brings those of an older version up to date.
   *
   * @throws StoreException when it cannot, or when the tables are of a newer version
   */
  public void createSchema() throws StoreException {
    try (Connection connection = source.getConnection()) {
      Optional<String> version = schemaVersion(connection);
      if (version.isPresent() && isNewer(version.get())) {
        throw otherVersion(version.get());
      }
      if (version.isEmpty() && exists(connection, TABLE)) {
        throw new StoreException(
            "the database has a table " + TABLE + " that mxray did not make; use another schema",
            null);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
    try {
      Flyway.configure(ControlStore.class.getClassLoader())
          .dataSource(source)
          .loggers("slf4j")
          .table(HISTORY)
          .locations("classpath:dev/mxray/mcss/store")
          // Other tables may share the schema.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException("the tables cannot be made: " + reason(e), e);
    }
  }

  /**
   * Puts controls into the database, in one transaction: those that are there are brought up to
   * date. All of them arrive, or nothing is changed.
   *
   * @param truncate first remove the controls that are there; those to which findings of audits
   *     refer stay
   * @param dryRun take everything back at the end
   * @throws StoreException when the tables are not there or of another version, or the database
   *     fails
   */
  public Imported importControls(
      List<Control> controls, ControlTexts texts, boolean truncate, boolean dryRun)
      throws StoreException {
    try (Connection connection = source.getConnection()) {
      checkVersion(schemaVersion(connection));
      connection.setAutoCommit(false);
      try {
        Imported imported = write(connection, controls, texts, truncate);
        if (dryRun) {
          connection.rollback();
        } else {
          connection.commit();
        }
        return imported;
      } catch (SQLException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static Imported write(
      Connection connection, List<Control> controls, ControlTexts texts, boolean truncate)
      throws SQLException {
    int before = count(connection);
    int written = 0;
    int removed = truncate ? remove(connection, controls) : 0;
    try (PreparedStatement upsert = connection.prepareStatement(ControlRow.UPSERT)) {
      for (Control control : controls) {
        ControlRow.fill(upsert, control, texts);
        upsert.addBatch();
      }
      for (int rows : upsert.executeBatch()) {
        written += rows;
      }
    }
    int added = count(connection) - before + removed;
    return new Imported(added, written - added, controls.size() - written, removed);
  }

  /** Removes what is none of the controls; the others are overwritten where they differ. */
  private static int remove(Connection connection, List<Control> controls) throws SQLException {
    try (PreparedStatement remove =
        connection.prepareStatement(
            "DELETE FROM mcss_controls c WHERE c.control_id <> ALL (?) AND NOT EXISTS"
                + " (SELECT 1 FROM mcss_findings f WHERE f.control_id = c.control_id)")) {
      remove.setArray(
          1, connection.createArrayOf("varchar", controls.stream().map(Control::id).toArray()));
      return remove.executeUpdate();
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM mcss_controls")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void checkVersion(Optional<String> version) throws StoreException {
    if (version.isEmpty()) {
      throw new StoreException(
          "the database has no tables of mxray; --create-schema makes them", null);
    }
    if (isNewer(version.get())) {
      throw otherVersion(version.get());
    }
    if (!version.get().equals(String.valueOf(SCHEMA_VERSION))) {
      throw new StoreException(
          "the tables are of version "
              + version.get()
              + ", this mxray needs "
              + SCHEMA_VERSION
              + "; --create-schema brings them up to date",
          null);
    }
  }

  private static StoreException otherVersion(String version) {
    return new StoreException(
        "the tables are of version "
            + version
            + ", which is newer than the "
            + SCHEMA_VERSION
            + " that this mxray knows",
        null);
  }

  /** A version that is no whole number was not made by this program. */
  private static boolean isNewer(String version) {
    try {
      return Integer.parseInt(version) > SCHEMA_VERSION;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static Optional<String> schemaVersion(Connection connection) throws SQLException {
    if (!exists(connection, HISTORY)) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM "
                    + HISTORY
                    + " WHERE success AND version IS NOT NULL AND type <> 'BASELINE'"
                    + " ORDER BY installed_rank DESC LIMIT 1")) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?)")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getString(1) != null;
      }
    }
  }

  /** A connection that is gone cannot be asked to roll back; the server does so by itself. */
  private static void rollback(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static StoreException failure(SQLException e) {
    return new StoreException("the database: " + reason(e), e);
  }

  /** The innermost SQL error's first line, or else the first line of what is there. */
  private static String reason(Exception e) {
    Throwable told = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        told = cause;
        break;
      }
    }
    if (told instanceof java.sql.BatchUpdateException batch && batch.getNextException() != null) {
      told = batch.getNextException();
    }
    String message = told.getMessage();
    return message == null
        ? told.getClass().getSimpleName()
        : message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }
}
