package dev.mxray.check.tlsrpt;

import dev.mxray.observe.Observed;
import java.util.List;

/**
 * Where a domain wants reports about TLS to go.
 *
 * @param domain the scanned domain
 * @param records the texts that senders take for records; where there is none, those that were
 *     meant to be one; absent when there is neither
 * @param aliases the CNAME targets on the way to the record
 */
public record TlsRptObservation(
    String domain, Observed<List<TlsRptRecord>> records, List<String> aliases) {
  public TlsRptObservation {
    aliases = List.copyOf(aliases);
  }

  /** True when it could be told whether there is a record. */
  public boolean seen() {
    return !records.isUnknown();
  }
}
