package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language clients are answered. */
class LanguagesTest {
  private static final String ITALIAN =
      "{\"domain\": \"spoofable.example\", \"checks\": [\"mx\", \"spf\", \"dmarc\"], \"lang\": \"it\"}";

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
  void a_scan_is_told_in_the_language_that_it_asks_for() throws Exception {
    JsonObject job = lab.scanned(ITALIAN);

    assertThat(job.getString("lang")).isEqualTo("it");
    assertToldIn("it", job.getJsonObject("report"));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html lang=\"it\"",
    "text/markdown, voto",
    "text/plain, voto",
    "application/sarif+json, Pubblic",
    "application/junit+xml, non richiesto",
    "application/xml, dominio",
  })
  void every_form_of_its_report_is_in_its_language(String accept, String text) throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ITALIAN).getString("id") + "/report";

    HttpResponse<String> answer = lab.get(path, "Accept", accept, "Accept-Language", "en");

    assertThat(answer.headers().firstValue("Content-Language")).hasValue("it");
    assertThat(answer.body()).containsIgnoringCase(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "it                     | it",
        "it-CH, en;q=0.9        | it",
        "de, fr;q=0.8, it;q=0.1 | it",
        "en;q=0.1, it;q=0       | en",
        "de                     | en",
        "*                      | en",
        ";;,q=,=                | en",
      })
  void a_scan_that_asks_for_none_is_told_in_one_that_the_client_accepts(
      String header, String language) throws Exception {
    HttpResponse<String> answer =
        lab.post("/api/v1/scans", ServiceLab.QUICK, "Accept-Language", header);

    assertThat(new JsonObject(answer.body()).getString("lang")).isEqualTo(language);
  }

  @Test
  void the_language_of_the_service_is_the_one_when_nobody_asks() throws Exception {
    try (ServiceLab italian = ServiceLab.start(ServiceOptions.defaults().in("it"))) {
      assertThat(italian.scanned(ServiceLab.QUICK).getString("lang")).isEqualTo("it");
      assertThat(italian.get("/").body()).contains("<html lang=\"it\"");
      assertThat(italian.get("/api/v1/controls/TLS-003").headers().allValues("Vary"))
          .contains("Accept-Language");
    }
  }

  @Test
  void a_language_that_there_is_not_is_a_problem_that_names_those_that_there_are()
      throws Exception {
    String report = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id") + "/report";

    HttpResponse<String> body =
        lab.post("/api/v1/scans", "{\"domain\": \"example.com\", \"lang\": \"xx\"}");
    HttpResponse<String> number =
        lab.post("/api/v1/scans", "{\"domain\": \"example.com\", \"lang\": 5}");
    HttpResponse<String> parameter = lab.get(report + "?lang=xx");
    HttpResponse<String> older =
        lab.post("/api/mail-security", "{\"domain\": \"example.com\", \"lang\": \"xx\"}");

    assertThat(body.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(body.body()).getString("detail"))
        .isEqualTo("lang: there is no language 'xx', only en, it");
    assertThat(new JsonObject(number.body()).getString("detail"))
        .isEqualTo("lang is a string: en or it");
    assertThat(parameter.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(parameter.body()).getString("detail")).contains("only en, it");
    assertThat(older.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(older.body()).getString("error")).contains("only en, it");
  }

  @Test
  void clients_of_the_older_toolkit_get_the_language_that_they_name() throws Exception {
    HttpResponse<String> answer =
        lab.post(
            "/api/mail-security",
            "{\"domain\": \"spoofable.example\", \"lang\": \"it\"}",
            "Accept-Language",
            "en");
    HttpResponse<String> usual =
        lab.post(
            "/api/mail-security", "{\"domain\": \"spoofable.example\"}", "Accept-Language", "it");

    assertToldIn("it", results(answer));
    assertToldIn("en", results(usual));
  }

  @Test
  void a_report_of_a_job_is_retold_where_another_language_is_asked_for() throws Exception {
    String path = "/api/v1/scans/" + lab.scanned(ServiceLab.QUICK).getString("id");

    HttpResponse<String> page = lab.get(path + "/report?lang=it", "Accept", "text/html");

    assertToldIn("it", new JsonObject(lab.get(path + "?lang=it").body()).getJsonObject("report"));
    assertToldIn("it", new JsonObject(lab.get(path + "/report?lang=it").body()));
    assertThat(page.body()).contains("<html lang=\"it\"");
  }

  @Test
  void a_report_of_the_history_is_retold_for_people_and_kept_for_programs() throws Exception {
    lab.scanned("{\"domain\": \"parked.example\", \"checks\": [\"mx\", \"spf\", \"dmarc\"]}");
    while (lab.store().count("parked.example", null) == 0) {
      Thread.sleep(20);
    }
    String path =
        "/api/v1/reports/"
            + new JsonObject(lab.get("/api/v1/domains/parked.example/history").body())
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");

    HttpResponse<String> page = lab.get(path, "Accept", "text/html", "Accept-Language", "it");
    HttpResponse<String> kept = lab.get(path, "Accept-Language", "it");
    HttpResponse<String> asked = lab.get(path + "?lang=it");

    assertThat(page.body()).contains("<html lang=\"it\"").contains(first("it", asked));
    assertThat(page.headers().allValues("Vary")).containsExactly("Accept, Accept-Language");
    assertToldIn("en", new JsonObject(kept.body()));
    assertToldIn("it", new JsonObject(asked.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "/?lang=it, en, it",
    "/, it, it",
    "/, de, en",
    "/?lang=xx, it, it",
    "/docs?lang=it, en, it",
    "/docs, en, en",
  })
  void a_page_is_in_the_language_that_is_chosen_or_else_accepted(
      String path, String accepted, String language) throws Exception {
    HttpResponse<String> page = lab.get(path, "Accept-Language", accepted);

    assertThat(page.body()).contains("<html lang=\"" + language + "\"").doesNotContain("{{");
    assertThat(page.headers().firstValue("Content-Language")).hasValue(language);
    assertThat(page.headers().firstValue("Vary")).hasValue("Accept-Language");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "it"})
  void the_words_of_scripts_come_with_the_page(String language) throws Exception {
    HttpResponse<String> words = lab.get("/words.js?lang=" + language);

    assertThat(words.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(words.body()).contains(Pages.words(language).getProperty("scan.start"));
  }

  private static JsonObject results(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getJsonObject("data").getJsonObject("detailed_results");
  }

  /** Every finding whose title is the same for every subject has the title of this language. */
  private static void assertToldIn(String language, JsonObject report) {
    var texts = new FindingTexts(language);
    JsonArray findings = report.getJsonArray("findings");
    assertThat(findings).isNotEmpty();
    for (int i = 0; i < findings.size(); i++) {
      JsonObject finding = findings.getJsonObject(i);
      String title = texts.of(FindingType.of(finding.getString("id")).orElseThrow()).title();
      if (!title.contains("{")) {
        assertThat(finding.getString("title")).isEqualTo(title);
      }
    }
  }

  private static String first(String language, HttpResponse<String> report) {
    String id =
        new JsonObject(report.body()).getJsonArray("findings").getJsonObject(0).getString("id");
    return new FindingTexts(language)
        .of(FindingType.of(id).orElseThrow())
        .title()
        .split("[{’']")[0];
  }
}
