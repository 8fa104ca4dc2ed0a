package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.DHGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with servers that are old, unusual or careless. */
class OddServersTest {
  private static final TestCertificate EC = TestCertificate.of("mx.example.com").selfSigned();
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").selfSigned();

  /** A prime of 1024 bits that many servers shared (RFC 2409 §6.2). */
  private static final BigInteger OAKLEY_2 =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
          16);

  private static TlsLab lab;

  @BeforeAll
  static void open() {
    lab = new TlsLab();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.0,1", "TLSv1.1,2"})
  void an_obsolete_version_is_refused_first_and_found_with_the_widest_offer(
      String version, int minor) throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.get(3, minor))
                    .suites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA));

    try (var usual = lab.connect(port, TlsOffer.USUAL, "mx.example.com");
        var widest = lab.connect(port, TlsOffer.WIDEST, "mx.example.com")) {
      TlsFailureException failure = usual.failure();
      assertThat(failure.kind()).isEqualTo(TlsFailureException.Kind.ALERT);
      assertThat(failure.alert()).hasValue(70);
      assertThat(failure.blamesOffer()).isTrue();

      assertThat(widest.session().version()).isEqualTo(version);
      assertThat(widest.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void ssl_3_is_found_with_the_widest_offer() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.SSLv3)
                    .suites(CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA));

    try (var widest = lab.connect(port, TlsOffer.WIDEST, "mx.example.com")) {
      assertThat(widest.session().version()).isEqualTo("SSLv3");
      assertThat(widest.session().cipherSuite()).isEqualTo("TLS_RSA_WITH_3DES_EDE_CBC_SHA");
      assertThat(widest.session().group()).isNull();
      assertThat(widest.session().secureRenegotiation()).isTrue();
      assertThat(widest.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void triple_des_needs_the_widest_offer() throws Exception {
    Supplier<OddServer> old =
        () ->
            new OddServer(RSA)
                .versions(ProtocolVersion.TLSv12)
                .suites(CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA);

    int port = lab.serve(old);
    try (var usual = lab.connect(port, TlsOffer.USUAL, null);
        var widest = lab.connect(port, TlsOffer.WIDEST, null)) {
      assertThat(usual.failure().blamesOffer()).isTrue();
      assertThat(widest.session().cipherSuite()).isEqualTo("TLS_RSA_WITH_3DES_EDE_CBC_SHA");
      assertThat(widest.session().group()).isNull();
    }
  }

  @Test
  void a_short_finite_field_is_taken_and_named_by_its_size() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.TLSv12)
                    .suites(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256)
                    .field(new DHGroup(OAKLEY_2, null, BigInteger.TWO, 0)));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().group()).isEqualTo("dh1024");
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void a_registered_finite_field_has_its_name() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.TLSv12)
                    .suites(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().group()).isEqualTo("ffdhe2048");
    }
  }

  @Test
  void a_server_of_another_curve_costs_a_retry_and_is_named() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(EC)
                    .versions(ProtocolVersion.TLSv13)
                    .suites(CipherSuite.TLS_AES_128_GCM_SHA256)
                    .groups(NamedGroup.secp384r1));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().group()).isEqualTo("secp384r1");
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void a_hybrid_group_is_agreed_on() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(EC)
                    .versions(ProtocolVersion.TLSv13)
                    .suites(CipherSuite.TLS_AES_128_GCM_SHA256)
                    .groups(NamedGroup.X25519MLKEM768, NamedGroup.x25519));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().group()).isEqualTo("X25519MLKEM768");
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void an_anonymous_suite_has_no_chain() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.TLSv12)
                    .suites(CipherSuite.TLS_ECDH_anon_WITH_AES_256_CBC_SHA));

    try (var connection = lab.connect(port, TlsOffer.WIDEST, null)) {
      assertThat(connection.session().cipherSuite())
          .isEqualTo("TLS_ECDH_anon_WITH_AES_256_CBC_SHA");
      assertThat(connection.session().chain()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void a_stapled_response_is_kept_as_sent(int minor) throws Exception {
    var staple = new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.TRY_LATER), null);
    int port =
        lab.serve(
            () ->
                new OddServer(EC)
                    .versions(ProtocolVersion.get(3, minor))
                    .suites(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
                    .staple(staple));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().stapledOcsp()).isEqualTo(staple.getEncoded());
    }
  }

  @Test
  void a_client_that_is_asked_for_a_certificate_has_none() throws Exception {
    int port =
        lab.serve(() -> new OddServer(EC).versions(ProtocolVersion.TLSv13).asksForCertificate());

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().version()).isEqualTo("TLSv1.3");
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void what_stands_behind_the_first_certificate_may_be_anything() throws Exception {
    byte[] junk = {1, 2, 3};
    int port = lab.serve(() -> new OddServer(EC).behind(junk));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().chain()).containsExactly(EC.der(), junk);
    }
  }

  @Test
  void of_a_long_chain_the_beginning_is_kept() throws Exception {
    int port =
        lab.serve(
            () -> {
              var server = new OddServer(EC);
              for (int i = 0; i < 40; i++) {
                server.behind(EC.der());
              }
              return server;
            });

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().chain()).hasSize(TlsSession.MAX_CHAIN);
    }
  }

  @Test
  void a_certificate_that_forbids_this_use_of_its_key_is_no_reason_to_stop() throws Exception {
    TestCertificate signing =
        TestCertificate.of("mx.example.com")
            .keys(RSA.keys())
            .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign))
            .selfSigned();
    int port =
        lab.serve(
            () ->
                new OddServer(signing)
                    .versions(ProtocolVersion.TLSv12)
                    .suites(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().group()).isNull();
      assertThat(connection.session().chain()).containsExactly(signing.der());
    }
  }

  @Test
  void a_short_rsa_key_is_no_reason_to_stop() throws Exception {
    TestCertificate small = TestCertificate.of("mx.example.com").keys("RSA512").selfSigned();
    int port =
        lab.serve(
            () ->
                new OddServer(small)
                    .versions(ProtocolVersion.TLSv12)
                    .suites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));

    try (var connection = lab.connect(port, TlsOffer.USUAL, null)) {
      assertThat(connection.session().chain()).containsExactly(small.der());
    }
  }
}
