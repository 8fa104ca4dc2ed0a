package dev.mxray.check.tlsrpt;

import static dev.mxray.finding.FindingType.TLS_RPT_MISSING;
import static dev.mxray.finding.FindingType.TLS_RPT_MULTIPLE_RECORDS;
import static dev.mxray.finding.FindingType.TLS_RPT_SYNTAX_ERROR;

import dev.mxray.check.mtasts.FieldList;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Section;
import java.util.List;
import java.util.stream.Collectors;

/** Judges TLS-RPT by RFC 8460. The subject of every finding is the scanned domain. */
public final class TlsRptRules {
  private static final int MAX_LISTED = 10;

  private TlsRptRules() {}

  /** The findings about a domain that takes mail. */
  public static List<Finding> judge(TlsRptObservation tlsRpt) {
    String domain = tlsRpt.domain();
    if (tlsRpt.records().unknown().isPresent()) {
      return List.of(
          Finding.inconclusive(Section.TLS_RPT, domain, tlsRpt.records().unknown().orElseThrow()));
    }
    List<TlsRptRecord> records = tlsRpt.records().found().orElse(List.of());
    if (records.isEmpty()) {
      return List.of(Finding.of(TLS_RPT_MISSING, domain).with("asked", "_smtp._tls." + domain));
    }
    if (records.size() > 1) {
      return List.of(
          Finding.of(TLS_RPT_MULTIPLE_RECORDS, domain)
              .with("count", records.size())
              .with(
                  "records",
                  records.stream()
                      .limit(MAX_LISTED)
                      .map(TlsRptRecord::text)
                      .collect(Collectors.joining(" | "))));
    }
    TlsRptRecord record = records.get(0);
    if (record.faults().isEmpty()) {
      return List.of();
    }
    FieldList.Fault fault = record.faults().get(0);
    return List.of(
        Finding.of(TLS_RPT_SYNTAX_ERROR, domain)
            .with("record", record.text())
            .with("term", fault.token())
            .with("position", fault.position())
            .with("reason", fault.told()));
  }
}
