package dev.mxray.lab;

import dev.mxray.lab.CertificateRequest.Digest;
import dev.mxray.lab.CertificateRequest.Issuer;
import dev.mxray.lab.CertificateRequest.KeyKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority for one lab: a root, an intermediate, and certificates that are good or
 * bad in a known way. Everything is made when it is first wanted and lives in memory only. Safe for
 * use by several threads.
 */
public final class LabCertificates {
  private static final String ORGANIZATION = "mxray";
  private static final Duration AUTHORITY_AGE = Duration.ofDays(800);
  private static final Duration AUTHORITY_LEFT = Duration.ofDays(2800);

  /** Where the intermediate would be found (RFC 5280 §4.2.2.1); nothing listens there. */
  private static final String ISSUER_ADDRESS = "http://pki.example/issuing.cer";

  private static final int SERIAL_BITS = 120;

  private final Instant now;
  private final String organization;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Authority known;
  private @Nullable Authority unknown;

  private LabCertificates(Instant now, String organization) {
    this.now = now;
    this.organization = organization;
  }

  /** An authority whose certificates are dated from a moment, as a scan's clock would have it. */
  public static LabCertificates at(Instant now) {
    return at(now, ORGANIZATION);
  }

  /** The same with another organization in the names of issuers and servers. */
  public static LabCertificates at(Instant now, String organization) {
    return new LabCertificates(now, organization);
  }

  /** The moment from which validity is told. */
  public Instant now() {
    return now;
  }

  /** The certificate that a scanner has to trust. */
  public X509Certificate root() {
    return authority(Issuer.LAB).root();
  }

  /** The intermediate under which the lab's certificates are issued. */
  public X509Certificate intermediate() {
    return authority(Issuer.LAB).intermediate();
  }

  /** The root in PEM, as {@code --ca-file} takes it. */
  public String rootPem() {
    return LabCertificate.pem(root());
  }

  /** Trust in the root alone. */
  public TrustManagerFactory trust() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("lab", root());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it should be. */
  public LabCertificate good(String host) {
    return issue(CertificateRequest.of(host));
  }

  /** Ran out ten days ago. */
  public LabCertificate expired(String host) {
    return issue(CertificateRequest.of(host).valid(Duration.ofDays(100), Duration.ofDays(-10)));
  }

  /** Becomes valid in ten days. */
  public LabCertificate notYetValid(String host) {
    return issue(CertificateRequest.of(host).valid(Duration.ofDays(-10), Duration.ofDays(100)));
  }

  /** Of 90 days in all, with these days left. */
  public LabCertificate expiring(String host, int days) {
    return issue(
        CertificateRequest.of(host).valid(Duration.ofDays(90 - days), Duration.ofDays(days)));
  }

  /** Signed with its own key. */
  public LabCertificate selfSigned(String host) {
    return issue(CertificateRequest.of(host).issuer(Issuer.SELF));
  }

  /** For another host. */
  public LabCertificate wrongHost() {
    return issue(CertificateRequest.of("other.example"));
  }

  /** Good, but the server does not send the intermediate. */
  public LabCertificate withoutIntermediate(String host) {
    return issue(CertificateRequest.of(host).alone());
  }

  /** Issued by an authority that nobody knows. */
  public LabCertificate untrusted(String host) {
    return issue(CertificateRequest.of(host).issuer(Issuer.UNKNOWN));
  }

  /** For every name beside the host, one label deep; the host has two labels or more. */
  public LabCertificate wildcard(String host) {
    return issue(CertificateRequest.of(host).named("*" + host.substring(host.indexOf('.'))));
  }

  /** Names the host in the common name only, which counts for nothing (RFC 9525 §2). */
  public LabCertificate commonNameOnly(String host) {
    return issue(CertificateRequest.of(host).named());
  }

  /** Signed over SHA-1. */
  public LabCertificate sha1Signed(String host) {
    return issue(CertificateRequest.of(host).digest(Digest.SHA1));
  }

  /** An RSA key of 1024 bits. */
  public LabCertificate weakKey(String host) {
    return issue(CertificateRequest.of(host).key(KeyKind.RSA_1024));
  }

  /** Any other certificate. */
  public LabCertificate issue(CertificateRequest request) {
    try {
      KeyPair pair = keyPair(request.key());
      X500Name subject = name(request.subject());
      if (request.issuer() == Issuer.SELF) {
        var self = new Signer(subject, pair.getPrivate());
        return new LabCertificate(
            pair.getPrivate(), List.of(certificate(request, subject, pair, self)));
      }
      Authority authority = authority(request.issuer());
      X509Certificate leaf = certificate(request, subject, pair, authority.signer());
      return new LabCertificate(
          pair.getPrivate(),
          request.sent() ? List.of(leaf, authority.intermediate()) : List.of(leaf));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Authority authority(Issuer issuer) {
    if (issuer == Issuer.UNKNOWN) {
      unknown = unknown == null ? authority("Unknown") : unknown;
      return unknown;
    }
    known = known == null ? authority("Lab") : known;
    return known;
  }

  private Authority authority(String name) {
    try {
      KeyPair rootKey = keyPair(KeyKind.EC_P256);
      var rootSigner = new Signer(name(name + " Root"), rootKey.getPrivate());
      KeyPair issuingKey = keyPair(KeyKind.EC_P256);
      var signer = new Signer(name(name + " Issuing"), issuingKey.getPrivate());
      return new Authority(
          authorityCertificate(rootSigner.name(), rootKey, rootSigner),
          authorityCertificate(signer.name(), issuingKey, rootSigner),
          signer);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate authorityCertificate(X500Name subject, KeyPair pair, Signer signer)
      throws GeneralSecurityException, IOException {
    var extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    extensions.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    V3TBSCertificateGenerator fields =
        fields(subject, pair, now.minus(AUTHORITY_AGE), now.plus(AUTHORITY_LEFT));
    return signed(fields, extensions, signer, Digest.SHA256);
  }

  private X509Certificate certificate(
      CertificateRequest request, X500Name subject, KeyPair pair, Signer signer)
      throws GeneralSecurityException, IOException {
    var extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    extensions.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    if (request.issuer() == Issuer.LAB) {
      extensions.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(
              AccessDescription.id_ad_caIssuers,
              new GeneralName(GeneralName.uniformResourceIdentifier, ISSUER_ADDRESS)));
    }
    if (!request.names().isEmpty()) {
      GeneralName[] names =
          request.names().stream()
              .map(name -> new GeneralName(GeneralName.dNSName, name))
              .toArray(GeneralName[]::new);
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    V3TBSCertificateGenerator fields =
        fields(subject, pair, now.minus(request.age()), now.plus(request.left()));
    return signed(fields, extensions, signer, request.digest());
  }

  private V3TBSCertificateGenerator fields(
      X500Name subject, KeyPair pair, Instant notBefore, Instant notAfter) {
    var fields = new V3TBSCertificateGenerator();
    fields.setSerialNumber(
        new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS)));
    fields.setSubject(subject);
    fields.setStartDate(new Time(Date.from(notBefore)));
    fields.setEndDate(new Time(Date.from(notAfter)));
    fields.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    return fields;
  }

  private static X509Certificate signed(
      V3TBSCertificateGenerator fields,
      ExtensionsGenerator extensions,
      Signer signer,
      Digest digest)
      throws GeneralSecurityException, IOException {
    boolean ec = signer.key().getAlgorithm().equals("EC");
    AlgorithmIdentifier algorithm = algorithm(ec, digest);
    fields.setIssuer(signer.name());
    fields.setSignature(algorithm);
    fields.setExtensions(extensions.generate());
    var body = fields.generateTBSCertificate();
    Signature signature = Signature.getInstance(digest.name() + "with" + (ec ? "ECDSA" : "RSA"));
    signature.initSign(signer.key());
    signature.update(body.getEncoded(ASN1Encoding.DER));
    var parts = new ASN1EncodableVector();
    parts.add(body);
    parts.add(algorithm);
    parts.add(new DERBitString(signature.sign()));
    byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static AlgorithmIdentifier algorithm(boolean ec, Digest digest) {
    if (ec) {
      return new AlgorithmIdentifier(
          digest == Digest.SHA1
              ? X9ObjectIdentifiers.ecdsa_with_SHA1
              : X9ObjectIdentifiers.ecdsa_with_SHA256);
    }
    return new AlgorithmIdentifier(
        digest == Digest.SHA1
            ? PKCSObjectIdentifiers.sha1WithRSAEncryption
            : PKCSObjectIdentifiers.sha256WithRSAEncryption,
        DERNull.INSTANCE);
  }

  private X500Name name(String commonName) {
    return new X500NameBuilder()
        .addRDN(BCStyle.O, organization)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private KeyPair keyPair(KeyKind key) throws GeneralSecurityException {
    return switch (key) {
      case EC_P256 -> ec("secp256r1");
      case EC_P384 -> ec("secp384r1");
      case RSA_1024 -> rsa(1024);
      case RSA_2048 -> rsa(2048);
      case RSA_3072 -> rsa(3072);
    };
  }

  private KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve), random);
    return generator.generateKeyPair();
  }

  private KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits, random);
    return generator.generateKeyPair();
  }

  private record Signer(X500Name name, PrivateKey key) {}

  private record Authority(X509Certificate root, X509Certificate intermediate, Signer signer) {}
}
