package dev.mxray.report;

import dev.mxray.check.tls.AcceptedTls;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What else was found out where everything that a server accepts was asked for. Null in it stands
 * for what could not be told.
 *
 * @param connections that it took
 * @param sameAs address and port of the server with which this one was compared, {@code
 *     192.0.2.1:25}: what that one refuses is refused here too, and of every key exchange and kind
 *     of cipher that it accepts something is accepted; suites and groups are those found there.
 *     Without a connection it was not even compared, as the user wished. Null when everything was
 *     tried here
 * @param fallbackScsv a fallback to an older version is refused where it is not needed (RFC 7507)
 * @param protocols the versions that are accepted, the oldest first
 * @param certificates those that clients are shown, one for each kind of key: as far as they are
 *     sent in the clear, and where TLS 1.3 shows another one than that of the conversation, all
 */
public record EnumerationPart(
    int connections,
    @Nullable String sameAs,
    @Nullable Boolean fallbackScsv,
    List<Protocol> protocols,
    List<CertificatePart> certificates) {

  /**
   * One version.
   *
   * @param complete every suite was tried
   * @param groups of key exchanges that are accepted
   * @param groupsComplete every group was tried
   * @param signatureSchemes that are accepted in TLS 1.2, and with which the server signs in TLS
   *     1.3; empty where that cannot be told
   * @param smallestFieldBits of the finite fields that were seen; null when there was none
   * @param serverPreference the server chooses by an order of its own
   */
  public record Protocol(
      String version,
      boolean complete,
      List<String> groups,
      boolean groupsComplete,
      List<String> signatureSchemes,
      @Nullable Integer smallestFieldBits,
      @Nullable Boolean serverPreference,
      @Nullable Boolean compression,
      @Nullable Boolean secureRenegotiation,
      @Nullable Boolean extendedMasterSecret,
      @Nullable Boolean encryptThenMac,
      @Nullable Boolean sessionTickets,
      @Nullable Boolean sessionIds,
      @Nullable Boolean heartbeat) {

    private static Protocol of(AcceptedTls.Version version) {
      return new Protocol(
          version.id(),
          version.suitesComplete(),
          version.groups(),
          version.groupsComplete(),
          version.signatureSchemes(),
          version.smallestField() > 0 ? version.smallestField() : null,
          version.serverPreference(),
          version.compression(),
          version.secureRenegotiation(),
          version.extendedMasterSecret(),
          version.encryptThenMac(),
          version.sessionTickets(),
          version.sessionIds(),
          version.heartbeat());
    }
  }

  static @Nullable EnumerationPart of(@Nullable AcceptedTls accepted) {
    return accepted == null || accepted.versions().isEmpty()
        ? null
        : new EnumerationPart(
            accepted.connections(),
            accepted.sameAs(),
            accepted.fallbackProtected(),
            accepted.accepted().stream().map(Protocol::of).toList(),
            accepted.certificates().stream()
                .map(CertificatePart::of)
                .filter(Objects::nonNull)
                .toList());
  }
}
