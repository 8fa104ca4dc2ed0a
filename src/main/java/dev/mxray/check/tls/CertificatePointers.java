package dev.mxray.check.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * What certificates point to, and what is to be made of it: issuers (RFC 5280 §4.2.2.1), OCSP (RFC
 * 6960) and revocation lists (RFC 5280 §5). Pure; never throws for anything that a server sent.
 */
public final class CertificatePointers {
  /** Pointers of one kind that are followed. */
  private static final int MAX_POINTERS = 2;

  /** Certificates in one file; a bag of PKCS #7 can hold many. */
  private static final int MAX_CERTIFICATES = 20;

  private static final String X509 = "X.509";

  private CertificatePointers() {}

  /** Where the issuer's certificate is. */
  public static List<String> issuers(X509Certificate certificate) {
    return access(certificate, AccessDescription.id_ad_caIssuers);
  }

  /** Where it is told whether the certificate was revoked. */
  public static List<String> responders(X509Certificate certificate) {
    return access(certificate, AccessDescription.id_ad_ocsp);
  }

  /** Where revocation lists are that speak of the certificate, whatever the reason. */
  public static List<String> lists(X509Certificate certificate) {
    var uris = new ArrayList<String>();
    try {
      Extensions extensions = extensions(certificate);
      CRLDistPoint points = extensions == null ? null : CRLDistPoint.fromExtensions(extensions);
      if (points != null) {
        for (DistributionPoint point : points.getDistributionPoints()) {
          if (point.getReasons() == null
              && point.getCRLIssuer() == null
              && point.getDistributionPoint() != null
              && point.getDistributionPoint().getName() instanceof GeneralNames names) {
            for (GeneralName name : names.getNames()) {
              uri(name).ifPresent(uris::add);
            }
          }
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Then it points nowhere.
    }
    return uris.stream().limit(MAX_POINTERS).toList();
  }

  private static List<String> access(X509Certificate certificate, ASN1ObjectIdentifier method) {
    var uris = new ArrayList<String>();
    try {
      Extensions extensions = extensions(certificate);
      AuthorityInformationAccess access =
          extensions == null ? null : AuthorityInformationAccess.fromExtensions(extensions);
      if (access != null) {
        for (AccessDescription description : access.getAccessDescriptions()) {
          if (description.getAccessMethod().equals(method)) {
            uri(description.getAccessLocation()).ifPresent(uris::add);
          }
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Then it points nowhere.
    }
    return uris.stream().limit(MAX_POINTERS).toList();
  }

  private static Optional<String> uri(GeneralName name) {
    return name.getTagNo() == GeneralName.uniformResourceIdentifier
        ? Optional.of(name.getName().toString())
        : Optional.empty();
  }

  private static @Nullable Extensions extensions(X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    return Certificate.getInstance(ASN1Primitive.fromByteArray(certificate.getEncoded()))
        .getTBSCertificate()
        .getExtensions();
  }

  /** The certificates in a file: one, or a bag of them (PKCS #7), DER or PEM. */
  public static List<X509Certificate> certificates(byte[] file) {
    try {
      return CertificateFactory.getInstance(X509)
          .generateCertificates(new ByteArrayInputStream(file))
          .stream()
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .limit(MAX_CERTIFICATES)
          .toList();
    } catch (GeneralSecurityException | RuntimeException e) {
      return List.of();
    }
  }

  /** A question about one certificate, as a GET request has it behind the URI (RFC 6960 §A.1). */
  public static Optional<String> question(X509Certificate certificate, X509Certificate issuer) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      byte[] name = sha1.digest(issuer.getSubjectX500Principal().getEncoded());
      byte[] key =
          sha1.digest(
              SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded())
                  .getPublicKeyData()
                  .getOctets());
      var id =
          new CertID(
              new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
              new DEROctetString(name),
              new DEROctetString(key),
              new ASN1Integer(certificate.getSerialNumber()));
      var request =
          new OCSPRequest(
              new TBSRequest(null, new DERSequence(new Request(id, null)), (Extensions) null),
              null);
      return Optional.of(
          Base64.getEncoder()
              .encodeToString(request.getEncoded())
              .replace("+", "%2B")
              .replace("/", "%2F")
              .replace("=", "%3D"));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * What is known about a certificate.
   *
   * @param revocation null when it was not revoked
   */
  public record Word(@Nullable Revocation revocation) {}

  /** What a responder says, if it can be believed; empty when it says nothing of use. */
  public static Optional<Word> ofResponder(
      byte[] response, X509Certificate certificate, X509Certificate issuer, Instant now) {
    return StapledOcsp.word(response, certificate, issuer, now);
  }

  /** What a list says, if its issuer is the certificate's and it holds now. */
  public static Optional<Word> ofList(
      byte[] list, X509Certificate certificate, X509Certificate issuer, Instant now) {
    try {
      var crl =
          (X509CRL)
              CertificateFactory.getInstance(X509).generateCRL(new ByteArrayInputStream(list));
      Date until = crl.getNextUpdate();
      if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
          || crl.getThisUpdate().toInstant().isAfter(now)
          || until == null
          || until.toInstant().isBefore(now)
          || crl.getExtensionValue(Extension.deltaCRLIndicator.getId()) != null) {
        return Optional.empty();
      }
      crl.verify(issuer.getPublicKey());
      X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
      return Optional.of(
          new Word(
              entry == null
                  ? null
                  : new Revocation(entry.getRevocationDate().toInstant(), reason(entry))));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String reason(X509CRLEntry entry) {
    byte[] value = entry.getExtensionValue(Extension.reasonCode.getId());
    return StapledOcsp.reason(
        value == null
            ? 0
            : ASN1Enumerated.getInstance(ASN1OctetString.getInstance(value).getOctets())
                .intValueExact());
  }
}
