package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which controls an outside view decides, and how: one row for each. A control without a row is not
 * assessed from outside. The table of {@code mcss.md} is held equal to this one by a test.
 *
 * <p>The controls about verifying incoming mail (SPF-*, DMARC-*, DKIM-005, DKIM-006) have no row on
 * purpose: what a domain publishes says nothing about what its servers verify.
 */
public final class DecisionTable {

  /** All rows, in the order of the groups. */
  static final List<DecisionRow> ROWS =
      Stream.of(
              CertificateRows.ROWS,
              SessionRows.ROWS,
              LoginRows.ROWS,
              SoftwareRows.ROWS,
              ServiceRows.ROWS,
              KeyRows.ROWS,
              RecordRows.ROWS,
              PolicyRows.ROWS,
              ReputationRows.ROWS)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, DecisionRow> BY_CONTROL = byControl();

  private DecisionTable() {}

  /** The row of a control; empty when the outside does not decide it. */
  static Optional<DecisionRow> row(Control control) {
    return Optional.ofNullable(BY_CONTROL.get(control.id()));
  }

  /** What an outside view has to see for the control to pass; empty when it does not decide it. */
  public static Optional<Sentence> passes(Control control) {
    return row(control).map(DecisionRow::passes);
  }

  /** The ids of the finding types that belong to the control. */
  public static List<String> findings(Control control) {
    return row(control).map(DecisionRow::findings).orElse(List.of());
  }

  private static Map<String, DecisionRow> byControl() {
    var rows = new LinkedHashMap<String, DecisionRow>();
    for (DecisionRow row : ROWS) {
      if (rows.put(row.control(), row) != null) {
        throw new IllegalStateException("two rows of " + row.control());
      }
    }
    return rows;
  }
}
