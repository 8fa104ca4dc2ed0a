package dev.mxray.report;

import dev.mxray.check.tlsrpt.TlsRptObservation;
import dev.mxray.check.tlsrpt.TlsRptRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where reports about TLS go.
 *
 * @param state {@code present}, {@code absent} or {@code unknown}
 * @param record null when there is none, more than one, or it was not seen
 * @param rua the destinations that senders can use
 */
public record TlsRptPart(String state, @Nullable String record, List<String> rua) {

  /** What the report says of an observed record. */
  public static TlsRptPart of(TlsRptObservation tlsRpt) {
    List<TlsRptRecord> records = tlsRpt.records().found().orElse(List.of());
    TlsRptRecord only = records.size() == 1 ? records.get(0) : null;
    return new TlsRptPart(
        tlsRpt.records().isUnknown() ? "unknown" : records.isEmpty() ? "absent" : "present",
        only == null ? null : only.text(),
        only == null ? List.of() : only.rua());
  }
}
