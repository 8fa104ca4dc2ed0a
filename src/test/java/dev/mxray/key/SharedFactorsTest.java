package dev.mxray.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedFactorsTest {
  private static final List<BigInteger> PRIMES =
      Stream.iterate(1, i -> i + 1)
          .limit(8)
          .map(seed -> BigInteger.probablePrime(256, new Random(seed)))
          .toList();

  private static BigInteger modulus(int one, int other) {
    return PRIMES.get(one).multiply(PRIMES.get(other));
  }

  @Test
  void moduli_with_a_prime_in_common_are_found_in_both_directions() {
    var seen = new SharedFactors();
    Stream.of(modulus(0, 1), modulus(2, 3), modulus(3, 4), modulus(5, 6)).forEach(seen::add);

    assertThat(seen.shares(modulus(2, 3))).isTrue();
    assertThat(seen.shares(modulus(3, 4))).isTrue();
    assertThat(seen.shares(modulus(0, 1))).isFalse();
    assertThat(seen.shares(modulus(5, 6))).isFalse();
  }

  @Test
  void the_same_modulus_seen_twice_shares_nothing_with_itself() {
    var seen = new SharedFactors();
    seen.add(modulus(0, 1));
    seen.add(modulus(0, 1));

    assertThat(seen.shares(modulus(0, 1))).isFalse();
  }

  @Test
  void both_primes_may_be_shared_with_different_keys() {
    var seen = new SharedFactors();
    Stream.of(modulus(0, 1), modulus(0, 2), modulus(1, 3)).forEach(seen::add);

    assertThat(seen.shares(modulus(0, 1))).isTrue();
  }

  @Test
  void beyond_the_limit_moduli_are_compared_and_not_kept() {
    var seen = new SharedFactors();
    var random = new Random(9);
    for (int i = 0; i < SharedFactors.MAX_MODULI; i++) {
      seen.add(BigInteger.probablePrime(64, random).multiply(BigInteger.probablePrime(64, random)));
    }
    seen.add(modulus(0, 1));
    BigInteger known = new BigInteger("18446744073709551629"); // A prime that nobody drew.

    assertThat(seen.shares(modulus(0, 2))).isFalse();
    assertThat(seen.shares(modulus(0, 1))).isFalse();
    assertThat(seen.shares(known)).isFalse();
  }
}
