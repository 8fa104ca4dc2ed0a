package dev.mxray.check.dane;

import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.dnssec.Verdict;
import java.util.List;

/**
 * What is published for port 25 of one exchange.
 *
 * @param host the exchange's name
 * @param address of its address records
 * @param tlsa of its TLSA records
 * @param records its TLSA records, the first {@value DaneProbe#MAX_RECORDS}, whatever their worth
 */
public record HostTlsa(String host, Verdict address, Verdict tlsa, List<TlsaRecord> records) {

  public HostTlsa {
    records = List.copyOf(records);
  }

  /** What that means before a server is seen. */
  public enum Published {
    /** Signed records that senders can use. */
    USABLE,
    /** Signed records, none of which senders can use. */
    UNUSABLE,
    /** There are none. */
    ABSENT,
    /** There are some, in a zone without a chain of trust. */
    INSECURE,
    /** They cannot be had, or not be believed: senders that look for them do not deliver. */
    BOGUS,
    UNKNOWN
  }

  /** What that means before a server is seen. */
  public Published published() {
    if (tlsa.is(Trust.UNKNOWN)) {
      return Published.UNKNOWN;
    }
    if (tlsa.is(Trust.BOGUS)) {
      return Published.BOGUS;
    }
    if (!tlsa.isFound()) {
      return Published.ABSENT;
    }
    if (tlsa.is(Trust.INSECURE) || address.is(Trust.INSECURE)) {
      return Published.INSECURE;
    }
    if (!address.is(Trust.SECURE)) {
      return address.is(Trust.BOGUS) ? Published.BOGUS : Published.UNKNOWN;
    }
    return records.stream().anyMatch(TlsaRecord::isUsable) ? Published.USABLE : Published.UNUSABLE;
  }
}
