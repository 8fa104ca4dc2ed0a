package dev.mxray.report;

import dev.mxray.check.tls.CertificateObservation;
import dev.mxray.check.tls.Trust;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's own certificate.
 *
 * @param subject distinguished name (RFC 4514), perhaps empty
 * @param issuer distinguished name (RFC 4514)
 * @param names the subject alternative names, DNS names and addresses
 * @param notBefore RFC 3339, UTC, seconds
 * @param notAfter RFC 3339, UTC, seconds
 * @param daysLeft whole days to {@code notAfter} at the time of the scan, rounded down; negative
 *     once expired
 * @param keyType {@code rsa}, {@code ec}, {@code ed25519}, …; null when the key cannot be read
 * @param keyBits null when the key cannot be read
 * @param signatureAlgorithm {@code SHA256withRSA}
 * @param sha256 of the certificate as it was sent, in lower-case hexadecimal digits
 * @param trusted whether a path leads to a trust anchor, dates and names apart; null when that
 *     could not be told
 * @param nameMatches whether the host is among the names (RFC 9525); null when that could not be
 *     told
 */
public record CertificatePart(
    String subject,
    String issuer,
    List<String> names,
    String notBefore,
    String notAfter,
    int daysLeft,
    @Nullable String keyType,
    @Nullable Integer keyBits,
    String signatureAlgorithm,
    String sha256,
    @Nullable Boolean trusted,
    @Nullable Boolean nameMatches) {

  /** A server's own certificate; null when it sent none, or it could not be read. */
  static @Nullable CertificatePart of(@Nullable CertificateObservation certificate) {
    return certificate == null
        ? null
        : new CertificatePart(
            certificate.subject(),
            certificate.issuer(),
            certificate.names(),
            certificate.notBefore().truncatedTo(ChronoUnit.SECONDS).toString(),
            certificate.notAfter().truncatedTo(ChronoUnit.SECONDS).toString(),
            Math.toIntExact(certificate.daysLeft()),
            certificate.keyType(),
            certificate.keyBits(),
            certificate.signatureAlgorithm(),
            certificate.sha256(),
            trusted(certificate.trust()),
            certificate.nameMatches());
  }

  private static @Nullable Boolean trusted(Trust trust) {
    return switch (trust) {
      case TRUSTED -> true;
      case INCOMPLETE, SELF_SIGNED, UNTRUSTED -> false;
      case UNKNOWN -> null;
    };
  }
}
