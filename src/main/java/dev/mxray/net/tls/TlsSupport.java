package dev.mxray.net.tls;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server accepts, asked piece by piece. What could not be asked is null or incomplete, never
 * refused.
 *
 * @param versions one for each version, the oldest first
 * @param fallbackProtected the server refuses a fallback that it can see through (RFC 7507); null
 *     when it has only one version, or it is not known
 * @param connections that it took
 * @param trouble why not everything could be asked; null when all was
 * @param compared it accepts nothing that the server with which it was compared refuses, and what
 *     was tried of the rest; suites and groups are those of that server
 */
public record TlsSupport(
    List<Version> versions,
    @Nullable Boolean fallbackProtected,
    int connections,
    HelloAnswer.@Nullable Unheard trouble,
    boolean compared) {

  public TlsSupport {
    versions = List.copyOf(versions);
  }

  /**
   * What a client that takes everything would agree on: the highest version, with a suite that was
   * chosen. For servers with which no handshake can be completed here.
   */
  public Optional<TlsSession> best() {
    return versions.stream()
        .filter(one -> Boolean.TRUE.equals(one.accepted()) && !one.suites().isEmpty())
        .reduce((older, newer) -> newer)
        .map(
            one ->
                new TlsSession(
                    one.version().id(),
                    one.suites().get(0),
                    one.smallestField() > 0 ? "dh" + one.smallestField() : null,
                    one.chains().isEmpty() ? List.of() : one.chains().get(0),
                    null,
                    !Boolean.FALSE.equals(one.renegotiation()),
                    Boolean.TRUE.equals(one.extendedMasterSecret())));
  }

  /**
   * One version.
   *
   * @param accepted null when it is not known
   * @param suites that are accepted, by registered name, in the order in which they were preferred
   *     by the scanner
   * @param suitesComplete all that were not accepted were refused
   * @param groups that are accepted, by registered name
   * @param groupsComplete all that were not accepted were refused
   * @param schemes of signatures that are accepted (TLS 1.2), or with which the server signs (TLS
   *     1.3), by registered name; empty where that cannot be told
   * @param schemesComplete all that were not accepted were refused
   * @param smallestField bits of the shortest prime of a finite field; 0 when none was seen
   * @param smallestFieldSuite where that was seen
   * @param serverPreference whether the server chooses by an order of its own; null when it is not
   *     known
   * @param compression whether it compresses
   * @param renegotiation whether it knows RFC 5746
   * @param extendedMasterSecret whether it knows RFC 7627
   * @param encryptThenMac whether it knows RFC 7366; null when no suite was chosen that has use for
   *     it
   * @param tickets whether it gives session tickets (RFC 5077)
   * @param sessionIds whether it gives names to sessions
   * @param heartbeat whether it offers heartbeats (RFC 6520)
   * @param chains the different chains of certificates, DER; of TLS 1.3 only those that were worth
   *     a handshake
   */
  public record Version(
      TlsVersion version,
      @Nullable Boolean accepted,
      List<String> suites,
      boolean suitesComplete,
      List<String> groups,
      boolean groupsComplete,
      List<String> schemes,
      boolean schemesComplete,
      int smallestField,
      @Nullable String smallestFieldSuite,
      @Nullable Boolean serverPreference,
      @Nullable Boolean compression,
      @Nullable Boolean renegotiation,
      @Nullable Boolean extendedMasterSecret,
      @Nullable Boolean encryptThenMac,
      @Nullable Boolean tickets,
      @Nullable Boolean sessionIds,
      @Nullable Boolean heartbeat,
      List<List<byte[]>> chains) {

    public Version {
      suites = List.copyOf(suites);
      groups = List.copyOf(groups);
      schemes = List.copyOf(schemes);
      chains = List.copyOf(chains);
    }
  }
}
