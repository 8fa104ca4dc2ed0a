package dev.mxray.check.tls;

import dev.mxray.key.KeyWeakness;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A public key.
 *
 * @param type {@code rsa}, {@code ec}, {@code ed25519}, …, or an object identifier; null when the
 *     key cannot be read
 * @param bits null when they cannot be told
 */
record CertificateKey(@Nullable String type, @Nullable Integer bits, List<KeyWeakness> weaknesses) {
  private static final CertificateKey UNREADABLE = new CertificateKey(null, null, List.of());

  /** Longer ones are named, and not tested: that would take too long. */
  private static final int MAX_TESTED_BITS = 16_384;

  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
  private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");
  private static final int ED25519_BITS = 256;
  private static final int ED448_BITS = 456;

  private static final Map<ASN1ObjectIdentifier, String> POST_QUANTUM =
      Map.of(
          NISTObjectIdentifiers.id_ml_dsa_44, "ml-dsa-44",
          NISTObjectIdentifiers.id_ml_dsa_65, "ml-dsa-65",
          NISTObjectIdentifiers.id_ml_dsa_87, "ml-dsa-87");

  static CertificateKey of(SubjectPublicKeyInfo info) {
    try {
      return read(info);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws IllegalArgumentException and others for structures that do not fit.
      return UNREADABLE;
    }
  }

  private static CertificateKey read(SubjectPublicKeyInfo info) throws IOException {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
        || algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return rsa(RSAPublicKey.getInstance(info.parsePublicKey()));
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return new CertificateKey("ec", fieldBits(info), List.of());
    }
    if (algorithm.equals(ED25519)) {
      return new CertificateKey(
          "ed25519", ED25519_BITS, KeyWeakness.ofEd25519(info.getPublicKeyData().getOctets()));
    }
    if (algorithm.equals(ED448)) {
      return new CertificateKey("ed448", ED448_BITS, List.of());
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_dsa)) {
      DSAParameter parameters = DSAParameter.getInstance(info.getAlgorithm().getParameters());
      return new CertificateKey("dsa", parameters.getP().bitLength(), List.of());
    }
    return new CertificateKey(
        POST_QUANTUM.getOrDefault(algorithm, algorithm.getId()), null, List.of());
  }

  private static CertificateKey rsa(RSAPublicKey key) {
    BigInteger modulus = key.getModulus();
    int bits = modulus.bitLength();
    boolean testable = bits <= MAX_TESTED_BITS && modulus.signum() > 0 && modulus.testBit(0);
    return new CertificateKey(
        "rsa", bits, testable ? KeyWeakness.ofRsa(modulus, key.getPublicExponent()) : List.of());
  }

  /** Of a registered curve; curves that are written out are not counted. */
  private static @Nullable Integer fieldBits(SubjectPublicKeyInfo info) {
    X962Parameters parameters = X962Parameters.getInstance(info.getAlgorithm().getParameters());
    if (!parameters.isNamedCurve()) {
      return null;
    }
    X9ECParameters curve =
        ECNamedCurveTable.getByOID(ASN1ObjectIdentifier.getInstance(parameters.getParameters()));
    return curve == null ? null : curve.getCurve().getFieldSize();
  }
}
