package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import dev.mxray.net.EventLoops;
import dev.mxray.net.tls.Enumeration.Known;
import dev.mxray.net.tls.HelloAnswer.Refused;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.DHGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Enumerations of servers of Bouncy Castle and of servers that misbehave, over real sockets. */
class EnumeratedServersTest {
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").selfSigned();

  private static final TestCertificate EC =
      TestCertificate.of("mx.example.com").keys("EC256").selfSigned();

  private static TlsLab lab;
  private static MultiThreadIoEventLoopGroup loops;

  @BeforeAll
  static void open() {
    lab = new TlsLab();
    loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  }

  @AfterAll
  static void close() {
    lab.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void versions_suites_and_groups_of_a_server_are_found() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12))
                    .groups(NamedGroup.x25519, NamedGroup.secp256r1)
                    .suites(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA));

    TlsSupport support = enumerate(port);

    TlsSupport.Version modern = version(support, TlsVersion.TLS_1_2);
    assertThat(modern.suites())
        .containsExactlyInAnyOrder(
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA");
    assertThat(modern.suitesComplete()).isTrue();
    assertThat(modern.renegotiation()).isTrue();
    assertThat(modern.compression()).isFalse();
    assertThat(modern.chains()).hasSize(1);
    assertThat(modern.chains().get(0)).containsExactly(RSA.der());
    TlsSupport.Version newest = version(support, TlsVersion.TLS_1_3);
    assertThat(newest.suites())
        .containsExactlyInAnyOrder("TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");
    assertThat(newest.groups()).containsExactlyInAnyOrder("x25519", "secp256r1");
    assertThat(version(support, TlsVersion.TLS_1_1).accepted()).isFalse();
    assertThat(version(support, TlsVersion.SSL_2).accepted()).isFalse();
    assertThat(support.trouble()).isNull();
  }

  @Test
  void schemes_that_are_refused_behind_the_server_hello_are_found_with_handshakes()
      throws Exception {
    int port = lab.serve(() -> new OddServer(RSA).versions(ProtocolVersion.TLSv13));

    TlsSupport.Version newest = version(enumerate(port), TlsVersion.TLS_1_3);

    assertThat(newest.schemes()).containsExactly("rsa_pss_rsae_sha256");
    assertThat(newest.schemesComplete()).isTrue();
    assertThat(newest.chains()).hasSize(1);
    assertThat(newest.chains().get(0)).containsExactly(RSA.der());
  }

  @Test
  void a_second_certificate_of_a_server_with_tls_1_3_alone_is_found() throws Exception {
    int port = lab.serve(() -> new OddServer(RSA).second(EC).versions(ProtocolVersion.TLSv13));

    TlsSupport.Version newest = version(enumerate(port), TlsVersion.TLS_1_3);

    assertThat(newest.schemes())
        .containsExactlyInAnyOrder("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256");
    assertThat(newest.chains())
        .extracting(chain -> chain.get(0))
        .containsExactlyInAnyOrder(RSA.der(), EC.der());
  }

  @Test
  void old_versions_broken_suites_and_a_field_of_512_bits_are_found() throws Exception {
    BigInteger prime = BigInteger.probablePrime(512, new SecureRandom());
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.TLSv11.downTo(ProtocolVersion.TLSv10))
                    .field(new DHGroup(prime, null, BigInteger.TWO, 256))
                    .suites(
                        CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_NULL_SHA));

    TlsSupport support = enumerate(port);

    for (TlsVersion old : new TlsVersion[] {TlsVersion.TLS_1_0, TlsVersion.TLS_1_1}) {
      assertThat(version(support, old).suites())
          .containsExactlyInAnyOrder(
              "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
              "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
              "TLS_RSA_WITH_NULL_SHA");
      assertThat(version(support, old).smallestField()).isEqualTo(512);
    }
    assertThat(version(support, TlsVersion.TLS_1_2).accepted()).isFalse();
    assertThat(version(support, TlsVersion.TLS_1_3).accepted()).isFalse();
    assertThat(support.best()).get().extracting(TlsSession::version).isEqualTo("TLSv1.1");
  }

  @Test
  void ssl_3_and_anonymous_suites_are_found() throws Exception {
    int port =
        lab.serve(
            () ->
                new OddServer(RSA)
                    .versions(ProtocolVersion.SSLv3)
                    .suites(
                        CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA));

    TlsSupport support = enumerate(port);

    assertThat(version(support, TlsVersion.SSL_3).suites())
        .containsExactlyInAnyOrder(
            "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
    assertThat(support.versions())
        .filteredOn(version -> Boolean.TRUE.equals(version.accepted()))
        .extracting(TlsSupport.Version::version)
        .containsExactly(TlsVersion.SSL_3);
  }

  @Test
  void a_server_that_closes_at_a_hello_has_not_answered_it() throws Exception {
    int port = lab.react(context -> EventLoops.unwatched(context.close()));

    assertThat(new DirectAsker(loops, port).once(new Ssl2()).join().end())
        .isIn(HelloHandler.End.CLOSED, HelloHandler.End.RESET);
  }

  @Test
  void a_server_that_is_silent_leaves_everything_unknown() throws Exception {
    int port = lab.react(context -> {});

    TlsSupport support = enumerate(port);

    assertThat(support.versions()).allMatch(version -> version.accepted() == null);
    assertThat(support.trouble()).isNotNull();
  }

  @Test
  void a_server_that_sends_something_else_has_accepted_nothing() throws Exception {
    int port = lab.answer("500 what?\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    TlsSupport support = enumerate(port);

    assertThat(support.versions())
        .filteredOn(version -> version.version() != TlsVersion.SSL_2)
        .noneMatch(version -> Boolean.TRUE.equals(version.accepted()))
        .noneMatch(version -> Boolean.FALSE.equals(version.accepted()));
  }

  @Test
  void a_server_that_sends_nothing_but_an_alert_has_refused() throws Exception {
    int port = lab.answer(new byte[] {21, 3, 1, 0, 2, 2, Refused.HANDSHAKE_FAILURE});

    assertThat(enumerate(port).versions())
        .allMatch(version -> Boolean.FALSE.equals(version.accepted()));
  }

  private static TlsSupport enumerate(int port) throws Exception {
    return Enumeration.run(new DirectAsker(loops, port), "mx.example.com", Known.NOTHING)
        .get(30, TimeUnit.SECONDS);
  }

  private static TlsSupport.Version version(TlsSupport support, TlsVersion version) {
    return support.versions().stream()
        .filter(one -> one.version() == version)
        .findFirst()
        .orElseThrow();
  }
}
