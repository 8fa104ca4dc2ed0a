package dev.mxray.store;

import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import java.io.IOException;

/**
 * What a run saw.
 *
 * @param json the report as it was written then, on one line; for an address an {@link
 *     AddressReport}
 */
public record StoredReport(Run run, String json) {
  private static final class Reader {
    static final JsonWriter INSTANCE = new JsonWriter();
  }

  /** True for a domain, whose {@link #report} can be read. */
  public boolean isDomain() {
    return run.kind().equals(NewRun.DOMAIN);
  }

  /**
   * The report of a domain.
   *
   * @throws IOException when it is none, or of a version that this program does not read
   */
  public Report report() throws IOException {
    return Reader.INSTANCE.read(json);
  }

  /**
   * What lists say of an address.
   *
   * @throws IOException when it is none
   */
  public AddressReport addressReport() throws IOException {
    return Reader.INSTANCE.read(json, AddressReport.class);
  }
}
