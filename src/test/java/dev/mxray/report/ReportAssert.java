package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds a report that a scan made against what every form of it promises. */
public final class ReportAssert {
  private static final JsonWriter JSON = new JsonWriter();
  private static final XmlWriter XML = new XmlWriter(JSON);
  private static final CsvWriter CSV = new CsvWriter();

  private ReportAssert() {}

  /** Fails unless JSON and XML are what their schemas describe, and CSV is one row. */
  public static void valid(Report report) {
    SchemaAssert.valid(JSON.pretty(report));
    XsdAssert.valid(XML.text(report));
    assertThat(CSV.row(report)).matches("[^\r\n]+\r\n");
  }
}
