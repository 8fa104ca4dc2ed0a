package dev.mxray.fix;

import dev.mxray.check.dane.HostTlsa;
import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.tls.SentCertificate;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * TLSA records for the keys that the exchanges present on port 25 (RFC 7672 §3.1): usage 3,
 * selector 1, matching 1. Only where the answer that there is none was signed: in another zone
 * senders would not look at them.
 */
final class DaneRemedies {
  private static final int PORT = 25;
  private static final String OWN_KEY = "3 1 1 ";

  private DaneRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return seen.dane().hosts().stream()
        .filter(host -> concerns(finding, host))
        .filter(host -> host.tlsa().is(Trust.SECURE) && host.address().is(Trust.SECURE))
        .filter(host -> host.tlsa().aliases().isEmpty() && host.address().aliases().isEmpty())
        .flatMap(
            host ->
                keys(finding, host, seen).stream()
                    .map(
                        key ->
                            Remediation.publish(
                                "_" + PORT + "._tcp." + host.host(), "TLSA", OWN_KEY + key)))
        .toList();
  }

  private static boolean concerns(Finding finding, HostTlsa host) {
    return switch (finding.type()) {
      case DANE_MISSING, DANE_PARTIAL -> host.published() == HostTlsa.Published.ABSENT;
      case DANE_UNUSABLE -> host.host().equals(finding.subject());
      case DANE_MISMATCH -> finding.subject().startsWith(host.host() + "[");
      default -> false;
    };
  }

  /** Of every address of the host, or of the one that the finding is about. */
  private static List<String> keys(Finding finding, HostTlsa host, Sight seen) {
    return seen.handshakes().stream()
        .filter(one -> one.port() == PORT && one.host().equals(host.host()))
        .filter(one -> !finding.subject().contains("[") || finding.subject().contains(place(one)))
        .flatMap(one -> one.chain().stream().limit(1))
        .flatMap(certificate -> keyDigest(certificate).stream())
        .distinct()
        .toList();
  }

  private static String place(TlsObservation handshake) {
    return "[" + handshake.address() + "]";
  }

  /** SHA-256 of the public key, as the certificate holds it; empty when that cannot be read. */
  private static Optional<String> keyDigest(SentCertificate certificate) {
    try {
      byte[] key =
          Certificate.getInstance(certificate.der()).getSubjectPublicKeyInfo().getEncoded("DER");
      return Optional.of(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
