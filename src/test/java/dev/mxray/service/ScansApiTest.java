package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans as jobs. */
class ScansApiTest {
  private static ServiceLab lab;

  @BeforeAll
  static void start() throws Exception {
    lab = ServiceLab.start();
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void a_job_is_made_watched_and_read() throws Exception {
    HttpResponse<String> made = lab.post("/api/v1/scans", ServiceLab.QUICK);

    assertThat(made.statusCode()).isEqualTo(201);
    String path = made.headers().firstValue("Location").orElseThrow();
    String events = lab.get(path + "/events").body();
    assertThat(events)
        .contains("event: check\ndata: {\"check\":\"spf\",\"state\":\"started\"}")
        .contains("\"check\":\"spf\",\"state\":\"finished\"")
        .contains("event: done");
    JsonObject job = new JsonObject(lab.get(path).body());
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getJsonObject("report").getString("domain")).isEqualTo("spoofable.example");
  }

  @Test
  void a_watcher_that_comes_back_gets_only_what_it_has_not_seen() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");
    String all = lab.get(path + "/events").body();
    int last = (int) all.lines().filter(line -> line.startsWith("id: ")).count();

    String rest = lab.get(path + "/events", "Last-Event-ID", String.valueOf(last - 1)).body();

    assertThat(rest).startsWith("id: " + last + "\nevent: done\n");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, application/json, schema_version",
    "application/xml, application/xml, <mail_security_scan",
    "text/csv, text/csv; charset=utf-8, 'domain,scanned_at'",
    "text/plain, text/plain; charset=utf-8, spoofable.example",
    "text/html, text/html; charset=utf-8, <!DOCTYPE html>",
    "text/markdown, text/markdown; charset=utf-8, spoofable.example",
    "application/sarif+json, application/sarif+json, sarif",
    "application/junit+xml, application/junit+xml, <testsuite",
    "'image/png, application/xml;q=0.9', application/xml, <mail_security_scan",
    "*/*, application/json, schema_version",
  })
  void a_report_comes_in_the_form_that_is_accepted(String accept, String type, String text)
      throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id") + "/report";

    HttpResponse<String> answer = lab.get(path, "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.body()).contains(text);
  }

  @Test
  void a_job_that_is_done_comes_as_its_report_where_another_form_is_wanted() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");

    assertThat(lab.get(path, "Accept", "text/html").body()).contains("<!DOCTYPE html>");
    assertThat(lab.get(path, "Accept", "*/*").body()).contains("\"state\":\"done\"");
  }

  @Test
  void a_page_of_a_report_is_not_robbed_of_its_own_style() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id") + "/report";

    HttpResponse<String> page = lab.get(path, "Accept", "text/html");

    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly("frame-ancestors 'none'");
    assertThat(page.body()).contains("default-src &#39;none&#39;; style-src &#39;sha256-");
  }

  @Test
  void a_form_that_there_is_not_is_not_acceptable() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id") + "/report";

    assertThat(lab.get(path, "Accept", "image/png").statusCode()).isEqualTo(406);
  }

  @Test
  void a_client_that_has_the_report_is_told_so() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id") + "/report";
    String tag = lab.get(path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = lab.get(path, "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void the_same_request_under_one_key_begins_one_scan() throws Exception {
    HttpResponse<String> first =
        lab.post("/api/v1/scans", ServiceLab.QUICK, "Idempotency-Key", "once");

    HttpResponse<String> again =
        lab.post("/api/v1/scans", ServiceLab.QUICK, "Idempotency-Key", "once");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(id(again)).isEqualTo(id(first));
  }

  @Test
  void another_request_under_the_same_key_is_refused() throws Exception {
    lab.post("/api/v1/scans", ServiceLab.QUICK, "Idempotency-Key", "twice");

    HttpResponse<String> other =
        lab.post(
            "/api/v1/scans",
            "{\"domain\": \"parked.example\", \"checks\": [\"mx\"]}",
            "Idempotency-Key",
            "twice");

    assertThat(other.statusCode()).isEqualTo(422);
  }

  @Test
  void jobs_are_listed_by_pages_the_newest_first() throws Exception {
    String first = lab.scanned(ServiceLab.QUICK).getString("id");
    String second = lab.scanned(ServiceLab.QUICK).getString("id");

    JsonObject page = new JsonObject(lab.get("/api/v1/scans?limit=1").body());
    JsonObject next = new JsonObject(lab.get("/api/v1/scans?limit=1&offset=1").body());

    assertThat(page.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(second);
    assertThat(next.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(first);
    assertThat(page.getInteger("total")).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "offset=-1", "offset=9999999999"})
  void a_page_that_cannot_be_is_refused(String query) throws Exception {
    assertThat(lab.get("/api/v1/scans?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void a_job_is_forgotten_once_however_many_ask_at_once() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return lab.delete(path).statusCode();
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join).toList())
        .containsOnlyOnce(204)
        .contains(404);
    assertThat(lab.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/scans/unknown",
        "/api/v1/scans/..%2f..%2fetc%2fpasswd",
        "/api/v1/scans/%00",
        "/api/v1/reports/1e9",
        "/api/v1/reports/99999999999999999999",
        "/api/v1/controls/TLS-999",
        "/../../etc/passwd",
        "/web/app.js",
        "/openapi.yaml",
      })
  void what_is_not_there_is_a_problem_document(String path) throws Exception {
    HttpResponse<String> answer = lab.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"domain\": \"example.com\", \"colour\": 1}      | unknown field 'colour'",
        "{\"domain\": \"example.com\", \"checks\": []}     | checks is a list",
        "{\"domain\": \"example.com\", \"checks\": [\"x\"]} | there is no check 'x'",
        "{\"domain\": \"example.com\", \"tls\": \"deep\"}  | tls is none, basic or full",
        "{\"domain\": \"example.com\", \"timeout\": 121}   | timeout is a number of seconds",
        "{\"domain\": \"127.0.0.1\"}                       | domain:",
      })
  void a_wrong_request_is_told_what_is_wrong(String body, String why) throws Exception {
    HttpResponse<String> answer = lab.post("/api/v1/scans", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).contains(why);
  }

  @Test
  void reports_are_kept_in_the_history() throws Exception {
    lab.scanned("{\"domain\": \"parked.example\", \"checks\": [\"mx\", \"spf\"]}");

    JsonObject history = history("parked.example");
    JsonObject run = history.getJsonArray("items").getJsonObject(0);
    HttpResponse<String> report = lab.get(run.getJsonObject("links").getString("report"));

    assertThat(run.getString("profile")).isEqualTo("chosen");
    assertThat(new JsonObject(report.body()).getString("domain")).isEqualTo("parked.example");
    assertThat(lab.get("/api/v1/domains").body()).contains("parked.example");
  }

  @Test
  void controls_are_told_in_a_language() throws Exception {
    JsonObject all = new JsonObject(lab.get("/api/v1/controls?area=TLS").body());
    JsonObject italian = new JsonObject(lab.get("/api/v1/controls/tls-003?lang=it").body());
    JsonObject english = new JsonObject(lab.get("/api/v1/controls/TLS-003").body());

    assertThat(all.getJsonArray("items")).hasSize(12);
    assertThat(italian.getString("id")).isEqualTo("TLS-003");
    assertThat(italian.getString("name")).isNotEqualTo(english.getString("name"));
    assertThat(lab.get("/api/v1/controls?lang=xx").statusCode()).isEqualTo(400);
  }

  private static JsonObject history(String domain) throws Exception {
    // The report is kept a moment after the client has it.
    for (int i = 0; i < 200; i++) {
      JsonObject history = new JsonObject(lab.get("/api/v1/domains/" + domain + "/history").body());
      if (!history.getJsonArray("items").isEmpty()) {
        return history;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no history of " + domain);
  }

  private static String id(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("id");
  }
}
