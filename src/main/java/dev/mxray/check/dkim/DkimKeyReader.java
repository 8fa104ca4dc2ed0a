package dev.mxray.check.dkim;

import dev.mxray.key.KeyWeakness;
import dev.mxray.text.Sentence;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Turns the tag {@code p} into a key, or says why it is none. Pure; a few milliseconds at most. */
final class DkimKeyReader {
  /** Room for a modulus and an exponent of the longest accepted key, and their wrapping. */
  private static final int MAX_OCTETS = 2 * DkimKey.MAX_RSA_BITS / 8 + 100;

  private DkimKeyReader() {}

  static DkimKey read(String keyType, String data, List<String> hashes) {
    if (data.isEmpty()) {
      return new DkimKey.Revoked();
    }
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-base64"));
    }
    if (octets.length > MAX_OCTETS) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-long", DkimKey.MAX_RSA_BITS));
    }
    if (!hashes.isEmpty() && !hashes.contains("sha256") && !hashes.contains("sha1")) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-hash"));
    }
    return switch (keyType) {
      case "rsa" -> rsa(octets);
      case "ed25519" -> ed25519(octets);
      default -> new DkimKey.Invalid(Sentence.of("dkim.key-type"));
    };
  }

  /**
   * RFC 6376 §3.6.1 says RSAPublicKey; erratum 3017 corrects that to what everyone publishes, the
   * SubjectPublicKeyInfo. Both are taken.
   */
  private static DkimKey rsa(byte[] octets) {
    try {
      ASN1Sequence outer = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(octets));
      if (outer.size() != 2) {
        return new DkimKey.Invalid(Sentence.of("dkim.key-not-rsa"));
      }
      boolean bare = outer.getObjectAt(0) instanceof ASN1Integer;
      if (bare) {
        return rsa(RSAPublicKey.getInstance(outer), /* bare= */ true);
      }
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(outer);
      if (!info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return new DkimKey.Invalid(Sentence.of("dkim.key-other-type"));
      }
      return rsa(RSAPublicKey.getInstance(info.parsePublicKey()), /* bare= */ false);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws IllegalArgumentException and others for structures that do not fit.
      return new DkimKey.Invalid(Sentence.of("dkim.key-der"));
    }
  }

  private static DkimKey rsa(RSAPublicKey key, boolean bare) {
    BigInteger modulus = key.getModulus();
    BigInteger exponent = key.getPublicExponent();
    int bits = modulus.bitLength();
    if (bits > DkimKey.MAX_RSA_BITS) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-modulus", DkimKey.MAX_RSA_BITS));
    }
    if (modulus.compareTo(BigInteger.valueOf(15)) < 0 || !modulus.testBit(0)) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-primes"));
    }
    if (exponent.signum() <= 0 || exponent.compareTo(modulus) >= 0) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-exponent"));
    }
    return new DkimKey.Rsa(modulus, exponent, bare, KeyWeakness.ofRsa(modulus, exponent));
  }

  /** RFC 8463 §4.2: the 32 octets of RFC 8032, without any wrapping. */
  private static DkimKey ed25519(byte[] octets) {
    if (octets.length != Ed25519.PUBLIC_KEY_SIZE) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-octets", octets.length));
    }
    if (!Ed25519.validatePublicKeyFull(octets, 0)) {
      return new DkimKey.Invalid(Sentence.of("dkim.key-point"));
    }
    return new DkimKey.Ed25519(HexFormat.of().formatHex(octets), KeyWeakness.ofEd25519(octets));
  }
}
