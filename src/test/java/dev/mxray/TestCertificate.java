package dev.mxray;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A certificate made for a test, with its key.
 *
 * @param der as it is sent
 * @param keys its own keys
 */
@SuppressWarnings("ArrayRecordComponent")
public record TestCertificate(byte[] der, KeyPair keys, String subject) {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private static final Map<String, ASN1ObjectIdentifier> ALGORITHMS =
      Map.of(
          "MD5withRSA", PKCSObjectIdentifiers.md5WithRSAEncryption,
          "SHA1withRSA", PKCSObjectIdentifiers.sha1WithRSAEncryption,
          "SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption,
          "SHA1withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA1,
          "SHA256withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA256,
          "Ed25519", new ASN1ObjectIdentifier("1.3.101.112"));

  /** A certificate in the making; a year long, with an EC key, from now. */
  public static Builder of(String commonName) {
    return new Builder(commonName);
  }

  /** An authority that signed itself. */
  public static TestCertificate authority(String commonName) {
    return of(commonName).authority().selfSigned();
  }

  /** As the JDK reads it. */
  public X509Certificate x509() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keys of a kind: {@code EC256}, {@code RSA2048}, {@code Ed25519}. */
  public static KeyPair keys(String kind) {
    try {
      if (kind.startsWith("EC")) {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
        return generator.generateKeyPair();
      }
      if (kind.startsWith("RSA")) {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(Integer.parseInt(kind.substring(3)));
        return generator.generateKeyPair();
      }
      return KeyPairGenerator.getInstance(kind).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects what a certificate says. */
  public static final class Builder {
    private final String subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private @Nullable KeyPair keys;
    private Instant from = Instant.now().minusSeconds(3600);
    private Instant until = Instant.now().plusSeconds(365 * 86_400L);
    private @Nullable String algorithm;

    private Builder(String commonName) {
      this.subject = "CN=" + commonName;
    }

    /** DNS names in the subject alternative name. */
    public Builder names(String... dnsNames) {
      for (String name : dnsNames) {
        names.add(new GeneralName(GeneralName.dNSName, name));
      }
      return this;
    }

    /** Addresses in the subject alternative name. */
    public Builder addresses(String... addresses) {
      for (String address : addresses) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
      }
      return this;
    }

    public Builder keys(KeyPair value) {
      this.keys = value;
      return this;
    }

    public Builder keys(String kind) {
      return keys(TestCertificate.keys(kind));
    }

    public Builder valid(Instant notBefore, Instant notAfter) {
      this.from = notBefore;
      this.until = notAfter;
      return this;
    }

    /** How the issuer signs, {@code SHA1withRSA}; SHA-256 by default. */
    public Builder signedWith(String value) {
      this.algorithm = value;
      return this;
    }

    public Builder authority() {
      try {
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
      return this;
    }

    public Builder extension(
        ASN1ObjectIdentifier id, boolean critical, org.bouncycastle.asn1.ASN1Encodable value) {
      try {
        extensions.addExtension(id, critical, value);
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
      return this;
    }

    public TestCertificate selfSigned() {
      KeyPair own = ownKeys();
      return sign(subject, own);
    }

    public TestCertificate signedBy(TestCertificate issuer) {
      return sign(issuer.subject(), issuer.keys());
    }

    private KeyPair ownKeys() {
      if (keys == null) {
        keys = TestCertificate.keys("EC256");
      }
      return keys;
    }

    private TestCertificate sign(String issuer, KeyPair signer) {
      try {
        String kind = signer.getPrivate().getAlgorithm();
        String with =
            algorithm != null
                ? algorithm
                : kind.equals("RSA")
                    ? "SHA256withRSA"
                    : kind.equals("EC") ? "SHA256withECDSA" : "Ed25519";
        ASN1ObjectIdentifier oid = ALGORITHMS.get(with);
        var id =
            with.endsWith("RSA")
                ? new AlgorithmIdentifier(oid, DERNull.INSTANCE)
                : new AlgorithmIdentifier(oid);
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(SERIAL.getAndIncrement())));
        generator.setSignature(id);
        generator.setIssuer(new X500Name(issuer));
        generator.setSubject(new X500Name(subject));
        generator.setStartDate(new Time(Date.from(from), Locale.ROOT));
        generator.setEndDate(new Time(Date.from(until), Locale.ROOT));
        generator.setSubjectPublicKeyInfo(
            SubjectPublicKeyInfo.getInstance(ownKeys().getPublic().getEncoded()));
        if (!names.isEmpty()) {
          extensions.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(names.toArray(new GeneralName[0])));
        }
        if (!extensions.isEmpty()) {
          generator.setExtensions(extensions.generate());
        }
        TBSCertificate body = generator.generateTBSCertificate();
        Signature signature = Signature.getInstance(with);
        signature.initSign(signer.getPrivate());
        signature.update(body.getEncoded("DER"));
        var all = new ASN1EncodableVector();
        all.add(body);
        all.add(id);
        all.add(new DERBitString(signature.sign()));
        return new TestCertificate(new DERSequence(all).getEncoded("DER"), ownKeys(), subject);
      } catch (GeneralSecurityException | java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
