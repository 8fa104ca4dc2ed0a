package dev.mxray.net.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.domain.HttpsUri;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabHttps;
import dev.mxray.lab.LabHttpsAnswer;
import dev.mxray.lab.LabHttpsAnswer.Mischief;
import dev.mxray.lab.LabHttpsAnswer.Raw;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Routes;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpsClientTest {
  private static final String HOST = "files.example.com";
  private static final String ADDRESS = "25.0.0.1";
  private static final int MAX = 1000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(400);

  private static LabCertificates certificates;
  private static EventLoops loops;

  private final ConnectionBudget budget = new ConnectionBudget(2, 4);
  private final Map<String, InetSocketAddress> servers = new HashMap<>();
  private final CompletableFuture<How> stop = new CompletableFuture<>();
  private final Deque<LabHttps> started = new ArrayDeque<>();

  @BeforeAll
  static void open() {
    certificates = LabCertificates.at(Instant.parse("2026-11-20T12:00:00Z"));
    loops = EventLoops.open();
  }

  @AfterAll
  static void close() {
    loops.close();
  }

  @AfterEach
  void stopServer() {
    started.forEach(LabHttps::close);
  }

  @Test
  void a_file_is_fetched_whole_and_the_connection_given_back() {
    serve(LabHttpsAnswer.text("hello\n").with("X-Other", "value"));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Response.class,
            response -> {
              assertThat(response.status()).isEqualTo(200);
              assertThat(response.contentType()).isEqualTo("text/plain");
              assertThat(response.body()).asString(US_ASCII).isEqualTo("hello\n");
              assertThat(response.address()).hasToString(ADDRESS);
            });
    assertThat(server().requests()).containsExactly(new LabHttps.Request("GET", HOST, "/file"));
    org.awaitility.Awaitility.await().until(() -> budget.open() == 0);
  }

  @Test
  void a_redirect_is_told_and_never_followed() {
    serve(LabHttpsAnswer.redirect(302, "https://elsewhere.example/"));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Response.class,
            response -> {
              assertThat(response.status()).isEqualTo(302);
              assertThat(response.location()).isEqualTo("https://elsewhere.example/");
              assertThat(response.body()).isEmpty();
            });
    assertThat(server().connections()).isEqualTo(1);
  }

  @Test
  void the_body_of_another_status_is_not_waited_for() {
    serve(raw("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nhello\r\n"));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Response.class, response -> assertThat(response.status()).isEqualTo(404));
  }

  @Test
  void a_body_as_long_as_the_limit_is_fine_and_one_octet_more_is_not() {
    serve(LabHttpsAnswer.text("a".repeat(MAX)));
    assertThat(get()).isInstanceOf(Fetched.Response.class);
    serve(LabHttpsAnswer.text("a".repeat(MAX + 1)));
    assertFails(How.GARBAGE, "more than 1000 octets");
  }

  @Test
  void a_body_without_end_is_left_at_the_limit() {
    serve(Mischief.ENDLESS);
    assertFails(How.GARBAGE, "more than 1000 octets");
  }

  @Test
  void a_body_that_says_how_long_it_will_be_is_not_even_begun() {
    serve(raw("HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n", ""));
    assertFails(How.GARBAGE, "more than 1000 octets");
  }

  @Test
  void a_body_that_ends_with_the_connection_is_whole() {
    serve(raw("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end", ""));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Response.class,
            response -> assertThat(response.body()).asString(US_ASCII).isEqualTo("to the end"));
  }

  @Test
  void a_body_that_is_cut_short_is_none() {
    serve(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", ""));
    assertFails(How.CLOSED, "closed the connection");
  }

  @Test
  void a_coding_that_was_not_asked_for_is_undone_within_the_limit() throws IOException {
    serve(gzip("hello", "gzip"));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Response.class,
            response -> assertThat(response.body()).asString(US_ASCII).isEqualTo("hello"));
  }

  @Test
  void a_bomb_is_not_unpacked() throws IOException {
    serve(gzip("0".repeat(500_000), "gzip"));
    assertFails(How.GARBAGE, "more than 1000 octets");
  }

  @Test
  void codings_that_are_not_known_or_not_what_they_say_are_failures() throws IOException {
    serve(gzip("hello", "br"));
    assertFails(How.GARBAGE, "encoded as 'br'");
    serve(raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", ""));
    assertFails(How.GARBAGE, "not encoded as it says");
  }

  @Test
  void headers_without_end_are_left() {
    serve(raw("HTTP/1.1 200 OK\r\n", "X-Padding: " + "x".repeat(1000) + "\r\n"));
    assertFails(How.GARBAGE, "too long");
  }

  @Test
  void a_status_line_without_end_is_left() {
    serve(raw("HTTP/1.1 200 ", "x".repeat(1000)));
    assertFails(How.GARBAGE, "too long");
  }

  @Test
  void informational_responses_are_skipped_but_not_for_ever() {
    serve(raw("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", ""));
    assertThat(get()).isInstanceOf(Fetched.Response.class);
    serve(raw("", "HTTP/1.1 103 Early\r\n\r\n"));
    assertFails(How.GARBAGE, "never comes to an answer");
  }

  @Test
  void tiny_chunks_with_long_extensions_end_at_a_limit_of_their_own() {
    serve(
        raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1;" + "x".repeat(4000) + "\r\na\r\n"));
    assertFails(How.GARBAGE, "more than 1000 octets");
  }

  @Test
  void what_is_not_http_is_told_as_that() {
    serve(raw("SSH-2.0-OpenSSH_9.2\r\n\r\n", ""));
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Failed.class, failed -> assertThat(failed.how()).isIn(How.GARBAGE, How.CLOSED));
  }

  @Test
  void a_server_that_closes_or_says_nothing_is_a_failure_in_time() {
    serve(Mischief.CLOSE);
    assertFails(How.CLOSED, "HTTP response: the server closed the connection");
    serve(Mischief.SILENCE);
    assertThat(get(SHORT, ADDRESS))
        .isInstanceOfSatisfying(
            Fetched.Failed.class, failed -> assertThat(failed.how()).isEqualTo(How.TIMEOUT));
  }

  @Test
  void a_server_that_never_answers_the_handshake_is_a_failure_in_time() throws IOException {
    try (var silent = new ServerSocket(0)) {
      servers.put(
          ADDRESS + ":443",
          new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort()));
      assertThat(get(SHORT, ADDRESS))
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> {
                assertThat(failed.how()).isEqualTo(How.TIMEOUT);
                assertThat(failed.words()).startsWith("TLS handshake");
                assertThat(failed.attempts())
                    .singleElement()
                    .satisfies(
                        one ->
                            assertThat(one.server()).isEqualTo("files.example.com[25.0.0.1]:443"));
              });
    }
  }

  @Test
  void nothing_is_said_to_a_server_that_cannot_prove_its_name() {
    serve(certificates.wrongHost(), LabHttpsAnswer.text("hello"));
    assertRefused("not for files.example.com but for other.example");
    assertThat(server().requests()).isEmpty();
  }

  @Test
  void certificates_that_do_not_verify_are_told_apart() {
    var bad =
        Map.of(
            certificates.expired(HOST), "expired on",
            certificates.notYetValid(HOST), "not valid before",
            certificates.selfSigned(HOST), "self-signed",
            certificates.untrusted(HOST), "no path to a trusted authority",
            certificates.withoutIntermediate(HOST), "no path to a trusted authority",
            certificates.commonNameOnly(HOST), "no name at all");
    bad.forEach(
        (certificate, words) -> {
          serve(certificate, LabHttpsAnswer.text("hello"));
          assertRefused(words);
          assertThat(server().requests()).as(words).isEmpty();
        });
  }

  @Test
  void a_wildcard_covers_one_label() {
    serve(certificates.wildcard(HOST), LabHttpsAnswer.text("hello"));
    assertThat(get()).isInstanceOf(Fetched.Response.class);
  }

  @Test
  void addresses_that_are_not_public_are_not_contacted() {
    serve(LabHttpsAnswer.text("hello"));
    servers.put("10.0.0.1:443", server().address());
    assertThat(get(TIMEOUT, "10.0.0.1"))
        .isInstanceOfSatisfying(
            Fetched.Failed.class, failed -> assertThat(failed.how()).isEqualTo(How.NOT_PUBLIC));
    assertThat(server().connections()).isZero();
  }

  @Test
  void the_next_address_is_tried_when_one_fails() {
    serve(LabHttpsAnswer.text("hello"));
    servers.put("25.0.0.2:443", server().address());
    servers.remove(ADDRESS + ":443");
    assertThat(get(TIMEOUT, ADDRESS, "25.0.0.2"))
        .isInstanceOfSatisfying(
            Fetched.Response.class,
            response -> assertThat(response.address()).hasToString("25.0.0.2"));
  }

  @Test
  void the_next_address_is_tried_beside_one_that_does_not_answer() throws IOException {
    try (var silent = new ServerSocket(0)) {
      serve(LabHttpsAnswer.text("hello"));
      servers.put("25.0.0.2:443", server().address());
      servers.put(
          ADDRESS + ":443",
          new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort()));
      assertThat(get(TIMEOUT, ADDRESS, "25.0.0.2")).isInstanceOf(Fetched.Response.class);
    }
  }

  @Test
  void when_all_fail_every_attempt_is_told() {
    assertThat(get(TIMEOUT, ADDRESS, "25.0.0.2"))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> {
              assertThat(failed.how()).isEqualTo(How.REFUSED);
              assertThat(failed.attempts()).hasSize(2);
            });
  }

  @Test
  void only_so_many_addresses_are_tried() {
    assertThat(get(TIMEOUT, "25.0.0.1", "25.0.0.2", "25.0.0.3", "25.0.0.4", "25.0.0.5"))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.attempts()).hasSize(HttpsClient.MAX_ADDRESSES));
  }

  @Test
  void it_ends_when_the_scan_does() {
    serve(Mischief.SILENCE);
    CompletableFuture<Fetched> running = start(TIMEOUT, ADDRESS);
    org.awaitility.Awaitility.await().until(() -> !server().requests().isEmpty());
    stop.complete(How.DEADLINE);
    assertThat(running.orTimeout(2, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(
            Fetched.Failed.class, failed -> assertThat(failed.how()).isEqualTo(How.DEADLINE));
    org.awaitility.Awaitility.await().until(() -> budget.open() == 0);
  }

  private LabHttps server() {
    return started.getLast();
  }

  private void serve(LabHttpsAnswer answer) {
    serve(certificates.good(HOST), answer);
  }

  private void serve(LabCertificate certificate, LabHttpsAnswer answer) {
    started.addLast(LabHttps.start(certificate, Map.of("/file", answer)));
    servers.put(ADDRESS + ":443", server().address());
  }

  private static Raw raw(String first, String again) {
    return new Raw(first.getBytes(US_ASCII), again.getBytes(US_ASCII));
  }

  private static Raw gzip(String text, String coding) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(US_ASCII));
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: "
                + coding
                + "\r\nContent-Length: "
                + packed.size()
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    all.writeBytes(packed.toByteArray());
    return LabHttpsAnswer.raw(all.toByteArray());
  }

  private Fetched get() {
    return get(TIMEOUT, ADDRESS);
  }

  private Fetched get(Duration timeout, String... addresses) {
    return start(timeout, addresses).join();
  }

  private CompletableFuture<Fetched> start(Duration timeout, String... addresses) {
    var dialer = new Dialer(loops, AddressPolicy.PUBLIC_ONLY, budget, Routes.to(servers), TIMEOUT);
    var tls =
        new TlsProbe(
            () -> TrustAnchors.of(List.of(certificates.root())),
            Clock.fixed(certificates.now(), ZoneOffset.UTC),
            Runnable::run);
    return new HttpsClient(dialer, timeout)
        .get(
            new WebRequest(HttpsUri.of(HOST, "/file"), "text/plain", MAX),
            List.of(addresses).stream().map(one -> IpAddress.parse(one).orElseThrow()).toList(),
            tls::verify,
            stop);
  }

  private void assertFails(How how, String words) {
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> {
              assertThat(failed.words()).contains(words);
              assertThat(failed.how()).isEqualTo(how);
            });
  }

  private void assertRefused(String words) {
    assertThat(get())
        .isInstanceOfSatisfying(
            Fetched.Refused.class,
            refused ->
                assertThat(Sentence.joined("; ", refused.faults()).toString()).contains(words));
  }
}
