package dev.mxray.check.tls;

import static dev.mxray.check.tls.Accepted.tls12;
import static dev.mxray.check.tls.Accepted.tls13;
import static dev.mxray.check.tls.Accepted.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.tls.TlsProfile.Item;
import dev.mxray.check.tls.TlsProfile.Level;
import dev.mxray.check.tls.TlsProfile.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How servers compare with what authorities recommend. */
class TlsProfileTest {

  @Test
  void profiles_are_those_of_the_command_line() {
    assertThat(TlsProfile.names())
        .containsExactly(
            "ncsc-2025", "bsi-tr-02102", "mozilla-intermediate", "mozilla-modern", "nist-800-52r2");
  }

  @ParameterizedTest
  @CsvSource({
    "ncsc-2025, GOOD",
    "bsi-tr-02102, INSUFFICIENT", // X25519 is not among its groups
    "mozilla-intermediate, GOOD",
    "mozilla-modern, GOOD",
    "nist-800-52r2, INSUFFICIENT"
  })
  void a_server_of_today_stands_differently(String profile, Level level) {
    assertThat(judge(profile, tls13().groups("X25519MLKEM768", "x25519", "secp256r1")).level())
        .isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "ncsc-2025, TLSv1.2, SUFFICIENT",
    "ncsc-2025, TLSv1.1, INSUFFICIENT",
    "mozilla-modern, TLSv1.2, INSUFFICIENT",
    "mozilla-intermediate, TLSv1.2, GOOD",
    "bsi-tr-02102, SSLv3, INSUFFICIENT"
  })
  void versions_stand_as_the_profile_says(String profile, String id, Level level) {
    assertThat(judge(profile, version(id).groups("secp256r1")).items())
        .filteredOn(item -> item.kind().equals("version"))
        .extracting(Item::level)
        .isEqualTo(level == Level.GOOD ? List.of() : List.of(level));
  }

  @ParameterizedTest
  @CsvSource({
    "ncsc-2025, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, PHASE_OUT",
    "ncsc-2025, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, PHASE_OUT",
    "ncsc-2025, TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384, PHASE_OUT",
    "ncsc-2025, TLS_RSA_WITH_3DES_EDE_CBC_SHA, INSUFFICIENT",
    "nist-800-52r2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, INSUFFICIENT",
    "bsi-tr-02102, TLS_RSA_WITH_AES_128_GCM_SHA256, INSUFFICIENT",
    "bsi-tr-02102, TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, SUFFICIENT",
    "mozilla-intermediate, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, INSUFFICIENT"
  })
  void suites_stand_as_the_profile_says(String profile, String suite, Level level) {
    assertThat(judge(profile, tls12().suites(suite)).items())
        .contains(new Item("suite", suite, level));
  }

  @Test
  void short_fields_and_compression_are_named() {
    assertThat(judge("ncsc-2025", tls12().field(2048).compression(true)).items())
        .contains(
            new Item("group", "ffdhe2048", Level.INSUFFICIENT),
            new Item("compression", "TLSv1.2", Level.INSUFFICIENT));
    assertThat(judge("ncsc-2025", tls12().field(3072)).items())
        .contains(new Item("group", "ffdhe3072", Level.PHASE_OUT));
  }

  @Test
  void without_an_enumeration_what_was_chosen_is_judged() {
    var chosen =
        new TlsObservation(
            "mx.example.com",
            "192.0.2.1",
            25,
            "TLSv1.2",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            null,
            true,
            List.of(),
            null);

    assertThat(TlsProfile.named("ncsc-2025").orElseThrow().judge(chosen))
        .extracting(Verdict::level)
        .isEqualTo(Level.PHASE_OUT);
  }

  private static Verdict judge(String profile, Accepted... versions) {
    return TlsProfile.named(profile)
        .orElseThrow()
        .judge(
            new TlsObservation(
                "mx.example.com",
                "192.0.2.1",
                25,
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                "x25519",
                true,
                List.of(),
                null,
                Accepted.all(versions)));
  }
}
