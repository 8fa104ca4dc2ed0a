package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and how much anybody gets. */
class ServiceGuardTest {
  private static final ServiceOptions DEFAULTS = ServiceOptions.defaults();

  @TempDir private Path directory;

  @Test
  void a_service_with_tokens_answers_only_who_has_one() throws Exception {
    Path file = directory.resolve("tokens");
    String token = TokenFile.add(file, "ci");
    try (ServiceLab lab = ServiceLab.start(DEFAULTS.withTokens(TokenFile.read(file)))) {
      HttpResponse<String> without = lab.get("/api/v1/scans");
      HttpResponse<String> wrong = lab.get("/api/v1/scans", "Authorization", "Bearer nonsense");
      HttpResponse<String> right = lab.get("/api/v1/scans", "Authorization", "Bearer " + token);

      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(right.statusCode()).isEqualTo(200);
      assertThat(lab.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(lab.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(lab.get("/").statusCode()).isEqualTo(200);
      assertThat(lab.log()).anyMatch(entry -> entry.client().equals("token ci"));
    }
  }

  @Test
  void the_file_of_tokens_holds_digests_only() throws Exception {
    Path file = directory.resolve("tokens");

    String token = TokenFile.add(file, "ci");

    assertThat(Files.readString(file)).startsWith("ci ").doesNotContain(token);
    assertThat(TokenFile.read(file).nameOf(token)).hasValue("ci");
    assertThat(TokenFile.read(file).nameOf(token + "x")).isEmpty();
  }

  @Test
  void a_wrong_line_of_the_file_is_named() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "# mine\nci 1234\n");

    assertThatThrownBy(() -> TokenFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokens:2: a line is a name and the SHA-256");
  }

  @Test
  void a_name_that_leads_to_the_loopback_is_not_served() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      String answer =
          raw(lab, "GET /api/tools HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void a_page_of_another_origin_cannot_begin_a_scan() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      HttpResponse<String> form =
          lab.send(
              lab.request("/api/v1/scans")
                  .header("Content-Type", "text/plain")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofString(ServiceLab.QUICK)));
      HttpResponse<String> asked =
          lab.send(
              lab.request("/api/v1/scans")
                  .header("Origin", "https://evil.example")
                  .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()));

      assertThat(form.statusCode()).isEqualTo(415);
      assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void a_client_that_begins_too_many_scans_is_told_when_to_come_back() throws Exception {
    try (ServiceLab lab = ServiceLab.start(limits(4, 4, 1, 1000))) {
      assertThat(lab.post("/api/v1/scans", ServiceLab.QUICK).statusCode()).isEqualTo(201);

      HttpResponse<String> refused = lab.post("/api/v1/scans", ServiceLab.QUICK);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
    }
  }

  @Test
  void guesses_of_tokens_are_limited() throws Exception {
    Path file = directory.resolve("tokens");
    TokenFile.add(file, "ci");
    try (ServiceLab lab = ServiceLab.start(limits(4, 4, 5, 2).withTokens(TokenFile.read(file)))) {
      lab.get("/api/v1/scans", "Authorization", "Bearer a");
      lab.get("/api/v1/scans", "Authorization", "Bearer b");

      assertThat(lab.get("/api/v1/scans", "Authorization", "Bearer c").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void more_scans_than_can_wait_are_refused() throws Exception {
    try (ServiceLab lab = ServiceLab.start(limits(1, 0, 100, 1000))) {
      HttpResponse<String> refused = lab.post("/api/v1/scans", ServiceLab.QUICK);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void a_body_that_is_too_large_is_refused() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      HttpResponse<String> answer =
          lab.post("/api/v1/scans", "{\"domain\": \"" + "a".repeat(20_000) + "\"}");

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(new JsonObject(answer.body()).getString("title")).isEqualTo("Content too large");
    }
  }

  @Test
  void a_header_that_is_too_large_or_none_is_refused() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      assertThat(
              raw(lab, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9000) + "\r\n\r\n"))
          .matches("(?s)HTTP/1.[01] 4.*");
      assertThat(raw(lab, "\u0000\u0001nonsense\r\n\r\n")).matches("(?s)HTTP/1.[01] 400.*");
      assertThat(raw(lab, "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .matches("(?s)HTTP/1.[01] 4.*");
    }
  }

  @Test
  void a_request_whose_end_is_told_twice_is_answered_once_if_at_all() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      for (String rest :
          List.of(
              "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}",
              "Content-Length: 2, 4\r\n\r\n{}{}",
              "Content-Length: -1\r\n\r\n{}",
              "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")) {
        String answer =
            whole(
                lab,
                "POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\n"
                    + rest);

        assertThat(answer).as(rest).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
      }
    }
  }

  @Test
  void paths_with_tricks_lead_nowhere_else() throws Exception {
    Path file = directory.resolve("tokens");
    TokenFile.add(file, "ci");
    try (ServiceLab lab = ServiceLab.start(DEFAULTS.withTokens(TokenFile.read(file)))) {
      for (String path :
          List.of(
              "//api/v1/scans",
              "/x/../api/v1/scans",
              "/%61pi/v1/scans",
              "/x/%2e%2e/api/v1/scans",
              "/./api/v1/scans",
              "/api//v1/scans",
              "/api/v1/scans/",
              "/api/v1/scans/%00",
              "/api/v1/scans/" + "a".repeat(3000),
              "/metrics/",
              "//metrics",
              "/%6detrics")) {
        assertThat(raw(lab, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            .as(path)
            .matches("(?s)HTTP/1.1 (400|401|404) .*");
      }
    }
  }

  @Test
  void a_client_that_never_ends_its_header_or_body_is_cut_off() throws Exception {
    ServiceOptions hasty =
        DEFAULTS.withLimits(4, 4, 100, 1000, Duration.ofMillis(700), Duration.ofSeconds(5));
    try (ServiceLab lab = ServiceLab.start(hasty);
        Socket header = new Socket(InetAddress.getLoopbackAddress(), lab.service().port());
        Socket body = new Socket(InetAddress.getLoopbackAddress(), lab.service().port());
        Socket drop = new Socket(InetAddress.getLoopbackAddress(), lab.service().port())) {
      header.setSoTimeout(10_000);
      body.setSoTimeout(10_000);
      header
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.UTF_8));
      body.getOutputStream()
          .write(
              "POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                  .getBytes(StandardCharsets.UTF_8));

      assertThat(closedWhileSendingDropByDrop(drop)).isTrue();
      assertThat(header.getInputStream().read()).isEqualTo(-1);
      assertThat(text(body.getInputStream())).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void answers_carry_what_keeps_browsers_careful() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      HttpResponse<String> page = lab.get("/");

      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void a_service_that_stops_lets_scans_end_and_takes_no_more() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      String path =
          lab.post("/api/v1/scans", ServiceLab.QUICK)
              .headers()
              .firstValue("Location")
              .orElseThrow();
      try (InputStream events = lab.stream(path + "/events")) {
        lab.service().stop().toCompletableFuture().join();

        assertThat(text(events)).contains("event: done");
      }
      assertThatThrownBy(() -> lab.get("/healthz")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_request_leaves_one_line_in_the_log() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      lab.post("/api/v1/scans", ServiceLab.QUICK);

      AccessLog.Entry entry = lab.log().get(0);
      JsonObject line = new JsonObject(entry.json());
      assertThat(line.getString("method")).isEqualTo("POST");
      assertThat(line.getString("path")).isEqualTo("/api/v1/scans");
      assertThat(line.getString("domain")).isEqualTo("spoofable.example");
      assertThat(line.getInteger("status")).isEqualTo(201);
    }
  }

  @Test
  void numbers_are_open_metrics_where_they_are_wanted() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      lab.scanned(ServiceLab.QUICK);

      HttpResponse<String> open = lab.get("/metrics", "Accept", "application/openmetrics-text");

      assertThat(open.headers().firstValue("Content-Type").orElse("")).contains("openmetrics");
      assertThat(open.body()).contains("mxray_scan_outcomes_total{outcome=").endsWith("# EOF\n");
      assertThat(lab.get("/metrics").body()).contains("mxray_scans_running 0");
      assertThat(lab.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private static ServiceOptions limits(int running, int waiting, int scans, int requests) {
    return DEFAULTS.withLimits(
        running, waiting, scans, requests, Duration.ofSeconds(15), Duration.ofSeconds(10));
  }

  private static String raw(ServiceLab lab, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.service().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      var first = new byte[4096];
      int length = socket.getInputStream().read(first);
      return length < 0 ? "" : new String(first, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends an octet of a header now and then, for ten seconds at most. */
  private static boolean closedWhileSendingDropByDrop(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 200; i++) {
      try {
        socket.getOutputStream().write('x');
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // Nothing is said yet.
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }

  /** All that is answered until the connection is closed. */
  private static String whole(ServiceLab lab, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.service().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return text(socket.getInputStream());
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
