package dev.mxray.check.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Reads an OCSP response that a server sent along (RFC 6960, RFC 6066 §8). It counts only when its
 * signature is that of the certificate's issuer, or of a responder that the issuer appointed. Pure.
 */
final class StapledOcsp {
  /** RFC 6960 §4.2.2.2: what the issuer has to say in a certificate to appoint a responder. */
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

  /** The tag of {@code revoked} in CertStatus. */
  private static final int REVOKED = 1;

  private static final int GOOD = 0;

  private static final int MAX_RESPONDERS = 4;

  private static final Map<String, String> DIGESTS =
      Map.of(
          "1.3.14.3.2.26", "SHA-1",
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");

  /** RFC 5280 §5.3.1, by number; 7 is not used. */
  private static final List<String> REASONS =
      List.of(
          "unspecified",
          "keyCompromise",
          "cACompromise",
          "affiliationChanged",
          "superseded",
          "cessationOfOperation",
          "certificateHold",
          "7",
          "removeFromCRL",
          "privilegeWithdrawn",
          "aACompromise");

  private StapledOcsp() {}

  /**
   * That the certificate was revoked, if the response says so and can be believed.
   *
   * @param now responses from the future are not believed
   */
  static Optional<Revocation> revocation(
      byte[] response, X509Certificate certificate, X509Certificate issuer, Instant now) {
    return read(response, certificate, issuer, now, /* current= */ false)
        .flatMap(word -> Optional.ofNullable(word.revocation()));
  }

  /**
   * What the response says about the certificate, if it can be believed.
   *
   * @param now that a certificate is good counts only while the response holds
   */
  static Optional<CertificatePointers.Word> word(
      byte[] response, X509Certificate certificate, X509Certificate issuer, Instant now) {
    return read(response, certificate, issuer, now, /* current= */ true);
  }

  private static Optional<CertificatePointers.Word> read(
      byte[] response,
      X509Certificate certificate,
      X509Certificate issuer,
      Instant now,
      boolean current) {
    try {
      OCSPResponse outer = OCSPResponse.getInstance(ASN1Primitive.fromByteArray(response));
      if (outer.getResponseStatus().getIntValue() != OCSPResponseStatus.SUCCESSFUL
          || outer.getResponseBytes() == null
          || !outer
              .getResponseBytes()
              .getResponseType()
              .equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
        return Optional.empty();
      }
      byte[] octets = outer.getResponseBytes().getResponse().getOctets();
      BasicOCSPResponse basic = BasicOCSPResponse.getInstance(ASN1Primitive.fromByteArray(octets));
      return isSigned(basic, issuer, now)
          ? word(basic, certificate, issuer, now, current)
          : Optional.empty();
    } catch (IOException | GeneralSecurityException | ParseException | RuntimeException e) {
      // Bouncy Castle throws IllegalArgumentException and others for structures that do not fit.
      return Optional.empty();
    }
  }

  private static Optional<CertificatePointers.Word> word(
      BasicOCSPResponse basic,
      X509Certificate certificate,
      X509Certificate issuer,
      Instant now,
      boolean current)
      throws GeneralSecurityException, ParseException {
    for (ASN1Encodable element : basic.getTbsResponseData().getResponses()) {
      SingleResponse single = SingleResponse.getInstance(element);
      if (single.getThisUpdate().getDate().toInstant().isAfter(now)
          || !isAbout(single.getCertID(), certificate.getSerialNumber(), issuer)) {
        continue;
      }
      if (single.getCertStatus().getTagNo() == REVOKED) {
        RevokedInfo info = RevokedInfo.getInstance(single.getCertStatus().getStatus());
        return Optional.of(
            new CertificatePointers.Word(
                new Revocation(info.getRevocationTime().getDate().toInstant(), reason(info))));
      }
      boolean holds =
          single.getNextUpdate() == null
              || !single.getNextUpdate().getDate().toInstant().isBefore(now);
      if (current && single.getCertStatus().getTagNo() == GOOD && holds) {
        return Optional.of(new CertificatePointers.Word(null));
      }
    }
    return Optional.empty();
  }

  private static String reason(RevokedInfo info) {
    return info.getRevocationReason() == null
        ? REASONS.get(0)
        : reason(info.getRevocationReason().getValue().intValue());
  }

  /** By number (RFC 5280 §5.3.1). */
  static String reason(int number) {
    return number >= 0 && number < REASONS.size() ? REASONS.get(number) : String.valueOf(number);
  }

  private static boolean isAbout(CertID id, BigInteger serial, X509Certificate issuer)
      throws GeneralSecurityException {
    String digest = DIGESTS.get(id.getHashAlgorithm().getAlgorithm().getId());
    if (digest == null || !id.getSerialNumber().getValue().equals(serial)) {
      return false;
    }
    byte[] name = issuer.getSubjectX500Principal().getEncoded();
    byte[] key =
        SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded())
            .getPublicKeyData()
            .getOctets();
    return Arrays.equals(
            MessageDigest.getInstance(digest).digest(name), id.getIssuerNameHash().getOctets())
        && Arrays.equals(
            MessageDigest.getInstance(digest).digest(key), id.getIssuerKeyHash().getOctets());
  }

  private static boolean isSigned(BasicOCSPResponse basic, X509Certificate issuer, Instant now)
      throws IOException {
    for (PublicKey key : keys(basic, issuer, now)) {
      if (verifies(basic, key)) {
        return true;
      }
    }
    return false;
  }

  /** The issuer's own, and those of the responders that it appointed. */
  private static List<PublicKey> keys(BasicOCSPResponse basic, X509Certificate issuer, Instant now)
      throws IOException {
    var keys = new ArrayList<PublicKey>(List.of(issuer.getPublicKey()));
    ASN1Sequence certificates = basic.getCerts();
    if (certificates == null) {
      return keys;
    }
    for (int i = 0; i < Math.min(certificates.size(), MAX_RESPONDERS); i++) {
      byte[] der = certificates.getObjectAt(i).toASN1Primitive().getEncoded();
      CertificateReader.x509(der)
          .filter(responder -> isAppointed(responder, issuer, now))
          .ifPresent(responder -> keys.add(responder.getPublicKey()));
    }
    return keys;
  }

  private static boolean isAppointed(
      X509Certificate responder, X509Certificate issuer, Instant now) {
    try {
      List<String> usages = responder.getExtendedKeyUsage();
      if (usages == null
          || !usages.contains(OCSP_SIGNING)
          || !responder.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
          || now.isBefore(responder.getNotBefore().toInstant())
          || now.isAfter(responder.getNotAfter().toInstant())) {
        return false;
      }
      responder.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static boolean verifies(BasicOCSPResponse basic, PublicKey key) {
    try {
      var signature = Signature.getInstance(SignatureNames.of(basic.getSignatureAlgorithm()));
      signature.initVerify(key);
      signature.update(basic.getTbsResponseData().getEncoded(ASN1Encoding.DER));
      return signature.verify(basic.getSignature().getOctets());
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return false;
    }
  }
}
