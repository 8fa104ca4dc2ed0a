package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.tls.AcceptedTls;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.TlsProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished TLS handshake.
 *
 * @param version that was agreed on: {@code TLSv1.3}
 * @param cipherSuite by its IANA name
 * @param group of the key exchange, {@code x25519}; null where the suite has none or it is not
 *     known
 * @param versions that the server accepts; null unless they were enumerated
 * @param cipherSuites that the server accepts, by version; null unless they were enumerated
 * @param certificate the server's own; null when it sent none or it cannot be read
 * @param chain the certificates in the order in which they were sent, the server's own first
 * @param dane the host's TLSA records beside it; null for other ports than 25 and when that was not
 *     looked at
 * @param enumeration what else was found out; null unless it was enumerated
 * @param profile how it compares with a profile; null without one
 * @param sessionTickets of TLS 1.3 that came until the conversation was over; null in other
 *     versions, whose tickets the enumeration tells
 * @param earlyData octets that a client may send before the handshake is over, as the tickets of
 *     TLS 1.3 say (RFC 8446 §4.2.10), 0 for none; null when none came
 */
public record TlsPart(
    String version,
    String cipherSuite,
    @Nullable String group,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<String> versions,
    @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, List<String>> cipherSuites,
    @Nullable CertificatePart certificate,
    List<ChainPart> chain,
    @Nullable DanePart dane,
    @JsonSetter(nulls = Nulls.SET) @Nullable EnumerationPart enumeration,
    @JsonSetter(nulls = Nulls.SET) @Nullable ProfilePart profile,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer sessionTickets,
    @JsonSetter(nulls = Nulls.SET) @Nullable Long earlyData) {

  /** A handshake with a server of which nothing else was asked. */
  public TlsPart(
      String version,
      String cipherSuite,
      @Nullable String group,
      @Nullable List<String> versions,
      @Nullable Map<String, List<String>> cipherSuites,
      @Nullable CertificatePart certificate,
      List<ChainPart> chain) {
    this(
        version,
        cipherSuite,
        group,
        versions,
        cipherSuites,
        certificate,
        chain,
        null,
        null,
        null,
        null,
        null);
  }

  /** A handshake after which no ticket of TLS 1.3 came. */
  public TlsPart(
      String version,
      String cipherSuite,
      @Nullable String group,
      @Nullable List<String> versions,
      @Nullable Map<String, List<String>> cipherSuites,
      @Nullable CertificatePart certificate,
      List<ChainPart> chain,
      @Nullable DanePart dane,
      @Nullable EnumerationPart enumeration,
      @Nullable ProfilePart profile) {
    this(
        version,
        cipherSuite,
        group,
        versions,
        cipherSuites,
        certificate,
        chain,
        dane,
        enumeration,
        profile,
        null,
        null);
  }

  /** What was agreed on with a server; null when there was no TLS. */
  static @Nullable TlsPart of(
      ServerObservation server, DaneObservation dane, @Nullable TlsProfile profile) {
    return of(server.tls(), DanePart.of(dane, server), profile);
  }

  /** The same about a server of another kind. */
  static @Nullable TlsPart of(
      @Nullable TlsObservation tls, @Nullable DanePart dane, @Nullable TlsProfile profile) {
    return tls == null
        ? null
        : new TlsPart(
            tls.version(),
            tls.cipherSuite(),
            tls.group(),
            versions(tls.accepted()),
            suites(tls.accepted()),
            CertificatePart.of(tls.certificate()),
            tls.chain().stream().map(ChainPart::of).toList(),
            dane,
            EnumerationPart.of(tls.accepted()),
            profile == null ? null : ProfilePart.of(profile.judge(tls)),
            tls.tickets() == null ? null : tls.tickets().count(),
            tls.tickets() == null || tls.tickets().count() == 0 ? null : tls.tickets().earlyData());
  }

  private static @Nullable List<String> versions(@Nullable AcceptedTls accepted) {
    return accepted == null || !accepted.versionsComplete()
        ? null
        : accepted.accepted().stream().map(AcceptedTls.Version::id).toList();
  }

  /** Of the versions of which every suite was tried; null when there is none. */
  private static @Nullable Map<String, List<String>> suites(@Nullable AcceptedTls accepted) {
    if (accepted == null) {
      return null;
    }
    var suites = new LinkedHashMap<String, List<String>>();
    accepted.accepted().stream()
        .filter(AcceptedTls.Version::suitesComplete)
        .forEach(version -> suites.put(version.id(), version.suites()));
    return suites.isEmpty() ? null : suites;
  }
}
