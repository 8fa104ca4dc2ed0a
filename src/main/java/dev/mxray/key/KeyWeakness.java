package dev.mxray.key;

import dev.mxray.text.Sentence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Ways in which anyone can break a public key without being lucky. The tests are bounded: about a
 * millisecond for an RSA modulus of 4096 bits, tens of them for the longest accepted one. Debian's
 * weak keys of 2008 (CVE-2008-0166) are not among them: to know them takes a list of all of them.
 */
public enum KeyWeakness {
  /** Primes of Infineon's library (CVE-2017-15361, Nemec et al. 2017). */
  ROCA(Sentence.of("key.roca")),
  /** Fermat's factorisation ends within {@link #FERMAT_STEPS} steps. */
  CLOSE_PRIMES(Sentence.of("key.close-primes")),
  SMALL_FACTOR(Sentence.of("key.small-factor")),
  TINY_EXPONENT(Sentence.of("key.tiny-exponent")),
  EVEN_EXPONENT(Sentence.of("key.even-exponent")),
  /** Another key of the run has the same prime; see {@link SharedFactors}. */
  SHARED_FACTOR(Sentence.of("key.shared-factor")),
  /** Printed with its private key in a document. */
  PUBLISHED(Sentence.of("key.published"));

  public static final int FERMAT_STEPS = 1000;

  /** ROCA moduli have at least this many bits; below, chance hits begin to matter. */
  private static final int MIN_ROCA_BITS = 512;

  /** Small primes are looked for below this bound; longer moduli have none by chance. */
  private static final int SMALL_PRIMES_BELOW = 1000;

  /** The primes up to 167, the 39 of which Infineon's smallest primorial is made. */
  private static final int ROCA_PRIMES_UP_TO = 167;

  private static final int ROCA_GENERATOR = 65_537;

  /** RFC 8463 appendix A.1 (and RFC 8032 §7.1 test 1), with the private key. */
  private static final byte[] RFC_8463_KEY =
      Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

  private static final class Primes {
    static final List<Integer> ODD = sieve();

    private static List<Integer> sieve() {
      var primes = new ArrayList<Integer>();
      for (int n = 3; n < SMALL_PRIMES_BELOW; n += 2) {
        int candidate = n;
        if (primes.stream().allMatch(p -> candidate % p != 0)) {
          primes.add(n);
        }
      }
      return List.copyOf(primes);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
  private final Sentence told;

  KeyWeakness(Sentence told) {
    this.told = told;
  }

  /** What is wrong, for people. */
  public Sentence told() {
    return told;
  }

  /** The weakness in a few English words, without a final dot. */
  public String words() {
    return told.toString();
  }

  /** The weaknesses of an RSA key with an odd modulus. */
  public static List<KeyWeakness> ofRsa(BigInteger modulus, BigInteger exponent) {
    var found = new ArrayList<KeyWeakness>();
    if (exponent.compareTo(BigInteger.valueOf(3)) <= 0) {
      found.add(TINY_EXPONENT);
    }
    if (!exponent.testBit(0)) {
      found.add(EVEN_EXPONENT);
    }
    if (hasSmallFactor(modulus)) {
      found.add(SMALL_FACTOR);
    } else if (modulus.bitLength() >= MIN_ROCA_BITS && isRoca(modulus)) {
      found.add(ROCA);
    }
    if (hasClosePrimes(modulus)) {
      found.add(CLOSE_PRIMES);
    }
    return found;
  }

  /** The weaknesses of a valid Ed25519 key. */
  public static List<KeyWeakness> ofEd25519(byte[] key) {
    return Arrays.equals(key, RFC_8463_KEY) ? List.of(PUBLISHED) : List.of();
  }

  private static boolean hasSmallFactor(BigInteger modulus) {
    for (int prime : Primes.ODD) {
      if (remainder(modulus, prime) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Both primes of such a key are powers of 65537 modulo a product of small primes, and so is the
   * modulus. By chance that happens to one modulus in 240 million (2^27.8).
   */
  private static boolean isRoca(BigInteger modulus) {
    for (int prime : Primes.ODD) {
      if (prime > ROCA_PRIMES_UP_TO) {
        break;
      }
      if (!isPower(remainder(modulus, prime), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPower(int value, int prime) {
    int power = 1;
    do {
      if (power == value) {
        return true;
      }
      power = (int) ((long) power * ROCA_GENERATOR % prime);
    } while (power != 1);
    return false;
  }

  private static int remainder(BigInteger modulus, int prime) {
    return modulus.mod(BigInteger.valueOf(prime)).intValue();
  }

  /**
   * Fermat: with n = a² - b², a just above the root of n, the factors are a - b and a + b. Whether
   * a² - n may be a square is told by its remainder, so long numbers are touched rarely.
   */
  private static boolean hasClosePrimes(BigInteger n) {
    BigInteger root = n.sqrt();
    BigInteger start = root.multiply(root).equals(n) ? root : root.add(BigInteger.ONE);
    long startRest = start.mod(BigInteger.valueOf(SquareSieve.MODULUS)).longValue();
    long nRest = n.mod(BigInteger.valueOf(SquareSieve.MODULUS)).longValue();
    for (int i = 0; i < FERMAT_STEPS; i++) {
      long rest = startRest + i;
      if (SquareSieve.maybe(Math.floorMod(rest * rest - nRest, SquareSieve.MODULUS))) {
        BigInteger a = start.add(BigInteger.valueOf(i));
        BigInteger square = a.multiply(a).subtract(n);
        BigInteger b = square.sqrt();
        if (b.multiply(b).equals(square)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells numbers that are no squares by their remainders modulo 64, 63, 65 and 11: 99 %. */
  private static final class SquareSieve {
    static final int MODULUS = 64 * 63 * 65 * 11;

    private static final boolean[] OF_64 = of(64);
    private static final boolean[] OF_63 = of(63);
    private static final boolean[] OF_65 = of(65);
    private static final boolean[] OF_11 = of(11);

    static boolean maybe(int rest) {
      return OF_64[rest % 64] && OF_63[rest % 63] && OF_65[rest % 65] && OF_11[rest % 11];
    }

    private static boolean[] of(int modulus) {
      var squares = new boolean[modulus];
      for (int i = 0; i < modulus; i++) {
        squares[i * i % modulus] = true;
      }
      return squares;
    }
  }
}
