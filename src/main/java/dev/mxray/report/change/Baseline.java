package dev.mxray.report.change;

import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.StoredReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The findings of older reports, by domain: what is in them is known. Of a domain with several
 * reports the last one counts.
 */
public final class Baseline {
  private final Map<String, Set<String>> known = new HashMap<>();

  private Baseline() {}

  /**
   * Reads the findings of a file of reports (JSON or NDJSON).
   *
   * @throws IOException when it holds none, or is no such file; the message is one line for people
   */
  public static Baseline read(Path file, StoredReports reports) throws IOException {
    var baseline = new Baseline();
    int count = reports.each(file, baseline::add);
    if (count == 0) {
      throw new IOException(file + ": there is no report in it");
    }
    return baseline;
  }

  private void add(Report report) {
    var findings = new HashSet<String>();
    report.findings().forEach(finding -> findings.add(ReportChanges.identity(finding)));
    known.put(report.domain(), findings);
  }

  /** Whether there is an older report of the domain: without one all of its findings are new. */
  public boolean has(String domain) {
    return known.containsKey(domain);
  }

  /** {@link FindingPart#KNOWN} or {@link FindingPart#NEW}. */
  public String mark(String domain, FindingPart finding) {
    return known.getOrDefault(domain, Set.of()).contains(ReportChanges.identity(finding))
        ? FindingPart.KNOWN
        : FindingPart.NEW;
  }
}
