package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;

/** Stapled statements about revocation, believable or not. */
class StapledOcspTest {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final Instant SINCE = Instant.parse("2026-11-01T10:00:00Z");
  static final TestCertificate ISSUER = TestCertificate.authority("Issuer");
  private static final TestCertificate LEAF =
      TestCertificate.of("mx.example.com").names("mx.example.com").signedBy(ISSUER);
  private static final TestCertificate OTHER =
      TestCertificate.of("other.example.com").signedBy(ISSUER);

  static final CertStatus REVOKED =
      new CertStatus(
          new RevokedInfo(
              time(SINCE), CRLReason.getInstance(new ASN1Enumerated(CRLReason.keyCompromise))));

  @Test
  void a_revocation_that_the_issuer_signed_is_believed() throws Exception {
    assertThat(revocation(response(LEAF, REVOKED, ISSUER)))
        .contains(new Revocation(SINCE, "keyCompromise"));
  }

  @Test
  void a_certificate_that_is_good_is_not_revoked() throws Exception {
    assertThat(revocation(response(LEAF, new CertStatus(), ISSUER))).isEmpty();
  }

  @Test
  void a_statement_about_another_certificate_does_not_count() throws Exception {
    assertThat(revocation(response(OTHER, REVOKED, ISSUER))).isEmpty();
  }

  @Test
  void a_statement_that_somebody_else_signed_does_not_count() throws Exception {
    assertThat(revocation(response(LEAF, REVOKED, TestCertificate.authority("Issuer")))).isEmpty();
  }

  @Test
  void a_responder_that_the_issuer_appointed_is_believed() throws Exception {
    TestCertificate responder = responder(KeyPurposeId.id_kp_OCSPSigning, ISSUER);

    assertThat(revocation(response(LEAF, REVOKED, responder, responder))).isPresent();
  }

  @Test
  void a_server_of_the_same_issuer_is_no_responder() throws Exception {
    TestCertificate server = responder(KeyPurposeId.id_kp_serverAuth, ISSUER);

    assertThat(revocation(response(LEAF, REVOKED, server, server))).isEmpty();
  }

  @Test
  void a_responder_of_another_issuer_is_not_believed() throws Exception {
    TestCertificate responder =
        responder(KeyPurposeId.id_kp_OCSPSigning, TestCertificate.authority("Issuer"));

    assertThat(revocation(response(LEAF, REVOKED, responder, responder))).isEmpty();
  }

  @Test
  void a_statement_from_the_future_does_not_count() throws Exception {
    byte[] response = response(LEAF, REVOKED, ISSUER);

    assertThat(
            StapledOcsp.revocation(
                response, LEAF.x509(), ISSUER.x509(), SINCE.minusSeconds(86_400)))
        .isEmpty();
  }

  @Test
  void the_observation_holds_what_was_stapled() throws Exception {
    var inspection = new CertificateInspection(TrustAnchors.of(List.of(ISSUER.x509())), NOW);
    List<SentCertificate> chain = List.of(CertificateReader.sent(LEAF.der()));

    CertificateObservation seen =
        inspection.inspect("mx.example.com", chain, response(LEAF, REVOKED, ISSUER)).orElseThrow();

    assertThat(Objects.requireNonNull(seen.revocation()).reason()).isEqualTo("keyCompromise");
  }

  @Test
  void mutated_statements_are_never_an_error_and_never_believed() throws Exception {
    byte[] good = response(LEAF, REVOKED, ISSUER);
    var random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      byte[] mutated =
          random.nextInt(5) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (mutated.length > 0) {
        int at = random.nextInt(mutated.length);
        mutated[at] = (byte) (mutated[at] ^ (1 + random.nextInt(255)));
      }
      // Whatever is believed must still be what was signed: a change outside of that is possible.
      assertThat(revocation(mutated).map(Revocation::since).orElse(SINCE)).isEqualTo(SINCE);
    }
  }

  private static Optional<Revocation> revocation(byte[] response) {
    return StapledOcsp.revocation(response, LEAF.x509(), ISSUER.x509(), NOW);
  }

  private static TestCertificate responder(KeyPurposeId purpose, TestCertificate issuer) {
    return TestCertificate.of("Responder")
        .valid(SINCE, NOW.plusSeconds(86_400))
        .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
        .signedBy(issuer);
  }

  static byte[] response(
      TestCertificate about, CertStatus status, TestCertificate signer, TestCertificate... sent)
      throws Exception {
    byte[] key =
        SubjectPublicKeyInfo.getInstance(ISSUER.keys().getPublic().getEncoded())
            .getPublicKeyData()
            .getOctets();
    var id =
        new CertID(
            new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
            new DEROctetString(sha1(ISSUER.x509().getSubjectX500Principal().getEncoded())),
            new DEROctetString(sha1(key)),
            new ASN1Integer(about.x509().getSerialNumber()));
    var single = new SingleResponse(id, status, time(SINCE), null, (Extensions) null);
    var data =
        new ResponseData(
            new ResponderID(new X500Name(signer.subject())),
            time(SINCE),
            new DERSequence(single),
            (Extensions) null);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer.keys().getPrivate());
    signature.update(data.getEncoded("DER"));
    var certificates = new ASN1EncodableVector();
    for (TestCertificate certificate : sent) {
      certificates.add(ASN1Primitive.fromByteArray(certificate.der()));
    }
    var basic =
        new BasicOCSPResponse(
            data,
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
            new DERBitString(signature.sign()),
            new DERSequence(certificates));
    return new OCSPResponse(
            new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
            new ResponseBytes(
                OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic.getEncoded())))
        .getEncoded();
  }

  private static byte[] sha1(byte[] octets) throws Exception {
    return MessageDigest.getInstance("SHA-1").digest(octets);
  }

  private static ASN1GeneralizedTime time(Instant moment) {
    return new DERGeneralizedTime(Date.from(moment));
  }
}
