package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes with the implementation that most mail servers use. Skipped where it is not there. */
class OpenSslServersTest {
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").selfSigned();

  @TempDir private static Path directory;

  private static TlsLab lab;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(isInstalled(), "openssl is not installed");
    lab = new TlsLab();
    Files.writeString(
        directory.resolve("server.pem"),
        pem("CERTIFICATE", RSA.der()) + pem("PRIVATE KEY", RSA.keys().getPrivate().getEncoded()));
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"-tls1, TLSv1.0", "-tls1_1, TLSv1.1"})
  void obsolete_versions_are_refused_first_and_then_found(String option, String version)
      throws Exception {
    try (var server = new Server(option, "-cipher", "ALL:@SECLEVEL=0");
        var usual = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com");
        var widest = lab.connect(server.port(), TlsOffer.WIDEST, "mx.example.com")) {
      assertThat(usual.failure().blamesOffer()).isTrue();
      assertThat(widest.session().version()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-tls1_3, TLSv1.3, TLS_AES_256_GCM_SHA384",
    "-tls1_2, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
  })
  void versions_of_today_are_found_at_once(String option, String version, String suite)
      throws Exception {
    try (var server = new Server(option);
        var connection = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.session().version()).isEqualTo(version);
      assertThat(connection.session().cipherSuite()).isEqualTo(suite);
      assertThat(connection.session().chain()).containsExactly(RSA.der());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AES256-GCM-SHA384, TLS_RSA_WITH_AES_256_GCM_SHA384",
    "DHE-RSA-AES128-SHA256, TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
    "ECDHE-RSA-CHACHA20-POLY1305, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "ECDHE-RSA-AES128-SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "CAMELLIA256-SHA, TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"
  })
  void a_suite_is_named_as_registered(String cipher, String suite) throws Exception {
    try (var server = new Server("-tls1_2", "-cipher", cipher);
        var connection = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.session().cipherSuite()).isEqualTo(suite);
    }
  }

  @ParameterizedTest
  @CsvSource({"P-256, secp256r1", "P-521, secp521r1", "X448, x448", "ffdhe3072, ffdhe3072"})
  void a_group_is_named_as_registered(String group, String name) throws Exception {
    try (var server = new Server("-tls1_3", "-groups", group);
        var connection = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.session().group()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 0", "16384, 2, 16384", "16384, 0, 0"})
  void tickets_and_the_early_data_that_they_allow_are_seen(
      String allowed, int tickets, long expected) throws Exception {
    var options = new ArrayList<>(List.of("-tls1_3", "-num_tickets", Integer.toString(tickets)));
    if (!allowed.equals("0")) {
      options.addAll(List.of("-early_data", "-max_early_data", allowed));
    }
    try (var server = new Server(options.toArray(String[]::new));
        var connection = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com")) {
      SessionTickets given = java.util.Objects.requireNonNull(connection.session().tickets());
      server.type("what comes behind the tickets\n");

      assertThat(connection.heard().poll(TlsLab.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
      assertThat(given.count()).isEqualTo(tickets);
      assertThat(given.earlyData()).isEqualTo(expected);
    }
  }

  @Test
  void a_server_that_insists_on_a_second_handshake_ends_the_connection_itself() throws Exception {
    try (var server = new Server("-tls1_2");
        var connection = lab.connect(server.port(), TlsOffer.USUAL, "mx.example.com")) {
      connection.session();
      server.type("R\n");

      assertThat(connection.heard().poll(TlsLab.PATIENCE_SECONDS, TimeUnit.SECONDS))
          .endsWith("the server sent the alert handshake_failure (40)");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  /** A server process. */
  private static final class Server implements AutoCloseable {
    private final Process process;
    private final int port;

    Server(String... options) throws IOException {
      var command =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "s_server",
                  "-accept",
                  "127.0.0.1:0",
                  "-cert",
                  directory.resolve("server.pem").toString()));
      command.addAll(List.of(options));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      port = OpenSslServer.listening(process.inputReader(StandardCharsets.UTF_8));
    }

    int port() {
      return port;
    }

    void type(String text) throws IOException {
      process.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
