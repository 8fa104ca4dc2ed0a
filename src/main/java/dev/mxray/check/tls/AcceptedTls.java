package dev.mxray.check.tls;

import dev.mxray.observe.Observed.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a server accepts, asked piece by piece. What could not be asked is null or incomplete,
 * never refused.
 *
 * @param versions one for each version from SSL 2.0 to TLS 1.3, the oldest first
 * @param certificates the server's own certificates, one for each kind of key: as far as they are
 *     sent in the clear, and where TLS 1.3 shows another one than that of the conversation, all
 * @param fallbackProtected a fallback that the server can see through is refused (RFC 7507); null
 *     when it has only one version, or that is not known
 * @param connections that it took
 * @param unseen why not everything could be asked; null when all was
 * @param sameAs address and port of the server with which this one was compared: it accepts nothing
 *     beyond, and of every key exchange and kind of cipher something; suites and groups are those
 *     of that server. Null when everything was asked here
 */
public record AcceptedTls(
    List<Version> versions,
    List<CertificateObservation> certificates,
    @Nullable Boolean fallbackProtected,
    int connections,
    @Nullable Unknown<?> unseen,
    @Nullable String sameAs) {

  public AcceptedTls {
    versions = List.copyOf(versions);
    certificates = List.copyOf(certificates);
  }

  /** Nothing is known of any version. */
  static AcceptedTls unknown(Unknown<?> why) {
    return new AcceptedTls(List.of(), List.of(), null, 0, why, null);
  }

  /** The same for a server that was not asked, at the user's word that it is the same one. */
  AcceptedTls sharedFrom(String endpoint) {
    return new AcceptedTls(
        versions, certificates, fallbackProtected, /* connections= */ 0, unseen, endpoint);
  }

  /**
   * One version.
   *
   * @param id {@code TLSv1.2}
   * @param accepted null when it is not known
   * @param suites that are accepted, by registered name, the strong ones first
   * @param suitesComplete what is not among them was refused
   * @param groups that are accepted, by registered name
   * @param groupsComplete what is not among them was refused
   * @param signatureSchemes that are accepted (TLS 1.2), or with which the server signs (TLS 1.3)
   * @param smallestField bits of the shortest finite field; 0 when none was seen
   * @param smallestFieldSuite with which that was seen
   * @param serverPreference the server chooses by an order of its own
   * @param compression it compresses
   * @param secureRenegotiation it knows RFC 5746
   * @param extendedMasterSecret it knows RFC 7627
   * @param encryptThenMac it knows RFC 7366
   * @param sessionTickets it gives tickets (RFC 5077)
   * @param sessionIds it gives names to sessions, by which they can be resumed
   * @param heartbeat it offers heartbeats (RFC 6520)
   */
  public record Version(
      String id,
      @Nullable Boolean accepted,
      List<String> suites,
      boolean suitesComplete,
      List<String> groups,
      boolean groupsComplete,
      List<String> signatureSchemes,
      int smallestField,
      @Nullable String smallestFieldSuite,
      @Nullable Boolean serverPreference,
      @Nullable Boolean compression,
      @Nullable Boolean secureRenegotiation,
      @Nullable Boolean extendedMasterSecret,
      @Nullable Boolean encryptThenMac,
      @Nullable Boolean sessionTickets,
      @Nullable Boolean sessionIds,
      @Nullable Boolean heartbeat) {

    public Version {
      suites = List.copyOf(suites);
      groups = List.copyOf(groups);
      signatureSchemes = List.copyOf(signatureSchemes);
    }
  }

  /** True when of every version it is known whether it is accepted. */
  public boolean versionsComplete() {
    return !versions.isEmpty() && versions.stream().allMatch(version -> version.accepted() != null);
  }

  /** The versions that are accepted, the oldest first. */
  public List<Version> accepted() {
    return versions.stream().filter(one -> Boolean.TRUE.equals(one.accepted())).toList();
  }

  /** True when it is known of every suite in every version. */
  public boolean suitesComplete() {
    return versionsComplete() && versions.stream().allMatch(Version::suitesComplete);
  }

  /** The version with this name. */
  public Optional<Version> version(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst();
  }

  /** Every suite of every version, each once. */
  Stream<String> suites() {
    return versions.stream().flatMap(version -> version.suites().stream()).distinct();
  }
}
