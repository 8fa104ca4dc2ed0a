package dev.mxray.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches, and what they know, as rows of their tables. */
final class WatchRows {
  static final String INSERT =
      "INSERT INTO mxray_watches (watch_key, subject, kind, profile, cron, zone, jitter_seconds,"
          + " source, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private WatchRows() {}

  static void fill(PreparedStatement statement, StoredWatch watch, Instant seen)
      throws SQLException {
    statement.setString(1, watch.key());
    statement.setString(2, watch.subject());
    statement.setString(3, watch.kind());
    statement.setString(4, watch.profile());
    statement.setString(5, watch.cron());
    statement.setString(6, watch.zone());
    statement.setInt(7, watch.jitterSeconds());
    statement.setString(8, watch.source());
    statement.setObject(9, RunRows.time(watch.createdAt()));
    statement.setObject(10, RunRows.time(seen));
  }

  static List<StoredWatch> read(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      var watches = new ArrayList<StoredWatch>();
      while (rows.next()) {
        watches.add(
            new StoredWatch(
                rows.getString("watch_key"),
                rows.getString("subject"),
                rows.getString("kind"),
                rows.getString("profile"),
                rows.getString("cron"),
                rows.getString("zone"),
                rows.getInt("jitter_seconds"),
                rows.getString("source"),
                RunRows.instant(rows, "created_at")));
      }
      return watches;
    }
  }

  static boolean isKept(Connection connection, String key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM mxray_runs WHERE run_key = ?")) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  static Optional<String> state(Connection connection, String watchKey, boolean locked)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT state FROM mxray_watch_states WHERE watch_key = ?"
                + (locked ? " FOR UPDATE" : ""))) {
      statement.setString(1, watchKey);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(Packed.unpack(rows.getBytes(1))) : Optional.empty();
      }
    }
  }

  static boolean keep(
      Connection connection,
      String watchKey,
      String runKey,
      boolean known,
      String state,
      Instant now)
      throws SQLException {
    String sql =
        known
            ? "UPDATE mxray_watch_states SET run_key = ?, updated_at = ?, state = ?"
                + " WHERE watch_key = ?"
            : "INSERT INTO mxray_watch_states (run_key, updated_at, state, watch_key)"
                + " VALUES (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, runKey);
      statement.setObject(2, RunRows.time(now));
      statement.setBytes(3, Packed.pack(state));
      statement.setString(4, watchKey);
      return statement.executeUpdate() == 1;
    }
  }
}
