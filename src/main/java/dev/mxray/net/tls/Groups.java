package dev.mxray.net.tls;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  static final int X25519 = NamedGroup.x25519;

  /** Hybrids with a post-quantum part, newest first (draft-ietf-tls-ecdhe-mlkem; Kyber before). */
  static final Set<Integer> HYBRID = Set.of(4587, 4588, 4589, 4590, 25497, 25498);

  /** Every curve of TLS 1.2, what is common first. */
  static final List<Integer> CURVES =
      List.of(
          29, 23, 24, 25, 30, 26, 27, 28, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
          7, 6, 5, 4, 3, 2, 1, 34, 35, 36, 37, 38, 39, 40, 41);

  /** Every group of TLS 1.3, what is common first. */
  static final List<Integer> NEWEST =
      List.of(
          4588, 29, 23, 24, 25, 30, 256, 257, 258, 259, 260, 31, 32, 33, 4587, 4589, 4590, 25497,
          25498, 512, 513, 514, 34, 35, 36, 37, 38, 39, 40, 41);

  private static final Map<Integer, String> DRAFTS =
      Map.of(25497, "X25519Kyber768Draft00", 25498, "SecP256r1Kyber768Draft00");

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
    return group < 0 ? null : DRAFTS.getOrDefault(group, NamedGroup.getName(group));
  }

  /** The registered name, or its number when it has none. */
  static String shown(int group) {
    String name = name(group);
    return name == null ? String.format(Locale.ROOT, "0x%04X", group) : name;
  }

  /** The length of a number as it was written out. */
  static int bits(byte[] number) {
    return new BigInteger(1, number).bitLength();
  }

  /** The registered number of a finite field that the server wrote out; -1 when it has none. */
  static int ofField(byte[] prime, byte[] generator) {
    return TlsDHUtils.getNamedGroupForDHParameters(
        new BigInteger(1, prime), new BigInteger(1, generator));
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
