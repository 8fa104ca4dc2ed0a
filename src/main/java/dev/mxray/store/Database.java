package dev.mxray.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A database whose tables are there and of this version: some connections, kept open. The tables
 * are made by Flyway migrations beside this class; its own table ({@code mxray_schema_history}) and
 * the prefix of all others leave room for whatever else is in the schema.
 */
final class Database implements AutoCloseable {
  /** The version of the tables that this program reads and writes. */
  static final int SCHEMA_VERSION = 2;

  private static final String HISTORY = "mxray_schema_history";
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
  private static final String LOOPBACK = "127.0.0.1";

  private final StoreOptions options;
  private final HikariDataSource pool;

  private Database(StoreOptions options, HikariDataSource pool) {
    this.options = options;
    this.pool = pool;
  }

  static Database open(StoreOptions options) throws StoreException {
    DataSource source;
    try {
      source = source(options);
    } catch (IllegalArgumentException | IOException e) {
      throw Faults.of(options, e);
    }
    prepare(options, source);
    return new Database(options, pool(options, source));
  }

  /** Work with one connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Does a piece of work; each statement stands for itself. */
  <T> T run(Work<T> work) throws StoreException {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw Faults.of(options, e);
    }
  }

  /** Does a piece of work in one transaction: all of it stays, or nothing. */
  <T> T atomically(Work<T> work) throws StoreException {
    return run(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
          } finally {
            // A connection that is gone is not given back to be used again.
            if (!connection.isClosed()) {
              connection.setAutoCommit(true);
            }
          }
        });
  }

  /** For libraries that bring their own statements. */
  DataSource source() {
    return pool;
  }

  StoreOptions options() {
    return options;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static DataSource source(StoreOptions options) throws IOException {
    int seconds = (int) Math.max(1, options.timeout().toSeconds());
    if (options.isPostgresql()) {
      return PostgresqlSource.of(options, seconds);
    }
    options.makeDirectory();
    // Whoever opens the file second asks the first; nobody else on the network has a part in it.
    System.getProperties().putIfAbsent("h2.bindAddress", LOOPBACK);
    var source = new JdbcDataSource();
    source.setURL(options.h2Url());
    source.setUser(options.user() == null ? "sa" : options.user());
    source.setPassword(options.password() == null ? "" : options.password());
    return source;
  }

  private static HikariDataSource pool(StoreOptions options, DataSource source) {
    var config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("mxray");
    config.setMaximumPoolSize(options.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(SHORTEST_WAIT.toMillis(), options.timeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new GoneConnections());
    return new HikariDataSource(config);
  }

  /** Looks which tables there are, and makes them or brings them up to date. */
  private static void prepare(StoreOptions options, DataSource source) throws StoreException {
    try (Connection connection = source.getConnection()) {
      Optional<String> version = version(connection);
      if (version.isPresent() && isCurrent(options, version.get())) {
        return;
      }
      if (connection.isReadOnly()) {
        throw new StoreException(
            Faults.line(options, "is read-only, and has no tables of this version"), null);
      }
      // Held open: the embedded database would otherwise be closed and opened again.
      migrate(options, source);
    } catch (SQLException e) {
      throw Faults.of(options, e);
    }
  }

  private static void migrate(StoreOptions options, DataSource source) throws StoreException {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .loggers("slf4j")
          .table(HISTORY)
          .locations("classpath:dev/mxray/store")
          // Other tables may share the schema.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Faults.of(options, e);
    }
  }

  private static boolean isCurrent(StoreOptions options, String version) throws StoreException {
    int number;
    try {
      number = Integer.parseInt(version);
    } catch (NumberFormatException e) {
      number = Integer.MAX_VALUE; // Nothing that this program made.
    }
    if (number > SCHEMA_VERSION) {
      throw new StoreException(
          Faults.line(
              options,
              "has tables of version "
                  + version
                  + ", which is newer than the "
                  + SCHEMA_VERSION
                  + " that this mxray knows"),
          null);
    }
    return number == SCHEMA_VERSION;
  }

  private static Optional<String> version(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      if (!tables.next()) {
        return Optional.empty();
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT \"version\" FROM "
                    + HISTORY
                    + " WHERE \"success\" AND \"version\" IS NOT NULL AND \"type\" <> 'BASELINE'"
                    + " ORDER BY \"installed_rank\" DESC LIMIT 1")) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  /** A connection that is gone cannot be asked to roll back; the server does so by itself. */
  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
