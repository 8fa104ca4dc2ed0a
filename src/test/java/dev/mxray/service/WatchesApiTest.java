package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watches, managed over HTTP. */
class WatchesApiTest {
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
  void a_watch_is_added_read_changed_and_removed() throws Exception {
    HttpResponse<String> added =
        lab.post(
            "/api/v1/watches",
            "{\"subject\": \"Example.com\", \"cron\": \"*/15 * * * *\", \"zone\": \"Europe/Rome\"}");
    String path = added.headers().firstValue("Location").orElseThrow();

    assertThat(added.statusCode()).isEqualTo(201);
    JsonObject watch = new JsonObject(lab.get(path).body());
    assertThat(watch.getString("subject")).isEqualTo("example.com");
    assertThat(watch.getString("zone")).isEqualTo("Europe/Rome");
    assertThat(watch.getString("profile")).isEqualTo("reputation");
    assertThat(
            lab.post("/api/v1/watches", "{\"subject\": \"example.com\", \"cron\": \"0 * * * *\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(new JsonObject(lab.get(path).body()).getString("cron")).isEqualTo("0 * * * *");
    assertThat(lab.delete(path).statusCode()).isEqualTo(204);
    assertThat(lab.delete(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cron\": \"* * * * *\"}                                              | subject is a string",
        "{\"subject\": \"example.com\"}                                         | cron is a string",
        "{\"subject\": \"example.com\", \"cron\": \"soon\"}                     | cron:",
        "{\"subject\": \"example.com\", \"cron\": \"0 0 31 2 *\"}               | never comes true",
        "{\"subject\": \"example.com\", \"cron\": \"* * * * *\", \"zone\": \"Mars\"} | time zone",
        "{\"subject\": \"a b\", \"cron\": \"* * * * *\"}                        | a b",
        "{\"subject\": \"example.com\", \"cron\": \"* * * * *\", \"jitter\": -1} | jitter",
        "{\"subject\": \"example.com\", \"cron\": \"* * * * *\", \"x\": 1}      | only subject",
        "[]                                                                     | not a JSON object",
      })
  void a_watch_that_cannot_be_is_told_why(String body, String why) throws Exception {
    HttpResponse<String> answer = lab.post("/api/v1/watches", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).contains(why);
  }

  @Test
  void watches_are_listed() throws Exception {
    lab.post("/api/v1/watches", "{\"subject\": \"192.0.2.1\", \"cron\": \"5 * * * *\"}");

    JsonObject page = new JsonObject(lab.get("/api/v1/watches").body());

    assertThat(page.getJsonArray("items").encode()).contains("\"kind\":\"address\"");
    assertThat(page.getInteger("total")).isPositive();
  }
}
