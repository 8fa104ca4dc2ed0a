package dev.mxray.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Alerts on their way as rows of their table. */
final class DeliveryRows {
  private static final int MAX_ERROR = 1000;

  private DeliveryRows() {}

  static List<Delivery> read(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      var deliveries = new ArrayList<Delivery>();
      while (rows.next()) {
        deliveries.add(
            new Delivery(
                rows.getLong("id"),
                rows.getString("delivery_key"),
                rows.getString("target"),
                rows.getString("state"),
                RunRows.instant(rows, "created_at"),
                RunRows.instant(rows, "next_at"),
                rows.getInt("attempts"),
                rows.getString("last_error"),
                Packed.unpack(rows.getBytes("payload"))));
      }
      return deliveries;
    }
  }

  static boolean lease(Connection connection, Delivery delivery, Instant until)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE mxray_deliveries SET next_at = ? WHERE id = ? AND state = 'pending'"
                + " AND next_at = ?")) {
      statement.setObject(1, RunRows.time(until));
      statement.setLong(2, delivery.id());
      statement.setObject(3, RunRows.time(delivery.nextAt()));
      return statement.executeUpdate() == 1;
    }
  }

  static void add(Connection connection, Delivery.New delivery, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO mxray_deliveries (delivery_key, target, state, created_at, next_at,"
                + " attempts, payload) VALUES (?, ?, 'pending', ?, ?, 0, ?)")) {
      statement.setString(1, delivery.key());
      statement.setString(2, delivery.target());
      statement.setObject(3, RunRows.time(now));
      statement.setObject(4, RunRows.time(delivery.due()));
      statement.setBytes(5, Packed.pack(delivery.payload()));
      statement.executeUpdate();
    }
  }

  /** As much of an error as is kept. */
  static String cut(String error) {
    return error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR);
  }
}
