package dev.mxray.store;

import dev.mxray.report.Report;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The history of reports, in a file of the embedded database or in PostgreSQL. Tables are made, and
 * those of an older version brought up to date, when it is opened. Blocks the thread that calls;
 * safe for use by several threads, and by several processes.
 */
public final class HistoryStore implements AutoCloseable {
  /** Rows of one page at most. */
  public static final int MAX_PAGE = 1000;

  private final Database database;

  private HistoryStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a history.
   *
   * @throws StoreException with one line that says why it cannot be: locked, read-only, full, down,
   *     damaged, or of a newer version
   */
  public static HistoryStore open(StoreOptions options) throws StoreException {
    return new HistoryStore(Database.open(options));
  }

  /** Keeps a report; gives the id of its run. */
  public long add(Report report, Profile profile) throws StoreException {
    return add(NewRun.of(report, profile));
  }

  /** Keeps what lists say of an address; gives the id of its run. */
  public long add(AddressReport report) throws StoreException {
    return add(NewRun.of(report));
  }

  /** Keeps a run; gives its id. */
  public long add(NewRun run) throws StoreException {
    return database.run(connection -> RunRows.add(connection, run));
  }

  /**
   * The runs of a domain or address, the latest first.
   *
   * @param since the first moment that counts; null for all
   * @param limit rows at most, up to {@value #MAX_PAGE}
   * @param offset rows to leave out at the beginning
   */
  public List<Run> runs(String subject, @Nullable Instant since, int limit, int offset)
      throws StoreException {
    return select(
        "subject = ? AND scanned_at >= ? ORDER BY scanned_at DESC, id DESC LIMIT ? OFFSET ?",
        statement -> {
          statement.setString(1, subject);
          statement.setObject(2, RunRows.time(since == null ? Instant.EPOCH : since));
          page(statement, 3, limit, offset);
        });
  }

  /** How many runs {@link #runs} has in all. */
  public int count(String subject, @Nullable Instant since) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT count(*) FROM mxray_runs WHERE subject = ? AND scanned_at >= ?")) {
            statement.setString(1, subject);
            statement.setObject(2, RunRows.time(since == null ? Instant.EPOCH : since));
            return number(statement);
          }
        });
  }

  /** The latest run of every domain and address, by name. */
  public List<Run> subjects(int limit, int offset) throws StoreException {
    return select(
        "id IN (SELECT max(same.id) FROM mxray_runs same JOIN (SELECT subject, max(scanned_at) AS"
            + " latest FROM mxray_runs GROUP BY subject) last ON same.subject = last.subject AND"
            + " same.scanned_at = last.latest GROUP BY same.subject) ORDER BY subject LIMIT ?"
            + " OFFSET ?",
        statement -> page(statement, 1, limit, offset));
  }

  /** The latest run of every domain and address in every profile, by name. */
  public List<Run> latestOfEach(int limit, int offset) throws StoreException {
    return select(
        "id IN (SELECT max(same.id) FROM mxray_runs same JOIN (SELECT subject, profile,"
            + " max(scanned_at) AS latest FROM mxray_runs GROUP BY subject, profile) last"
            + " ON same.subject = last.subject AND same.profile = last.profile AND"
            + " same.scanned_at = last.latest GROUP BY same.subject, same.profile)"
            + " ORDER BY subject, profile LIMIT ? OFFSET ?",
        statement -> page(statement, 1, limit, offset));
  }

  /** How many domains and addresses there are. */
  public int countSubjects() throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("SELECT count(DISTINCT subject) FROM mxray_runs")) {
            return number(statement);
          }
        });
  }

  /** One report; empty when there is none of this id. */
  public Optional<StoredReport> report(long id) throws StoreException {
    return reports("id = ?", statement -> statement.setLong(1, id));
  }

  /** The report that was kept under a key; empty when there is none. */
  public Optional<StoredReport> report(String key) throws StoreException {
    return reports("run_key = ?", statement -> statement.setString(1, key));
  }

  /** Takes the keys from the runs that have them; gives how many had. The runs stay. */
  public int releaseKeys(List<String> keys) throws StoreException {
    int released = 0;
    for (String key : keys) {
      released +=
          update(
              "UPDATE mxray_runs SET run_key = NULL WHERE run_key = ?",
              statement -> statement.setString(1, key));
    }
    return released;
  }

  /** The latest report of a domain or address. */
  public Optional<StoredReport> latest(String subject) throws StoreException {
    return reports(
        "subject = ? ORDER BY scanned_at DESC, id DESC LIMIT 1",
        statement -> statement.setString(1, subject));
  }

  /** The latest report of a domain or address that looked at this much. */
  public Optional<StoredReport> latest(String subject, Profile profile) throws StoreException {
    return reports(
        "subject = ? AND profile = ? ORDER BY scanned_at DESC, id DESC LIMIT 1",
        statement -> {
          statement.setString(1, subject);
          statement.setString(2, profile.id());
        });
  }

  /** Forgets a run; false when there is none of this id. */
  public boolean remove(long id) throws StoreException {
    return update("DELETE FROM mxray_runs WHERE id = ?", statement -> statement.setLong(1, id)) > 0;
  }

  /**
   * Forgets runs from before a moment, except the latest of each domain and address.
   *
   * @return how many
   */
  public int forget(Instant before) throws StoreException {
    return update(
        "DELETE FROM mxray_runs WHERE scanned_at < ? AND EXISTS (SELECT 1 FROM mxray_runs later"
            + " WHERE later.subject = mxray_runs.subject AND later.profile = mxray_runs.profile"
            + " AND later.scanned_at > mxray_runs.scanned_at)",
        statement -> statement.setObject(1, RunRows.time(before)));
  }

  /** What watches keep in the same database. */
  public WatchStore watches() {
    return new WatchStore(database);
  }

  /** The database, for libraries that bring their own statements; closed with this. */
  public DataSource dataSource() {
    return database.source();
  }

  /** Asks the database for nothing; fails when it does not answer. */
  public void ping() throws StoreException {
    database.run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            return number(statement);
          }
        });
  }

  @Override
  public void close() {
    database.close();
  }

  /** Sets the values of a statement. */
  interface Values {
    void set(PreparedStatement statement) throws SQLException;
  }

  private List<Run> select(String where, Values values) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT " + RunRows.SELECTED + " FROM mxray_runs WHERE " + where)) {
            values.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
              var runs = new ArrayList<Run>();
              while (rows.next()) {
                runs.add(RunRows.read(rows));
              }
              return runs;
            }
          }
        });
  }

  private Optional<StoredReport> reports(String where, Values values) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT " + RunRows.SELECTED + ", report FROM mxray_runs WHERE " + where)) {
            values.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new StoredReport(RunRows.read(rows), Packed.unpack(rows.getBytes("report"))))
                  : Optional.empty();
            }
          }
        });
  }

  private int update(String sql, Values values) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.set(statement);
            return statement.executeUpdate();
          }
        });
  }

  private static int number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void page(PreparedStatement statement, int at, int limit, int offset)
      throws SQLException {
    statement.setInt(at, Math.max(0, Math.min(MAX_PAGE, limit)));
    statement.setInt(at + 1, Math.max(0, offset));
  }
}
