package dev.mxray.check.dkim;

import dev.mxray.key.KeyWeakness;
import dev.mxray.text.Sentence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What the tag {@code p} of a key record holds. */
public sealed interface DkimKey {
  /** RFC 8301 §3.2: verifiers must not accept less. */
  int MIN_RSA_BITS = 1024;

  /** RFC 8301 §3.2: signers should use at least this. */
  int GOOD_RSA_BITS = 2048;

  /** Four times what verifiers must be able to take (RFC 8301 §3.2); keeps the tests short. */
  int MAX_RSA_BITS = 16_384;

  /** True when a signature made with it is accepted and nobody else can make one. */
  boolean sound();

  /**
   * An RSA key.
   *
   * @param modulus of at most {@link #MAX_RSA_BITS} bits
   * @param exponent the public exponent
   * @param bare true when {@code p} is a bare RSAPublicKey (RFC 8017 A.1.1) instead of a
   *     SubjectPublicKeyInfo
   * @param weaknesses how it can be broken; empty for a key that cannot
   */
  record Rsa(BigInteger modulus, BigInteger exponent, boolean bare, List<KeyWeakness> weaknesses)
      implements DkimKey {
    public Rsa {
      weaknesses = List.copyOf(weaknesses);
    }

    /** The same key with one more weakness. */
    Rsa with(KeyWeakness weakness) {
      var all = new ArrayList<KeyWeakness>(weaknesses);
      all.add(weakness);
      return new Rsa(modulus, exponent, bare, all);
    }

    /** The length of the modulus. */
    public int bits() {
      return modulus.bitLength();
    }

    @Override
    public boolean sound() {
      return bits() >= MIN_RSA_BITS && weaknesses.isEmpty();
    }
  }

  /**
   * An Ed25519 key (RFC 8463): always 256 bits.
   *
   * @param octets the 32 octets in hexadecimal
   */
  record Ed25519(String octets, List<KeyWeakness> weaknesses) implements DkimKey {
    public Ed25519 {
      weaknesses = List.copyOf(weaknesses);
    }

    @Override
    public boolean sound() {
      return weaknesses.isEmpty();
    }
  }

  /** {@code p} is empty: the key was withdrawn. */
  record Revoked() implements DkimKey {
    @Override
    public boolean sound() {
      return false;
    }
  }

  /** No verifier can use it. */
  record Invalid(Sentence told) implements DkimKey {
    /** Why not, in English. */
    public String reason() {
      return told.toString();
    }

    @Override
    public boolean sound() {
      return false;
    }
  }

  /**
   * Reads a key.
   *
   * @param keyType the tag {@code k}
   * @param data the tag {@code p} without white space
   * @param hashes the tag {@code h}; empty when it is not there
   */
  static DkimKey read(String keyType, String data, List<String> hashes) {
    return DkimKeyReader.read(keyType, data, hashes);
  }
}
