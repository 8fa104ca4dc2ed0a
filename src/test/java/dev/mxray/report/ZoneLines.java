package dev.mxray.report;

import dev.mxray.finding.Remediation;

/** Opens the writer of zone lines to the tests of other rooms. */
public final class ZoneLines {
  private ZoneLines() {}

  /** The line that {@code mxray fix} prints for a record. */
  public static String of(Remediation record) {
    return ZoneLine.of(record);
  }
}
