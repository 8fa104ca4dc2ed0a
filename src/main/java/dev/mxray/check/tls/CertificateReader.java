package dev.mxray.check.tls;

import dev.mxray.address.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** Reads certificates from octets that may hold anything. Pure. */
public final class CertificateReader {
  /** Names that are kept; the largest shared certificates have a hundred. */
  private static final int MAX_NAMES = 1000;

  private static final Map<String, String> SHORT_NAMES =
      Map.of("1.2.840.113549.1.9.1", "emailAddress");

  private CertificateReader() {}

  /**
   * What a server's own certificate says.
   *
   * @param parsed as Bouncy Castle has it
   */
  public record Contents(
      Certificate parsed,
      String subject,
      String issuer,
      List<String> dnsNames,
      List<IpAddress> addresses,
      Instant notBefore,
      Instant notAfter,
      CertificateKey key,
      String signatureAlgorithm) {

    /** All names, for people. */
    public List<String> names() {
      var names = new ArrayList<>(dnsNames);
      addresses.forEach(address -> names.add(address.toString()));
      return names;
    }
  }

  /** The contents; empty when it is no certificate. */
  public static Optional<Contents> contents(byte[] der) {
    try {
      Certificate parsed = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
      var dnsNames = new ArrayList<String>();
      var addresses = new ArrayList<IpAddress>();
      names(parsed, dnsNames, addresses);
      return Optional.of(
          new Contents(
              parsed,
              name(parsed.getSubject()),
              name(parsed.getIssuer()),
              List.copyOf(dnsNames),
              List.copyOf(addresses),
              parsed.getStartDate().getDate().toInstant(),
              parsed.getEndDate().getDate().toInstant(),
              CertificateKey.of(parsed.getSubjectPublicKeyInfo()),
              SignatureNames.of(parsed.getSignatureAlgorithm())));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws IllegalArgumentException and others for structures that do not fit.
      return Optional.empty();
    }
  }

  /** One of a chain, as far as it can be read. */
  static SentCertificate sent(byte[] der) {
    String subject = null;
    String issuer = null;
    try {
      Certificate parsed = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
      subject = name(parsed.getSubject());
      issuer = name(parsed.getIssuer());
    } catch (IOException | RuntimeException e) {
      // Then it has no names.
    }
    return new SentCertificate(der, subject, issuer, sha256(der));
  }

  /** As Java has it, which verifies signatures; empty when it finds it wanting. */
  static Optional<X509Certificate> x509(byte[] der) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    } catch (CertificateException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** How its issuer signed a certificate. */
  static String signatureAlgorithm(X509Certificate certificate) {
    try {
      return SignatureNames.of(
          Certificate.getInstance(ASN1Primitive.fromByteArray(certificate.getEncoded()))
              .getSignatureAlgorithm());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return certificate.getSigAlgName();
    }
  }

  /** As RFC 4514 writes it. */
  static String name(X500Principal name) {
    return name.getName(X500Principal.RFC2253, SHORT_NAMES);
  }

  private static String name(X500Name name) throws IOException {
    return name(new X500Principal(name.getEncoded()));
  }

  private static void names(Certificate parsed, List<String> dnsNames, List<IpAddress> addresses) {
    Extensions extensions = parsed.getTBSCertificate().getExtensions();
    @Nullable GeneralNames names =
        extensions == null
            ? null
            : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    if (names == null) {
      return;
    }
    for (GeneralName name : names.getNames()) {
      if (dnsNames.size() + addresses.size() >= MAX_NAMES) {
        return;
      }
      if (name.getTagNo() == GeneralName.dNSName) {
        dnsNames.add(name.getName().toString());
      } else if (name.getTagNo() == GeneralName.iPAddress) {
        byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
        if (octets.length == 4 || octets.length == 16) {
          addresses.add(IpAddress.of(octets));
        }
      }
    }
  }
}
