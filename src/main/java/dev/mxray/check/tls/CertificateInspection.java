package dev.mxray.check.tls;

import dev.mxray.check.tls.CertificateReader.Contents;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at chains as they were sent. Pure; tens of milliseconds of arithmetic for the first one.
 */
final class CertificateInspection {
  /** Certificates that a path may go through beside those that the server itself sent. */
  private static final int MAX_HELPERS = 100;

  private final TrustAnchors anchors;
  private final Instant now;

  CertificateInspection(TrustAnchors anchors, Instant now) {
    this.anchors = anchors;
    this.now = now;
  }

  /**
   * What the first certificate of a chain says.
   *
   * @param stapledOcsp as sent; null without one
   * @return empty when there is none or it cannot be read
   */
  Optional<CertificateObservation> inspect(
      String host, List<SentCertificate> chain, byte @Nullable [] stapledOcsp) {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    return CertificateReader.contents(chain.get(0).der())
        .map(contents -> observation(host, contents, chain, stapledOcsp));
  }

  private CertificateObservation observation(
      String host, Contents contents, List<SentCertificate> chain, byte @Nullable [] stapledOcsp) {
    List<X509Certificate> behind = readable(chain.stream().skip(1));
    Optional<X509Certificate> leaf = CertificateReader.x509(chain.get(0).der());
    Path path = leaf.map(first -> path(first, behind)).orElse(Path.UNKNOWN);
    Revocation revocation =
        stapledOcsp == null
            ? null
            : leaf.flatMap(first -> revocation(first, behind, stapledOcsp)).orElse(null);
    return new CertificateObservation(
        contents.subject(),
        contents.issuer(),
        contents.names(),
        contents.notBefore(),
        contents.notAfter(),
        now,
        contents.key().type(),
        contents.key().bits(),
        contents.key().weaknesses(),
        contents.signatureAlgorithm(),
        path.weakSignatures(contents),
        chain.get(0).sha256(),
        path.trust(),
        HostNames.match(host, contents.dnsNames(), contents.addresses()),
        revocation,
        null);
  }

  private Path path(X509Certificate leaf, List<X509Certificate> behind) {
    var finder = new PathFinder(anchors, behind);
    List<X509Certificate> found = finder.path(leaf);
    if (found != null) {
      return new Path(Trust.TRUSTED, found);
    }
    if (PathFinder.isSelfSigned(leaf)) {
      return new Path(Trust.SELF_SIGNED, List.of(leaf));
    }
    return new Path(anchors.readable() ? Trust.UNTRUSTED : Trust.UNKNOWN, finder.wayUp(leaf));
  }

  private Optional<Revocation> revocation(
      X509Certificate leaf, List<X509Certificate> behind, byte[] stapledOcsp) {
    X509Certificate issuer = new PathFinder(anchors, behind).issuer(leaf);
    return issuer == null
        ? Optional.empty()
        : StapledOcsp.revocation(stapledOcsp, leaf, issuer, now);
  }

  /**
   * Looks again at the certificates without a path, with what the other servers sent: an
   * intermediate that only one server forgets completes its chain.
   */
  List<TlsObservation> together(List<TlsObservation> servers) {
    return together(servers, List.of());
  }

  /**
   * The same with more certificates.
   *
   * @param fetched from where certificates point to
   */
  List<TlsObservation> together(List<TlsObservation> servers, List<X509Certificate> fetched) {
    if (servers.stream().noneMatch(CertificateInspection::isUntrusted)) {
      return servers;
    }
    var all = new ArrayList<X509Certificate>(fetched);
    all.addAll(
        readable(
            servers.stream()
                .flatMap(server -> server.chain().stream().skip(1))
                .collect(
                    LinkedHashMap<String, SentCertificate>::new,
                    (distinct, sent) -> distinct.putIfAbsent(sent.sha256(), sent),
                    Map::putAll)
                .values()
                .stream()
                .limit(MAX_HELPERS)));
    return servers.stream()
        .map(server -> isUntrusted(server) ? completed(server, all) : server)
        .toList();
  }

  private TlsObservation completed(TlsObservation server, List<X509Certificate> helpers) {
    CertificateObservation certificate = server.certificate();
    Optional<X509Certificate> leaf = CertificateReader.x509(server.chain().get(0).der());
    if (certificate == null || leaf.isEmpty()) {
      return server;
    }
    List<X509Certificate> found = new PathFinder(anchors, helpers).path(leaf.get());
    return found == null
        ? server
        : server.with(certificate.completed(Trust.INCOMPLETE, weak(found)));
  }

  /** Where a server's certificate stands among others; empty when it cannot be read. */
  Optional<TlsProbe.Standing> standing(TlsObservation server, List<X509Certificate> fetched) {
    if (server.certificate() == null) {
      return Optional.empty();
    }
    return CertificateReader.x509(server.chain().get(0).der())
        .map(
            leaf -> {
              var helpers = new ArrayList<>(readable(server.chain().stream().skip(1)));
              helpers.addAll(fetched);
              boolean lost =
                  isUntrusted(server) && new PathFinder(anchors, helpers).path(leaf) == null;
              List<X509Certificate> way = new PathFinder(anchors, helpers).wayUp(leaf);
              return new TlsProbe.Standing(
                  server,
                  leaf,
                  new PathFinder(anchors, helpers).issuer(leaf),
                  lost ? way.get(way.size() - 1) : null);
            });
  }

  private static boolean isUntrusted(TlsObservation server) {
    CertificateObservation certificate = server.certificate();
    return certificate != null && certificate.trust() == Trust.UNTRUSTED;
  }

  private static List<X509Certificate> readable(Stream<SentCertificate> chain) {
    return chain.flatMap(sent -> CertificateReader.x509(sent.der()).stream()).toList();
  }

  /** Those of a path whose signatures stand on a broken digest; a root vouches for itself. */
  private static List<String> weak(List<X509Certificate> path) {
    var weak = new ArrayList<String>();
    for (int i = 0; i < path.size(); i++) {
      X509Certificate certificate = path.get(i);
      boolean root =
          i > 0
              && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
      String algorithm = CertificateReader.signatureAlgorithm(certificate);
      if (!root && SignatureNames.isWeak(algorithm)) {
        weak.add(CertificateReader.name(certificate.getSubjectX500Principal()) + ": " + algorithm);
      }
    }
    return weak;
  }

  private record Path(Trust trust, List<X509Certificate> certificates) {
    static final Path UNKNOWN = new Path(Trust.UNKNOWN, List.of());

    List<String> weakSignatures(Contents leaf) {
      return certificates.isEmpty() && SignatureNames.isWeak(leaf.signatureAlgorithm())
          ? List.of(leaf.subject() + ": " + leaf.signatureAlgorithm())
          : weak(certificates);
    }
  }
}
