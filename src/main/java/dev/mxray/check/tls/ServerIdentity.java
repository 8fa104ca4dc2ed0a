package dev.mxray.check.tls;

import dev.mxray.net.http.ServerCheck.Verdict;
import dev.mxray.text.Sentence;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a chain proves a host's name (RFC 9525) by a path that holds in every respect (RFC 5280
 * §6), revocation apart. The faults of the server's own certificate are told one by one; for what
 * is behind it the JDK's validation has the last word.
 */
final class ServerIdentity {
  /** id-kp-serverAuth, and anyExtendedKeyUsage (RFC 5280 §4.2.1.12). */
  private static final Set<String> FOR_SERVERS = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

  private static final int MAX_NAMES = 10;

  private final TrustAnchors anchors;
  private final Instant now;

  ServerIdentity(TrustAnchors anchors, Instant now) {
    this.anchors = anchors;
    this.now = now;
  }

  /** What the chain shows about the host. */
  Verdict verify(String host, List<SentCertificate> chain) {
    if (!anchors.readable()) {
      return new Verdict.Unknown(Sentence.of("tls.anchors"));
    }
    Optional<X509Certificate> leaf =
        chain.isEmpty() ? Optional.empty() : CertificateReader.x509(chain.get(0).der());
    Optional<CertificateObservation> certificate =
        new CertificateInspection(anchors, now).inspect(host, chain, /* stapledOcsp= */ null);
    if (leaf.isEmpty() || certificate.isEmpty()) {
      return new Verdict.Refused(List.of(Sentence.of("tls.unreadable")));
    }
    List<Sentence> faults = faults(host, certificate.get());
    if (!isForServers(leaf.get())) {
      faults.add(Sentence.of("tls.not-for-servers"));
    }
    if (faults.isEmpty()) {
      faults.addAll(path(leaf.get(), chain));
    }
    return faults.isEmpty() ? new Verdict.Verified() : new Verdict.Refused(faults);
  }

  private List<Sentence> faults(String host, CertificateObservation certificate) {
    var faults = new ArrayList<Sentence>();
    if (certificate.isExpired()) {
      faults.add(Sentence.of("tls.expired", day(certificate.notAfter())));
    }
    if (certificate.isNotYetValid()) {
      faults.add(Sentence.of("tls.early", day(certificate.notBefore())));
    }
    switch (certificate.trust()) {
      case SELF_SIGNED -> faults.add(Sentence.of("tls.self-signed"));
      case UNTRUSTED, INCOMPLETE -> faults.add(Sentence.of("tls.no-path", certificate.issuer()));
      case TRUSTED, UNKNOWN -> {}
    }
    if (!certificate.nameMatches()) {
      faults.add(Sentence.of("tls.other-name", host, names(certificate.names())));
    }
    return faults;
  }

  private static Sentence names(List<String> names) {
    if (names.isEmpty()) {
      return Sentence.of("tls.no-name");
    }
    String listed = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return names.size() > MAX_NAMES
        ? Sentence.of("tls.and-others", listed)
        : Sentence.verbatim(listed);
  }

  private static boolean isForServers(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      return usages == null || usages.stream().anyMatch(FOR_SERVERS::contains);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /** What the JDK has against every path that the sent certificates allow. */
  private List<Sentence> path(X509Certificate leaf, List<SentCertificate> chain) {
    List<X509Certificate> sent =
        chain.stream().flatMap(one -> CertificateReader.x509(one.der()).stream()).toList();
    var target = new X509CertSelector();
    target.setCertificate(leaf);
    try {
      var parameters = new PKIXBuilderParameters(anchors.all(), target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var unused = CertPathBuilder.getInstance("PKIX").build(parameters);
      return List.of();
    } catch (GeneralSecurityException | RuntimeException e) {
      return List.of(Sentence.of("tls.path-broken", innermost(e)));
    }
  }

  private static String innermost(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at.getCause() != null && depth < 8; depth++) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  private static String day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
