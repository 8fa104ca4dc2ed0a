package dev.mxray.lab;

import java.time.Duration;
import java.util.List;

/**
 * What a certificate of {@link LabCertificates} is to be like. Without further words it is a good
 * one: of 90 days, ten of them over, an EC key, SHA-256, sent with its intermediate.
 *
 * @param subject the common name
 * @param names DNS names among the subject alternative names; none leaves the extension out
 * @param age how long it has been valid; negative when its validity has not begun
 * @param left how long it stays valid; negative when it has run out
 * @param sent whether the server sends the intermediate beside its own certificate
 */
public record CertificateRequest(
    String subject,
    List<String> names,
    Duration age,
    Duration left,
    KeyKind key,
    Digest digest,
    Issuer issuer,
    boolean sent) {
  private static final Duration AGE = Duration.ofDays(10);
  private static final Duration LEFT = Duration.ofDays(80);

  /** The kind of the server's key. */
  public enum KeyKind {
    EC_P256,
    EC_P384,
    RSA_1024,
    RSA_2048,
    RSA_3072
  }

  /** The digest under the issuer's signature. */
  public enum Digest {
    SHA1,
    SHA256
  }

  /** Who signs. */
  public enum Issuer {
    /** The intermediate of the lab's authority. */
    LAB,
    /** The intermediate of an authority that nobody knows. */
    UNKNOWN,
    /** The certificate's own key. */
    SELF
  }

  public CertificateRequest {
    names = List.copyOf(names);
  }

  /** A good certificate for a host. */
  public static CertificateRequest of(String host) {
    return new CertificateRequest(
        host,
        List.of(host),
        AGE,
        LEFT,
        KeyKind.EC_P256,
        Digest.SHA256,
        Issuer.LAB,
        /* sent= */ true);
  }

  /** The same with these names in place of the host; a first label may be an asterisk. */
  public CertificateRequest named(String... value) {
    return new CertificateRequest(subject, List.of(value), age, left, key, digest, issuer, sent);
  }

  /** The same with another validity, told from the lab's present. */
  public CertificateRequest valid(Duration since, Duration more) {
    return new CertificateRequest(subject, names, since, more, key, digest, issuer, sent);
  }

  /** The same with another kind of key. */
  public CertificateRequest key(KeyKind value) {
    return new CertificateRequest(subject, names, age, left, value, digest, issuer, sent);
  }

  /** The same signed over another digest. */
  public CertificateRequest digest(Digest value) {
    return new CertificateRequest(subject, names, age, left, key, value, issuer, sent);
  }

  /** The same signed by somebody else. */
  public CertificateRequest issuer(Issuer value) {
    return new CertificateRequest(subject, names, age, left, key, digest, value, sent);
  }

  /** The same from a server that sends its own certificate alone. */
  public CertificateRequest alone() {
    return new CertificateRequest(
        subject, names, age, left, key, digest, issuer, /* sent= */ false);
  }
}
