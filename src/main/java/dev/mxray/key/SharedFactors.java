package dev.mxray.key;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/**
 * The RSA moduli that were seen in a run, to find those that have a prime in common: made by a
 * device or program without good randomness, and broken by a greatest common divisor (Heninger et
 * al., USENIX Security 2012). Safe for use by several threads.
 */
public final class SharedFactors {
  /** Moduli that are kept; a test then takes about a millisecond. Later ones are only compared. */
  public static final int MAX_MODULI = 200;

  private final Set<BigInteger> moduli = new HashSet<>();
  private BigInteger product = BigInteger.ONE;

  /** Remembers a modulus, so that others are compared with it. */
  public synchronized void add(BigInteger modulus) {
    if (moduli.size() < MAX_MODULI && moduli.add(modulus)) {
      product = product.multiply(modulus);
    }
  }

  /** True when another modulus that was seen has a prime of this one; the same one is none. */
  public boolean shares(BigInteger modulus) {
    BigInteger all;
    boolean own;
    synchronized (this) {
      all = product;
      own = moduli.contains(modulus);
    }
    BigInteger others = own ? all.mod(modulus.multiply(modulus)).divide(modulus) : all.mod(modulus);
    BigInteger common = modulus.gcd(others);
    return !common.equals(BigInteger.ONE);
  }
}
