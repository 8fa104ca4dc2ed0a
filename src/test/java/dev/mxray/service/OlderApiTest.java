package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of the older toolkit send and read. */
class OlderApiTest {
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
  void a_scan_answers_under_the_names_that_these_clients_read() throws Exception {
    HttpResponse<String> answer =
        lab.post("/api/mail-security", "{\"domain\": \"spoofable.example\", \"timeout\": 15}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getBoolean("success")).isTrue();
    JsonObject summary = body.getJsonObject("data").getJsonObject("scan_summary");
    assertThat(summary.fieldNames())
        .contains(
            "domain",
            "scan_date",
            "security_score",
            "spf_status",
            "dkim_selectors_found",
            "dmarc_policy",
            "total_findings",
            "critical_findings",
            "high_findings");
    assertThat(summary.getString("domain")).isEqualTo("spoofable.example");
    JsonObject results = body.getJsonObject("data").getJsonObject("detailed_results");
    assertThat(results.fieldNames())
        .contains(
            "domain",
            "timestamp",
            "mx_records",
            "spf_record",
            "spf_valid",
            "spf_issues",
            "dkim_records",
            "dkim_selectors_found",
            "dmarc_record",
            "dmarc_policy",
            "dmarc_valid",
            "smtp_servers",
            "security_score",
            "findings",
            "blacklist_status",
            "ptr_records");
    assertThat(results.getJsonArray("findings").getJsonObject(0).fieldNames())
        .contains(
            "category",
            "severity",
            "title",
            "description",
            "recommendation",
            "technical_details",
            "score_impact");
  }

  @Test
  void servers_have_the_fields_of_these_clients_and_null_for_what_was_not_tried() throws Exception {
    JsonObject body =
        new JsonObject(
            lab.post("/api/mail-security", "{\"domain\": \"exemplary.example\"}").body());

    JsonObject server =
        body.getJsonObject("data")
            .getJsonObject("detailed_results")
            .getJsonArray("smtp_servers")
            .getJsonObject(0);
    assertThat(server.getString("hostname")).isEqualTo("mx1.exemplary.example");
    assertThat(server.getBoolean("port_25_open")).isTrue();
    assertThat(server.getBoolean("starttls_supported")).isTrue();
    assertThat(server.getBoolean("certificate_valid")).isTrue();
    assertThat(server.getBoolean("certificate_expired")).isFalse();
    assertThat(server.getBoolean("connection_successful")).isTrue();
    assertThat(server.containsKey("open_relay")).isTrue();
    assertThat(server.getValue("open_relay")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | Domain parameter required",
        "{\"domain\": 5}                             | domain is a string",
        "{\"domain\": \"http://example.com/\"}       | example.com",
        "{\"domain\": \"a b\"}                       | domain:",
        "{\"domain\": \"x.test; rm -rf /\"}          | domain:",
        "{\"domain\": \"example.com\", \"timeout\": 0} | timeout is a number of seconds",
        "[1]                                         | not a JSON object",
        "{\"domain\":                                | not a JSON object",
      })
  void a_request_that_cannot_be_understood_is_told_why(String body, String why) throws Exception {
    HttpResponse<String> answer = lab.post("/api/mail-security", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonObject failure = new JsonObject(answer.body());
    assertThat(failure.getBoolean("success")).isFalse();
    assertThat(failure.getString("error")).contains(why);
  }

  @Test
  void health_and_tools_answer() throws Exception {
    assertThat(new JsonObject(lab.get("/api/health").body()).getString("status"))
        .isEqualTo("healthy");
    assertThat(lab.get("/api/tools").body()).contains("/api/mail-security");
  }
}
