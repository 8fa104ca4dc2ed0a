package dev.mxray.mcss.store;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Metric;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A control as a row of its table. */
final class ControlRow {
  private static final List<String> COLUMNS =
      List.of(
          "control_id",
          "area",
          "component",
          "control_name",
          "description",
          "rationale",
          "remediation",
          "language",
          "evidence_file",
          "mcss_vector",
          "severity",
          "rating",
          "exploitability_score",
          "impact_score",
          "base_score",
          "extension",
          // In the order of the metrics.
          "exposure_vector",
          "attack_complexity",
          "attack_requirements",
          "privileges_required",
          "user_interaction",
          "confidentiality_impact",
          "integrity_impact",
          "availability_impact",
          "remediation_complexity");

  /** Adds a control, or changes the one that is there; counts no row where nothing is different. */
  static final String UPSERT =
      "INSERT INTO mcss_controls AS c ("
          + String.join(", ", COLUMNS)
          + ") VALUES ("
          + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", "))
          + ") ON CONFLICT (control_id) DO UPDATE SET "
          + COLUMNS.stream()
              .map(column -> column + " = EXCLUDED." + column)
              .collect(Collectors.joining(", "))
          + ", updated_at = now() WHERE ("
          + columns("c")
          + ") IS DISTINCT FROM ("
          + columns("EXCLUDED")
          + ")";

  private ControlRow() {}

  private static String columns(String table) {
    return COLUMNS.stream().map(column -> table + "." + column).collect(Collectors.joining(", "));
  }

  /** Sets the values of the statement. */
  static void fill(PreparedStatement statement, Control control, ControlTexts texts)
      throws SQLException {
    ControlTexts.Text text = texts.of(control);
    int at = 1;
    for (String value :
        List.of(
            control.id(),
            control.area(),
            control.component(),
            text.name(),
            text.description(),
            text.rationale(),
            text.remediation(),
            texts.language(),
            control.evidence(),
            control.vector().toString(),
            capital(control.severity().id()),
            capital(control.scores().rating().id()))) {
      statement.setString(at++, value);
    }
    statement.setBigDecimal(at++, control.scores().exploitability());
    statement.setBigDecimal(at++, control.scores().impact());
    statement.setBigDecimal(at++, control.scores().baseScore());
    statement.setBoolean(at++, control.extension());
    for (Metric metric : Metric.values()) {
      statement.setString(at++, control.vector().letter(metric).map(String::valueOf).orElseThrow());
    }
  }

  /** {@code Critical}, as the framework writes it. */
  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
