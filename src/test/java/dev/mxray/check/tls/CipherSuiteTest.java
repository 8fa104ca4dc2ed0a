package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherSuiteTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "TLS_AES_256_GCM_SHA384, false, false, true, false",
    "TLS_AES_128_CCM_8_SHA256, false, false, true, false",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false, false, true, false",
    "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA, false, false, true, false",
    "TLS_RSA_WITH_AES_128_CBC_SHA, false, false, false, false",
    "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, false, false, false, false",
    "TLS_DH_DSS_WITH_AES_256_CBC_SHA, false, false, false, false",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA, false, true, false, false",
    "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA, false, true, true, false",
    "TLS_RSA_WITH_SEED_CBC_SHA, false, true, false, false",
    "TLS_RSA_WITH_IDEA_CBC_SHA, false, true, false, false",
    "TLS_RSA_WITH_RC4_128_SHA, true, false, false, false",
    "TLS_ECDHE_RSA_WITH_RC4_128_SHA, true, false, true, false",
    "TLS_RSA_WITH_RC4_128_MD5, true, false, false, false",
    "TLS_RSA_WITH_NULL_SHA256, true, false, false, false",
    "TLS_ECDHE_RSA_WITH_NULL_SHA, true, false, true, false",
    "TLS_RSA_WITH_DES_CBC_SHA, true, false, false, false",
    "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5, true, false, false, false",
    "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA, true, false, true, false",
    "TLS_ECDH_anon_WITH_AES_256_CBC_SHA, false, false, true, true",
    "TLS_DH_anon_WITH_RC4_128_MD5, true, false, true, true",
    "0xC0FF, false, false, true, false"
  })
  void a_name_tells_what_a_suite_is_worth(
      String name, boolean insecure, boolean weak, boolean forwardSecrecy, boolean anonymous) {
    var suite = new CipherSuite(name);

    assertThat(suite.isInsecure()).isEqualTo(insecure);
    assertThat(suite.isWeak()).isEqualTo(weak);
    assertThat(suite.hasForwardSecrecy()).isEqualTo(forwardSecrecy);
    assertThat(suite.isAnonymous()).isEqualTo(anonymous);
  }

  @Test
  void of_all_registered_suites_only_those_with_a_broken_part_are_insecure() throws IOException {
    List<String> insecure =
        registered().stream().filter(name -> new CipherSuite(name).isInsecure()).toList();

    assertThat(insecure)
        .isNotEmpty()
        .allMatch(
            name ->
                name.matches(".*(_NULL_|_RC4_|_DES_|_DES40_|_RC2_|EXPORT|MD5).*|TLS_SHA[0-9_SHA]*"))
        .noneMatch(name -> name.contains("3DES") && !name.endsWith("_MD5"));
    assertThat(registered())
        .filteredOn(name -> name.matches(".*(_NULL_|_RC4_|EXPORT|_MD5).*"))
        .filteredOn(name -> !name.equals("TLS_NULL_WITH_NULL_NULL"))
        .allMatch(insecure::contains);
  }

  private static List<String> registered() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(
            CipherSuiteTest.class.getResourceAsStream("/dev/mxray/net/tls/cipher-suites.txt"))) {
      return new String(table.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(5))
          .toList();
    }
  }
}
