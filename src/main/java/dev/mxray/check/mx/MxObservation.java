package dev.mxray.check.mx;

import dev.mxray.observe.Observed;
import java.util.List;

/**
 * Where the DNS sends a domain's mail.
 *
 * @param domain the scanned domain
 * @param name present when the name itself exists, absent when it is NXDOMAIN
 * @param records the MX records as published, sorted by preference, then name; a null MX (RFC 7505)
 *     is a record with the empty host
 * @param ownAddresses the domain's own A and AAAA records, for the implicit MX (RFC 5321 §5.1)
 * @param hosts the exchanges with their addresses: of the MX records without the null MX, or the
 *     domain itself with preference 0 when it is its own implicit exchange
 */
public record MxObservation(
    String domain,
    Observed<Boolean> name,
    Observed<List<MxRecord>> records,
    Observed<List<String>> ownAddresses,
    List<Exchange> hosts) {

  /** One MX record: {@code host} lower case, no final dot, empty for the root. */
  public record MxRecord(int preference, String host) {}

  /** How mail is routed. */
  public enum State {
    PRESENT,
    /** No MX; the domain's own address takes the mail. */
    IMPLICIT,
    /** One null MX and nothing else: no mail is accepted (RFC 7505). */
    NULL_MX,
    /** Neither MX nor address. */
    ABSENT,
    UNKNOWN
  }

  public MxObservation {
    hosts = List.copyOf(hosts);
  }

  /** How mail is routed, as far as it could be seen. */
  public State state() {
    if (records.isUnknown()) {
      return State.UNKNOWN;
    }
    if (records.isPresent()) {
      boolean onlyNull =
          records.found().orElseThrow().stream().allMatch(record -> record.host().isEmpty());
      return onlyNull ? State.NULL_MX : State.PRESENT;
    }
    if (ownAddresses.isUnknown()) {
      return State.UNKNOWN;
    }
    return ownAddresses.isPresent() ? State.IMPLICIT : State.ABSENT;
  }

  /** True when it could be told how mail is routed. */
  public boolean seen() {
    return state() != State.UNKNOWN;
  }
}
