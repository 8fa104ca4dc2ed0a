package dev.mxray.check.tls;

import dev.mxray.key.KeyWeakness;
import dev.mxray.observe.Observed.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server's own certificate says, and what holds of it at one moment. Texts are hostile.
 *
 * @param subject distinguished name (RFC 4514), perhaps empty
 * @param issuer distinguished name (RFC 4514)
 * @param names the subject alternative names: DNS names as they are written, and addresses
 * @param seenAt the moment for which its validity is told
 * @param keyType {@code rsa}, {@code ec}, {@code ed25519}, {@code ed448}, {@code dsa}, or the
 *     object identifier of another; null when the key cannot be read
 * @param keyBits length of the modulus or of the field; null when the key cannot be read
 * @param weaknesses how the key can be broken by anyone
 * @param signatureAlgorithm {@code SHA256withRSA}, or an object identifier
 * @param weakSignatures certificates of the path whose signature is over MD5 or SHA-1, as subject
 *     and algorithm
 * @param sha256 of the certificate as it was sent, in lower-case hexadecimal digits
 * @param trust whether a path leads to a trust anchor
 * @param nameMatches whether the host is among the names (RFC 9525)
 * @param revocation by a response or a list whose signature was verified; null without one
 * @param revocationUnseen why it could not be told whether it was revoked, where that was asked;
 *     null otherwise
 */
public record CertificateObservation(
    String subject,
    String issuer,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    Instant seenAt,
    @Nullable String keyType,
    @Nullable Integer keyBits,
    List<KeyWeakness> weaknesses,
    String signatureAlgorithm,
    List<String> weakSignatures,
    String sha256,
    Trust trust,
    boolean nameMatches,
    @Nullable Revocation revocation,
    @Nullable Unknown<?> revocationUnseen) {

  public CertificateObservation {
    names = List.copyOf(names);
    weaknesses = List.copyOf(weaknesses);
    weakSignatures = List.copyOf(weakSignatures);
  }

  /** True once the moment of {@link #notAfter}, which still counts (RFC 5280 §4.1.2.5), is over. */
  public boolean isExpired() {
    return seenAt.isAfter(notAfter);
  }

  public boolean isNotYetValid() {
    return seenAt.isBefore(notBefore);
  }

  /** From the moment when it was seen to its end; negative once it has expired. */
  public Duration left() {
    return Duration.between(seenAt, notAfter);
  }

  /** Whole days of {@link #left}, rounded down. */
  public long daysLeft() {
    return Math.floorDiv(left().toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** How long it is valid in all. */
  public Duration lifetime() {
    return Duration.between(notBefore, notAfter);
  }

  /** The same with another path. */
  CertificateObservation completed(Trust other, List<String> weak) {
    return new CertificateObservation(
        subject,
        issuer,
        names,
        notBefore,
        notAfter,
        seenAt,
        keyType,
        keyBits,
        weaknesses,
        signatureAlgorithm,
        weak,
        sha256,
        other,
        nameMatches,
        revocation,
        revocationUnseen);
  }

  /** The same with what its issuer says now. */
  public CertificateObservation with(@Nullable Revocation told, @Nullable Unknown<?> whyNotKnown) {
    return new CertificateObservation(
        subject,
        issuer,
        names,
        notBefore,
        notAfter,
        seenAt,
        keyType,
        keyBits,
        weaknesses,
        signatureAlgorithm,
        weakSignatures,
        sha256,
        trust,
        nameMatches,
        told,
        whyNotKnown);
  }
}
