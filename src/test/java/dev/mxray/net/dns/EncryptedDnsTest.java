package dev.mxray.net.dns;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer.Status;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** DNS over TLS and HTTPS against loopback servers with a certificate made for the test. */
class EncryptedDnsTest {
  private static final String PASSWORD = "changeit";
  private static final Question TXT = new Question("example.com", RecordType.TXT);
  private static final String RECORD = "example.com. 300 TXT secret";

  @TempDir static Path directory;
  private static Path store;
  private static KeyStore keys;
  private static TrustManagerFactory trust;

  private final EventLoops loops = EventLoops.open();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    store = directory.resolve("dns.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "dns",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=dns:dns.test,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("ca", keys.getCertificate("dns"));
    trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    loops.close();
  }

  private int dotServer() throws Exception {
    KeyManagerFactory manager =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    manager.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(manager.getKeyManagers(), null, null);
    ServerSocket socket =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(FakeServer.stream(socket, query -> List.of(FakeServer.answer(query, RECORD))));
    return socket.getLocalPort();
  }

  private WireMockServer dohServer(WireMockConfiguration configuration) throws Exception {
    var server =
        new WireMockServer(
            configuration
                .bindAddress("127.0.0.1")
                .dynamicHttpsPort()
                .httpDisabled(true)
                .keystorePath(store.toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
    server.start();
    open.add(server::stop);
    Record question = Record.newRecord(Name.fromString("example.com."), Type.TXT, DClass.IN);
    Message query = Message.newQuery(question);
    query.getHeader().setID(0);
    server.stubFor(
        post(urlEqualTo("/dns-query"))
            .withHeader("Content-Type", equalTo("application/dns-message"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/dns-message")
                    .withBody(FakeServer.answer(query, RECORD))));
    return server;
  }

  private DnsEngine engine(String spec, boolean trusted) {
    var builder =
        DnsEngine.builder(loops)
            .resolvers(List.of(ResolverSpec.parse(spec)))
            .timeout(Duration.ofSeconds(10));
    DnsEngine engine = trusted ? builder.trust(trust).build() : builder.build();
    open.add(0, engine);
    return engine;
  }

  private static DnsAnswer ask(DnsEngine engine) {
    return engine.ask(TXT).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void tls_with_the_right_name_or_address_answers() throws Exception {
    int port = dotServer();
    DnsEngine engine = engine("tls://dns.test@127.0.0.1:" + port, true);
    assertThat(ask(engine).status()).isEqualTo(Status.FOUND);
    List<CompletableFuture<DnsAnswer>> more = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      more.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    more.forEach(f -> assertThat(f.join().status()).isEqualTo(Status.NODATA));
    assertThat(ask(engine("tls://127.0.0.1:" + port, true)).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void tls_with_the_wrong_name_or_authority_is_refused() throws Exception {
    int port = dotServer();
    DnsAnswer wrongName = ask(engine("tls://other.test@127.0.0.1:" + port, true));
    assertThat(wrongName.status()).isEqualTo(Status.UNKNOWN);
    assertThat(wrongName.attempts().get(0).outcome())
        .startsWith("TLS failure: ")
        .contains("other.test");
    DnsAnswer untrusted = ask(engine("tls://dns.test@127.0.0.1:" + port, false));
    assertThat(untrusted.attempts().get(0).outcome()).startsWith("TLS failure: ");
  }

  @Test
  void https_answers_over_http_2() throws Exception {
    WireMockServer server = dohServer(WireMockConfiguration.wireMockConfig());
    DnsEngine engine = engine("https://dns.test/dns-query@127.0.0.1:" + server.httpsPort(), true);
    DnsAnswer answer = ask(engine);
    assertThat(answer.attempts()).extracting("outcome").containsExactly("NOERROR");
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(server.getAllServeEvents().get(0).getRequest().getProtocol()).isEqualTo("HTTP/2.0");
  }

  @Test
  void https_answers_over_http_1_1_when_the_server_chooses_it() throws Exception {
    WireMockServer server =
        dohServer(WireMockConfiguration.wireMockConfig().http2TlsDisabled(true));
    DnsEngine engine = engine("https://127.0.0.1:" + server.httpsPort() + "/dns-query", true);
    assertThat(ask(engine).status()).isEqualTo(Status.FOUND);
    assertThat(server.getAllServeEvents().get(0).getRequest().getProtocol()).isEqualTo("HTTP/1.1");
  }

  @Test
  void https_answers_to_another_question_and_errors_are_failures() throws Exception {
    for (boolean second : new boolean[] {true, false}) {
      WireMockServer server =
          dohServer(WireMockConfiguration.wireMockConfig().http2TlsDisabled(!second));
      DnsEngine engine = engine("https://dns.test/dns-query@127.0.0.1:" + server.httpsPort(), true);
      List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
      }
      answers.forEach(
          f -> assertThat(f.join().attempts()).extracting("outcome").containsExactly("malformed"));
      DnsEngine lost = engine("https://dns.test/none@127.0.0.1:" + server.httpsPort(), true);
      assertThat(ask(lost).attempts()).extracting("outcome").containsExactly("HTTP 404");
    }
  }

  @Test
  void https_1_1_with_a_connection_for_each_answer_answers_all() throws Exception {
    WireMockServer server =
        dohServer(WireMockConfiguration.wireMockConfig().http2TlsDisabled(true));
    server.stubFor(
        post(urlEqualTo("/once"))
            .willReturn(aResponse().withStatus(418).withHeader("Connection", "close")));
    DnsEngine engine = engine("https://dns.test/once@127.0.0.1:" + server.httpsPort(), true);
    List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    answers.forEach(
        f -> assertThat(f.join().attempts()).extracting("outcome").containsExactly("HTTP 418"));
    assertThat(server.getAllServeEvents()).hasSize(10);
  }

  @Test
  void https_with_the_wrong_certificate_is_refused() throws Exception {
    WireMockServer server = dohServer(WireMockConfiguration.wireMockConfig());
    DnsAnswer answer =
        ask(engine("https://other.test/dns-query@127.0.0.1:" + server.httpsPort(), true));
    assertThat(answer.attempts().get(0).outcome()).startsWith("TLS failure: ");
    assertThat(server.getAllServeEvents()).isEmpty();
  }
}
