package dev.mxray.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs as rows of their table. */
final class RunRows {
  private static final List<String> COLUMNS =
      List.of(
          "subject",
          "kind",
          "profile",
          "scanned_at",
          "duration_ms",
          "outcome",
          "score",
          "grade",
          "score_low",
          "score_high",
          "critical_findings",
          "high_findings",
          "medium_findings",
          "low_findings",
          "info_findings",
          "listings",
          "lists_unknown",
          "certificate_days");

  /** What {@link #read} needs. */
  static final String SELECTED = "id, " + String.join(", ", COLUMNS);

  private static final String INSERT =
      "INSERT INTO mxray_runs ("
          + String.join(", ", COLUMNS)
          + ", run_key, report) VALUES ("
          + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", "))
          + ", ?, ?)";

  private RunRows() {}

  /** Adds a run and gives its id. */
  static long add(Connection connection, NewRun added) throws SQLException {
    Run run = added.run();
    try (PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"})) {
      int at = 1;
      insert.setString(at++, run.subject());
      insert.setString(at++, run.kind());
      insert.setString(at++, run.profile());
      insert.setObject(at++, time(run.scannedAt()));
      insert.setLong(at++, run.durationMs());
      insert.setString(at++, run.outcome());
      number(insert, at++, run.score());
      insert.setString(at++, run.grade());
      number(insert, at++, run.low());
      number(insert, at++, run.high());
      insert.setInt(at++, run.findings().critical());
      insert.setInt(at++, run.findings().high());
      insert.setInt(at++, run.findings().medium());
      insert.setInt(at++, run.findings().low());
      insert.setInt(at++, run.findings().info());
      insert.setInt(at++, run.listings());
      insert.setInt(at++, run.listsUnknown());
      number(insert, at++, run.certificateDays());
      insert.setString(at++, added.key());
      insert.setBytes(at, Packed.pack(added.json()));
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** The run of the present row. */
  static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getLong("id"),
        row.getString("subject"),
        row.getString("kind"),
        row.getString("profile"),
        instant(row, "scanned_at"),
        row.getLong("duration_ms"),
        row.getString("outcome"),
        number(row, "score"),
        row.getString("grade"),
        number(row, "score_low"),
        number(row, "score_high"),
        new Run.Findings(
            row.getInt("critical_findings"),
            row.getInt("high_findings"),
            row.getInt("medium_findings"),
            row.getInt("low_findings"),
            row.getInt("info_findings")),
        row.getInt("listings"),
        row.getInt("lists_unknown"),
        number(row, "certificate_days"));
  }

  /** As the drivers take a point of time. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static void number(PreparedStatement statement, int at, @Nullable Integer value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.INTEGER);
    } else {
      statement.setInt(at, value);
    }
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
