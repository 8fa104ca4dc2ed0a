package dev.mxray.fix;

import dev.mxray.check.caa.HostCaa;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.tls.CertificateObservation;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.Trust;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * CAA records for the authorities whose certificates the exchanges present. At the exchange's own
 * name, so that nothing else is limited; and only for names below the domain that are no aliases,
 * where every certificate that was seen is trusted and of an authority that is known.
 */
final class CaaRemedies {
  private CaaRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return seen.caa().hosts().stream()
        .map(HostCaa::host)
        .filter(host -> host.endsWith("." + seen.domain()) && isNoAlias(host, seen))
        .flatMap(host -> records(host, seen))
        .toList();
  }

  private static boolean isNoAlias(String host, Sight seen) {
    return seen.mx().hosts().stream()
        .filter(exchange -> exchange.host().equals(host))
        .map(Exchange::aliases)
        .anyMatch(List::isEmpty);
  }

  private static Stream<Remediation> records(String host, Sight seen) {
    List<TlsObservation> handshakes =
        seen.handshakes().stream().filter(one -> one.host().equals(host)).toList();
    var issuers = new TreeSet<String>();
    for (TlsObservation handshake : handshakes) {
      Optional<String> issuer = issuer(handshake);
      if (issuer.isEmpty()) {
        return Stream.of(); // it could not renew its certificate any more
      }
      issuers.add(issuer.get());
    }
    return issuers.stream()
        .map(issuer -> Remediation.publish(host, "CAA", "0 issue \"" + issuer + "\""));
  }

  private static Optional<String> issuer(TlsObservation handshake) {
    CertificateObservation certificate = handshake.certificate();
    return certificate == null || certificate.trust() != Trust.TRUSTED
        ? Optional.empty()
        : CaaIssuers.bundled().of(handshake.chain().get(0).der());
  }
}
