package dev.mxray.message.signature;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.text.Sentence;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Tests a signature with one key record (RFC 6376 §6.1.2, §6.1.3). */
final class KeyTest {
  private KeyTest() {}

  /**
   * The outcome.
   *
   * @param told why, in plain words; empty for a pass
   */
  record Outcome(SignatureResult result, Sentence told) {
    static final Outcome PASS = new Outcome(SignatureResult.PASS, Sentence.verbatim(""));

    static Outcome permanent(Sentence reason) {
      return new Outcome(SignatureResult.PERMERROR, reason);
    }
  }

  /**
   * Tests a signature.
   *
   * @param strict true when the identity {@code i} is in a subdomain of {@code d}
   */
  static Outcome test(
      DkimRecord.Key record, Algorithm algorithm, byte[] data, byte[] signature, boolean strict) {
    if (record.revoked()) {
      return Outcome.permanent(Sentence.of("message.key-withdrawn"));
    }
    if (record.key() instanceof DkimKey.Invalid invalid) {
      return Outcome.permanent(Sentence.of("message.key-unusable", invalid.told()));
    }
    if (!record.keyType().equals(algorithm.keyType())) {
      return Outcome.permanent(
          Sentence.of("message.key-other-type", record.keyType(), algorithm.keyType()));
    }
    if (!record.hashes().isEmpty() && !record.hashes().contains(algorithm.hash())) {
      return Outcome.permanent(Sentence.of("message.key-hash", algorithm.hash()));
    }
    if (!record.forEmail()) {
      return Outcome.permanent(Sentence.of("message.key-service"));
    }
    if (strict && record.flags().contains("s")) {
      return Outcome.permanent(Sentence.of("message.key-strict"));
    }
    return test(record.key(), data, signature);
  }

  private static Outcome test(DkimKey key, byte[] data, byte[] signature) {
    if (key instanceof DkimKey.Rsa rsa) {
      if (rsa.bits() < DkimKey.MIN_RSA_BITS) {
        return new Outcome(SignatureResult.POLICY, Sentence.of("message.key-short", rsa.bits()));
      }
      return rsa(rsa, data, signature) ? Outcome.PASS : mismatch();
    }
    return key instanceof DkimKey.Ed25519 ed25519 && ed25519(ed25519, data, signature)
        ? Outcome.PASS
        : mismatch();
  }

  private static Outcome mismatch() {
    return new Outcome(SignatureResult.FAIL, Sentence.of("message.mismatch"));
  }

  private static boolean rsa(DkimKey.Rsa key, byte[] data, byte[] signature) {
    try {
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent())));
      verifier.update(data);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of the wrong length, or an exponent that the JDK refuses.
      return false;
    }
  }

  /** RFC 8463 §3: PureEdDSA over the SHA-256 hash. */
  private static boolean ed25519(DkimKey.Ed25519 key, byte[] data, byte[] signature) {
    if (signature.length != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(data);
      return Ed25519.verify(
          signature, 0, HexFormat.of().parseHex(key.octets()), 0, hash, 0, hash.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
