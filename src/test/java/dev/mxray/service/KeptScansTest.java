package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.Scanner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which scans there are when much happens at once, or the service has ended meanwhile. */
class KeptScansTest {
  private static final int AT_ONCE = 8;

  @Test
  void a_scan_outlives_the_service_that_made_it() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      JsonObject job =
          lab.scanned(
              "{\"domain\": \"spoofable.example\", \"checks\": [\"mx\", \"spf\"], \"lang\": \"it\"}");
      String path = "/api/v1/scans/" + job.getString("id");

      lab.restart();

      JsonObject after = new JsonObject(lab.get(path).body());
      assertThat(after.getString("state")).isEqualTo("done");
      assertThat(after.getString("lang")).isEqualTo("it");
      assertThat(after.getJsonObject("report")).isEqualTo(job.getJsonObject("report"));
      assertThat(lab.get(path + "/report", "Accept", "text/html").body())
          .contains("<html lang=\"it\"");
      assertThat(lab.get(path + "/events", "Last-Event-ID", "40").body()).contains("event: done");
    }
  }

  @Test
  void a_scan_that_was_forgotten_stays_so_and_its_report_in_the_history() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");

      assertThat(lab.delete(path).statusCode()).isEqualTo(204);

      assertThat(lab.get(path).statusCode()).isEqualTo(404);
      lab.restart();
      assertThat(lab.get(path).statusCode()).isEqualTo(404);
      assertThat(lab.store().count("spoofable.example", null)).isEqualTo(1);
    }
  }

  @Test
  void a_scan_of_a_former_service_is_forgotten_once_however_many_ask_at_once() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");
      lab.restart();

      List<Integer> answers = atOnce(() -> lab.delete(path).statusCode());

      assertThat(answers).containsOnlyOnce(204).contains(404);
      assertThat(lab.get(path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_watch_is_removed_once_however_many_ask_at_once() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      String path =
          lab.post("/api/v1/watches", "{\"subject\": \"example.com\", \"cron\": \"5 * * * *\"}")
              .headers()
              .firstValue("Location")
              .orElseThrow();

      assertThat(atOnce(() -> lab.delete(path).statusCode())).containsOnlyOnce(204).contains(404);
    }
  }

  @Test
  void one_key_begins_one_scan_however_many_requests_come_at_once() throws Exception {
    try (ServiceLab lab = ServiceLab.start()) {
      for (int round = 0; round < 3; round++) {
        String key = "round " + round;
        List<HttpResponse<String>> answers =
            atOnce(
                () ->
                    lab.post(
                        "/api/v1/scans",
                        ServiceLab.QUICK,
                        "Idempotency-Key",
                        key.replace(' ', '-')));

        assertThat(answers)
            .extracting(HttpResponse::statusCode)
            .containsOnlyOnce(201)
            .contains(200);
        assertThat(answers)
            .extracting(answer -> new JsonObject(answer.body()).getString("id"))
            .containsOnly(new JsonObject(answers.get(0).body()).getString("id"));
      }
    }
  }

  @Test
  void a_client_that_waits_for_a_scan_is_told_when_another_one_deletes_it() throws Exception {
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Scanner endless =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse("127.0.0.1:" + silent.getLocalPort())))
                .timeout(Duration.ofSeconds(30))
                .build();
        ServiceLab lab =
            ServiceLab.start(
                ServiceOptions.defaults()
                    .withLimits(
                        4, 4, 100, 1000, Duration.ofSeconds(15), /* drain= */ Duration.ofMillis(1)),
                endless)) {
      CompletableFuture<HttpResponse<String>> waiting =
          CompletableFuture.supplyAsync(
              () ->
                  unchecked(() -> lab.post("/api/mail-security", "{\"domain\": \"example.com\"}")));
      JsonArray jobs = new JsonArray();
      while (jobs.isEmpty()) {
        jobs = new JsonObject(lab.get("/api/v1/scans").body()).getJsonArray("items");
      }
      String path = jobs.getJsonObject(0).getJsonObject("links").getString("self");

      assertThat(lab.delete(path).statusCode()).isEqualTo(204);

      HttpResponse<String> answer = waiting.join();
      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(new JsonObject(answer.body()).getBoolean("success")).isFalse();
      assertThat(new JsonObject(answer.body()).getString("error"))
          .isEqualTo("the scan was deleted");
      assertThat(lab.get(path).statusCode()).isEqualTo(404);
    }
  }

  private static <T> List<T> atOnce(Callable<T> request) {
    return IntStream.range(0, AT_ONCE)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(request)))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static <T> T unchecked(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
