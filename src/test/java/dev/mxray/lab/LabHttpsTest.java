package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.lab.LabHttps.Request;
import dev.mxray.lab.LabHttpsAnswer.Mischief;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LabHttpsTest {
  private static final String POLICY = "version: STSv1\nmode: enforce\n";

  private final LabCertificates certificates = LabCertificates.at(Instant.now());
  private LabHttps server;

  @BeforeEach
  void start() {
    server =
        LabHttps.start(
            certificates.good("localhost"),
            Map.of(
                "/policy",
                LabHttpsAnswer.text(POLICY),
                "/moved",
                LabHttpsAnswer.redirect(301, "/policy"),
                "/raw",
                LabHttpsAnswer.raw("HTTP/1.0 299 Odd\r\n\r\n".getBytes(US_ASCII)),
                "/closed",
                Mischief.CLOSE,
                "/silent",
                Mischief.SILENCE,
                "/endless",
                Mischief.ENDLESS));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void paths_are_answered_and_requests_remembered() throws Exception {
    HttpURLConnection found = get("/policy");
    assertThat(found.getResponseCode()).isEqualTo(200);
    assertThat(found.getContentType()).isEqualTo("text/plain");
    try (InputStream in = found.getInputStream()) {
      assertThat(in).hasContent(POLICY);
    }
    assertThat(get("/other").getResponseCode()).isEqualTo(404);

    String host = "localhost:" + server.address().getPort();
    assertThat(server.requests())
        .containsExactly(new Request("GET", host, "/policy"), new Request("GET", host, "/other"));
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void a_path_may_be_a_redirect() throws Exception {
    HttpURLConnection moved = get("/moved");
    assertThat(moved.getResponseCode()).isEqualTo(301);
    assertThat(moved.getHeaderField("Location")).isEqualTo("/policy");
  }

  @Test
  void an_answer_may_be_missing_or_without_end() throws Exception {
    assertThatThrownBy(() -> get("/closed").getResponseCode()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("/silent").getResponseCode())
        .isInstanceOf(SocketTimeoutException.class);
    try (InputStream in = get("/endless").getInputStream()) {
      assertThat(in.readNBytes(2_000_000)).hasSize(2_000_000);
    }
  }

  @Test
  void an_answer_may_be_any_octets() throws Exception {
    assertThat(get("/raw").getResponseMessage()).isEqualTo("Odd");
  }

  @Test
  void the_certificate_may_be_a_bad_one() throws Exception {
    try (var bad = LabHttps.start(certificates.selfSigned("localhost"), Map.of())) {
      HttpURLConnection connection = connection(bad, "/policy");
      assertThatThrownBy(connection::getResponseCode).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private HttpURLConnection get(String path) throws IOException, GeneralSecurityException {
    return connection(server, path);
  }

  private HttpURLConnection connection(LabHttps to, String path)
      throws IOException, GeneralSecurityException {
    var connection =
        (HttpsURLConnection)
            URI.create("https://localhost:" + to.address().getPort() + path)
                .toURL()
                .openConnection();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, certificates.trust().getTrustManagers(), null);
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setInstanceFollowRedirects(false);
    connection.setReadTimeout(path.equals("/silent") ? 300 : 5000);
    return connection;
  }
}
