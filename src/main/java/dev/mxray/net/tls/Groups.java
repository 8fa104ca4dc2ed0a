package dev.mxray.net.tls;

import java.math.BigInteger;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.TlsDHUtils;
import org.bouncycastle.tls.crypto.DHGroup;
import org.bouncycastle.tls.crypto.TlsDHConfig;
import org.jspecify.annotations.Nullable;

/** Groups of key exchanges: their names, and what is offered and taken. */
final class Groups {
  /** In order of preference; the first two get a key share in the first flight. */
  static final int[] USUAL = {
    NamedGroup.X25519MLKEM768,
    NamedGroup.x25519,
    NamedGroup.secp256r1,
    NamedGroup.x448,
    NamedGroup.secp384r1,
    NamedGroup.secp521r1,
    NamedGroup.brainpoolP256r1,
    NamedGroup.brainpoolP384r1,
    NamedGroup.brainpoolP512r1,
    NamedGroup.ffdhe2048,
    NamedGroup.ffdhe3072,
    NamedGroup.ffdhe4096,
    NamedGroup.ffdhe6144,
    NamedGroup.ffdhe8192,
  };

  /** For old servers: no large key share, and old curves. */
  static final int[] WIDEST = {
    NamedGroup.x25519,
    NamedGroup.secp256r1,
    NamedGroup.x448,
    NamedGroup.secp384r1,
    NamedGroup.secp521r1,
    NamedGroup.brainpoolP256r1,
    NamedGroup.brainpoolP384r1,
    NamedGroup.brainpoolP512r1,
    NamedGroup.secp256k1,
    NamedGroup.secp224r1,
    NamedGroup.secp192r1,
    NamedGroup.ffdhe2048,
    NamedGroup.ffdhe3072,
    NamedGroup.ffdhe4096,
    NamedGroup.ffdhe6144,
    NamedGroup.ffdhe8192,
  };

  /** Below this nothing was ever deployed. */
  private static final int MIN_PRIME_BITS = 256;

  /**
   * The largest that OpenSSL takes (its OPENSSL_DH_MAX_MODULUS_BITS); the arithmetic costs time.
   */
  private static final int MAX_PRIME_BITS = 10_000;

  /**
   * Enough against every known attack, and many times quicker than an exponent of the full size.
   */
  private static final int EXPONENT_BITS = 512;

  private Groups() {}

  /** The registered name. */
  static @Nullable String name(int group) {
    return group < 0 ? null : NamedGroup.getName(group);
  }

  /** The name of a finite field that the server wrote out. */
  static String name(DHGroup group) {
    String name = name(TlsDHUtils.getNamedGroupForDHParameters(group.getP(), group.getG()));
    return name == null ? "dh" + group.getP().bitLength() : name;
  }

  /** True when the arithmetic can be done at all, and in a moment. */
  static boolean bearable(DHGroup group) {
    int bits = group.getP().bitLength();
    return bits >= MIN_PRIME_BITS
        && bits <= MAX_PRIME_BITS
        && group.getP().testBit(0)
        && group.getG().compareTo(BigInteger.ONE) > 0
        && group.getG().compareTo(group.getP()) < 0;
  }

  /** The same field with an exponent that does not hold up the event loop. */
  static TlsDHConfig quick(DHGroup group) {
    int bits = Math.min(EXPONENT_BITS, group.getP().bitLength() - 1);
    return new TlsDHConfig(new DHGroup(group.getP(), null, group.getG(), bits));
  }
}
