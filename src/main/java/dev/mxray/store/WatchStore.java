package dev.mxray.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What watches keep: their definitions, what they know, and alerts on their way. A run is recorded
 * together with what follows from it, or not at all; one that was recorded before is not again.
 */
public final class WatchStore {
  private static final String REMOVE = "DELETE FROM mxray_watches WHERE watch_key = ?";
  private static final String REMOVE_OF = "DELETE FROM mxray_watches WHERE watch_key LIKE '%' || ?";

  private final Database database;

  WatchStore(Database database) {
    this.database = database;
  }

  /** The watches, by key. */
  public List<StoredWatch> watches(int limit, int offset) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT * FROM mxray_watches ORDER BY watch_key LIMIT ? OFFSET ?")) {
            statement.setInt(1, limit);
            statement.setInt(2, offset);
            return WatchRows.read(statement);
          }
        });
  }

  /** How many watches there are. */
  public int count() throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement("SELECT count(*) FROM mxray_watches");
              ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  /** One watch. */
  public Optional<StoredWatch> watch(String key) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("SELECT * FROM mxray_watches WHERE watch_key = ?")) {
            statement.setString(1, key);
            return WatchRows.read(statement).stream().findFirst();
          }
        });
  }

  /** Adds a watch, or changes the one of that key; true when it was not there. */
  public boolean put(StoredWatch watch) throws StoreException {
    return database.atomically(connection -> put(connection, watch));
  }

  /** Forgets a watch with what it knows; false when there is none of this key. */
  public boolean remove(String key) throws StoreException {
    return database.atomically(
        connection -> {
          change(connection, "DELETE FROM mxray_watch_states WHERE watch_key = ?", key);
          return change(connection, REMOVE, key) > 0;
        });
  }

  /**
   * Makes the watches of a configuration be exactly these, in one transaction; those of others
   * stay. Watches from before there were configurations go.
   */
  public void replaceOf(String configuration, List<StoredWatch> watches, Instant now)
      throws StoreException {
    database.atomically(
        connection -> {
          change(
              connection,
              "DELETE FROM mxray_watches WHERE source = '"
                  + StoredWatch.FILE
                  + "' AND seen_at IS NULL");
          change(connection, REMOVE_OF, StoredWatch.ending(configuration));
          try (PreparedStatement insert = connection.prepareStatement(WatchRows.INSERT)) {
            for (StoredWatch watch : watches) {
              WatchRows.fill(insert, watch, now);
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return watches.size();
        });
  }

  /**
   * Notes that a process has a configuration, and forgets the watches and the alerts of those that
   * none has had since a moment.
   */
  public void seen(String configuration, Instant now, Instant before) throws StoreException {
    database.atomically(
        connection -> {
          change(
              connection,
              "UPDATE mxray_watches SET seen_at = ? WHERE watch_key LIKE '%' || ?",
              RunRows.time(now),
              StoredWatch.ending(configuration));
          change(
              connection,
              "DELETE FROM mxray_watches WHERE source = ? AND seen_at < ?",
              StoredWatch.FILE,
              RunRows.time(before));
          return change(
              connection,
              "UPDATE mxray_deliveries SET state = 'dead', done_at = ?, last_error ="
                  + " 'nobody has its configuration' WHERE state = 'pending' AND created_at < ?",
              RunRows.time(now),
              RunRows.time(before));
        });
  }

  /** Gives what watches knew before there were configurations to those of one that has them. */
  public void adopt(Map<String, String> keys) throws StoreException {
    database.atomically(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE mxray_watch_states SET watch_key = ? WHERE watch_key = ? AND NOT EXISTS"
                      + " (SELECT 1 FROM mxray_watch_states own WHERE own.watch_key = ?) AND NOT"
                      + " EXISTS (SELECT 1 FROM mxray_watches api WHERE api.watch_key = ? AND"
                      + " api.source = 'api')")) {
            for (Map.Entry<String, String> one : keys.entrySet()) {
              statement.setString(1, one.getValue());
              statement.setString(2, one.getKey());
              statement.setString(3, one.getValue());
              statement.setString(4, one.getKey());
              statement.addBatch();
            }
            statement.executeBatch();
          }
          return keys.size();
        });
  }

  /** What a watch knows; empty before its first run. */
  public Optional<String> state(String watchKey) throws StoreException {
    return database.run(connection -> WatchRows.state(connection, watchKey, false));
  }

  /**
   * Keeps a run, what the watch knows after it, and the alerts that follow, in one transaction.
   *
   * @param before what the watch knew when the run was judged
   * @return false when the run was kept before, or when another one was kept meanwhile; then
   *     nothing is changed
   */
  public boolean record(
      String watchKey,
      NewRun run,
      Optional<String> before,
      String state,
      List<Delivery.New> deliveries,
      Instant now)
      throws StoreException {
    String key = java.util.Objects.requireNonNull(run.key());
    return database.atomically(
        connection -> {
          // Others that judged a run of this watch meanwhile wait here, and find it changed.
          if (WatchRows.isKept(connection, key)
              || !WatchRows.state(connection, watchKey, true).equals(before)) {
            return false;
          }
          if (!WatchRows.keep(connection, watchKey, key, before.isPresent(), state, now)) {
            return false;
          }
          RunRows.add(connection, run);
          for (Delivery.New delivery : deliveries) {
            DeliveryRows.add(connection, delivery, now);
          }
          return true;
        });
  }

  /** Puts an alert on its way; false when one of that key is already there. */
  public boolean deliver(Delivery.New delivery, Instant now) throws StoreException {
    return database.atomically(
        connection -> {
          try (PreparedStatement known =
              connection.prepareStatement(
                  "SELECT 1 FROM mxray_deliveries WHERE delivery_key = ?")) {
            known.setString(1, delivery.key());
            try (ResultSet rows = known.executeQuery()) {
              boolean added = !rows.next();
              if (added) {
                DeliveryRows.add(connection, delivery, now);
              }
              return added;
            }
          }
        });
  }

  /** The targets for which alerts are due. */
  public List<String> targetsDue(Instant now) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT DISTINCT target FROM mxray_deliveries WHERE state = 'pending'"
                      + " AND next_at <= ? ORDER BY target")) {
            statement.setObject(1, RunRows.time(now));
            try (ResultSet rows = statement.executeQuery()) {
              var targets = new ArrayList<String>();
              while (rows.next()) {
                targets.add(rows.getString(1));
              }
              return targets;
            }
          }
        });
  }

  /**
   * Takes alerts that are due, so that nobody else takes them for a while.
   *
   * @param lease after which they are due again, unless {@link #done} or {@link #failed} said so
   */
  public List<Delivery> take(String target, Instant now, Duration lease, int limit)
      throws StoreException {
    List<Delivery> due =
        database.run(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement(
                      "SELECT * FROM mxray_deliveries WHERE state = 'pending' AND target = ?"
                          + " AND next_at <= ? ORDER BY id LIMIT ?")) {
                statement.setString(1, target);
                statement.setObject(2, RunRows.time(now));
                statement.setInt(3, limit);
                return DeliveryRows.read(statement);
              }
            });
    var taken = new ArrayList<Delivery>();
    for (Delivery delivery : due) {
      if (database.run(connection -> DeliveryRows.lease(connection, delivery, now.plus(lease)))) {
        taken.add(delivery);
      }
    }
    return taken;
  }

  /** An alert has arrived. */
  public void done(long id, Instant now) throws StoreException {
    finish(id, "done", now, "");
  }

  /** An alert did not arrive, and is due again later. */
  public void failed(long id, Instant next, String error) throws StoreException {
    database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE mxray_deliveries SET attempts = attempts + 1, next_at = ?,"
                      + " last_error = ? WHERE id = ? AND state = 'pending'")) {
            statement.setObject(1, RunRows.time(next));
            statement.setString(2, DeliveryRows.cut(error));
            statement.setLong(3, id);
            return statement.executeUpdate();
          }
        });
  }

  /** An alert did not arrive and is given up: it stays as a dead letter. */
  public void dead(long id, Instant now, String error) throws StoreException {
    finish(id, "dead", now, error);
  }

  /** How many alerts wait, and how many were given up. */
  public int count(String state) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT count(*) FROM mxray_deliveries WHERE state = ?")) {
            statement.setString(1, state);
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              return rows.getInt(1);
            }
          }
        });
  }

  /** The dead letters are due again; gives how many there are. */
  public int revive(Instant now) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE mxray_deliveries SET state = 'pending', attempts = 0, next_at = ?,"
                      + " done_at = NULL WHERE state = 'dead'")) {
            statement.setObject(1, RunRows.time(now));
            return statement.executeUpdate();
          }
        });
  }

  /** The alerts in a state ({@code pending}, {@code done}, {@code dead}), the latest first. */
  public List<Delivery> deliveries(String state, int limit) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT * FROM mxray_deliveries WHERE state = ? ORDER BY id DESC LIMIT ?")) {
            statement.setString(1, state);
            statement.setInt(2, limit);
            return DeliveryRows.read(statement);
          }
        });
  }

  /** Forgets alerts that arrived, or were given up, before a moment. */
  public int forget(Instant before) throws StoreException {
    return database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "DELETE FROM mxray_deliveries WHERE state <> 'pending' AND done_at < ?")) {
            statement.setObject(1, RunRows.time(before));
            return statement.executeUpdate();
          }
        });
  }

  private void finish(long id, String state, Instant now, String error) throws StoreException {
    database.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE mxray_deliveries SET state = ?, done_at = ?, last_error = ?,"
                      + " attempts = attempts + ? WHERE id = ?")) {
            statement.setString(1, state);
            statement.setObject(2, RunRows.time(now));
            statement.setString(3, error.isEmpty() ? null : DeliveryRows.cut(error));
            statement.setInt(4, error.isEmpty() ? 0 : 1);
            statement.setLong(5, id);
            return statement.executeUpdate();
          }
        });
  }

  private static boolean put(Connection connection, StoredWatch watch) throws SQLException {
    boolean known = change(connection, REMOVE, watch.key()) > 0;
    try (PreparedStatement statement = connection.prepareStatement(WatchRows.INSERT)) {
      WatchRows.fill(statement, watch, watch.createdAt());
      statement.executeUpdate();
    }
    return !known;
  }

  private static int change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
