package dev.mxray.check.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.key.KeyWeakness;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimKeyTest {
  private static final BigInteger N = TestKeys.modulus(TestKeys.RSA_2048);

  @Test
  void rsa_keys_have_the_length_of_their_modulus() {
    assertThat(bits(rsa(TestKeys.RSA_512))).isEqualTo(512);
    assertThat(bits(rsa(TestKeys.RSA_1024))).isEqualTo(1024);
    assertThat(rsa(TestKeys.RSA_2048)).isEqualTo(new DkimKey.Rsa(N, TestKeys.F4, false, List.of()));
    assertThat(rsa(TestKeys.RSA_512).sound()).isFalse();
    assertThat(rsa(TestKeys.RSA_1024).sound()).isTrue();
  }

  private static int bits(DkimKey key) {
    return key instanceof DkimKey.Rsa rsa ? rsa.bits() : 0;
  }

  @Test
  void the_bare_rsa_public_key_of_the_rfc_is_taken_as_well() {
    byte[] info = Base64.getDecoder().decode(TestKeys.RSA_2048);
    // 4 octets of SEQUENCE, 15 of AlgorithmIdentifier, 5 of BIT STRING come before it.
    String bare = Base64.getEncoder().encodeToString(Arrays.copyOfRange(info, 24, info.length));

    assertThat(rsa(bare)).isEqualTo(new DkimKey.Rsa(N, TestKeys.F4, true, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aGVsbG8gd29ybGQ=", // "hello world"
        "thisisnotbase64!!",
        "MA==", // half a sequence
        "MAA=", // an empty sequence
        "MAYCAQECAQE=", // a modulus of 1
        "BQA=", // NULL
      })
  void what_is_no_rsa_key_is_invalid(String data) {
    assertThat(rsa(data)).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void octets_after_the_key_make_it_invalid() {
    byte[] info = Base64.getDecoder().decode(TestKeys.RSA_2048);
    String longer = Base64.getEncoder().encodeToString(Arrays.copyOf(info, info.length + 1));
    String shorter = Base64.getEncoder().encodeToString(Arrays.copyOf(info, info.length - 1));

    assertThat(rsa(longer)).isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa(shorter)).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void a_modulus_over_the_limit_is_invalid_and_one_at_the_limit_is_read() {
    BigInteger odd = BigInteger.ONE.shiftLeft(DkimKey.MAX_RSA_BITS - 1).setBit(0);

    assertThat(rsa(TestKeys.rsa(odd, TestKeys.F4))).isInstanceOf(DkimKey.Rsa.class);
    assertThat(rsa(TestKeys.rsa(odd.shiftLeft(1).setBit(0), TestKeys.F4)))
        .isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa("A".repeat(60_000))).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void an_even_modulus_or_an_exponent_above_the_modulus_is_invalid() {
    assertThat(rsa(TestKeys.rsa(N.clearBit(0), TestKeys.F4))).isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa(TestKeys.rsa(N, N.add(BigInteger.TWO)))).isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa(TestKeys.rsa(N, BigInteger.ZERO))).isInstanceOf(DkimKey.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({"1,TINY_EXPONENT", "3,TINY_EXPONENT", "4,EVEN_EXPONENT", "65536,EVEN_EXPONENT"})
  void exponents_that_break_the_key_are_found(int exponent, KeyWeakness weakness) {
    assertThat(weaknesses(N, BigInteger.valueOf(exponent))).containsExactly(weakness);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 17, 257, 65_537})
  void other_odd_exponents_are_fine(int exponent) {
    assertThat(weaknesses(N, BigInteger.valueOf(exponent))).isEmpty();
  }

  @Test
  void roca_keys_are_found() {
    assertThat(weaknesses(TestKeys.roca(), TestKeys.F4)).containsExactly(KeyWeakness.ROCA);
  }

  @Test
  void primes_that_are_close_are_found() {
    assertThat(weaknesses(TestKeys.closePrimes(), TestKeys.F4))
        .containsExactly(KeyWeakness.CLOSE_PRIMES);
  }

  @Test
  void the_square_of_a_prime_is_the_closest_pair() {
    BigInteger prime = BigInteger.probablePrime(1024, new Random(3));

    assertThat(weaknesses(prime.multiply(prime), TestKeys.F4))
        .containsExactly(KeyWeakness.CLOSE_PRIMES);
  }

  @Test
  void a_modulus_with_a_small_factor_is_found() {
    BigInteger three = BigInteger.valueOf(3);
    BigInteger multiple = N.subtract(N.mod(three));
    multiple = multiple.testBit(0) ? multiple : multiple.add(three);

    assertThat(weaknesses(multiple, TestKeys.F4)).containsExactly(KeyWeakness.SMALL_FACTOR);
  }

  @Test
  void random_moduli_are_not_blamed() {
    var random = new Random(4);
    for (int i = 0; i < 300; i++) {
      BigInteger prime = BigInteger.probablePrime(128, random);
      BigInteger modulus = prime.multiply(new BigInteger(1920, random).setBit(1919).setBit(0));
      assertThat(weaknesses(modulus, TestKeys.F4))
          .doesNotContain(KeyWeakness.ROCA, KeyWeakness.CLOSE_PRIMES);
    }
  }

  @Test
  void ed25519_keys_are_the_raw_32_octets() {
    assertThat(ed25519(TestKeys.ED25519))
        .isInstanceOf(DkimKey.Ed25519.class)
        .returns(true, DkimKey::sound);
    assertThat(ed25519("MCowBQYDK2VwAyEA" + TestKeys.ED25519)) // SubjectPublicKeyInfo
        .isInstanceOfSatisfying(
            DkimKey.Invalid.class,
            invalid ->
                assertThat(invalid.reason())
                    .isEqualTo(
                        "p has 44 octets; an Ed25519 key is the 32 octets without any wrapping"));
    assertThat(ed25519(TestKeys.RSA_512)).isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa(TestKeys.ED25519)).isInstanceOf(DkimKey.Invalid.class);
    assertThat(rsa("MCowBQYDK2VwAyEA" + TestKeys.ED25519)).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void octets_that_are_no_point_or_one_of_small_order_are_no_ed25519_key() {
    byte[] identity = new byte[32];
    identity[0] = 1;
    byte[] none = new byte[32];
    Arrays.fill(none, (byte) 0xff);

    assertThat(ed25519(Base64.getEncoder().encodeToString(identity)))
        .isInstanceOf(DkimKey.Invalid.class);
    assertThat(ed25519(Base64.getEncoder().encodeToString(none)))
        .isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void the_key_whose_private_half_is_printed_in_rfc_8463_is_found() {
    byte[] secret = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret, 0, key, 0);

    assertThat(ed25519(Base64.getEncoder().encodeToString(key)))
        .isEqualTo(
            new DkimKey.Ed25519(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                List.of(KeyWeakness.PUBLISHED)));
  }

  @Test
  void another_key_type_is_invalid() {
    assertThat(DkimKey.read("dsa", TestKeys.RSA_2048, List.of()))
        .isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void deeply_nested_der_is_refused_without_harm() {
    byte[] nested = new byte[4000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }

    assertThat(rsa(Base64.getEncoder().encodeToString(nested))).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void fuzz_changed_keys_are_keys_or_invalid() {
    var random = new Random(3447);
    byte[] info = Base64.getDecoder().decode(TestKeys.RSA_512);
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = Arrays.copyOf(info, info.length - random.nextInt(3) * random.nextInt(20));
      for (int n = random.nextInt(4); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      DkimKey key = rsa(Base64.getEncoder().encodeToString(changed));
      assertThat(key).isInstanceOfAny(DkimKey.Rsa.class, DkimKey.Invalid.class);
    }
  }

  private static DkimKey rsa(String data) {
    return DkimKey.read("rsa", data, List.of());
  }

  private static DkimKey ed25519(String data) {
    return DkimKey.read("ed25519", data, List.of());
  }

  private static List<KeyWeakness> weaknesses(BigInteger modulus, BigInteger exponent) {
    return ((DkimKey.Rsa) rsa(TestKeys.rsa(modulus, exponent))).weaknesses();
  }
}
