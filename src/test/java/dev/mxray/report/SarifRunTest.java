package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.mxray.finding.FindingTexts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What code scanning asks of an upload, as a schema of our own: {@code sarif-upload.schema.json}.
 * Documents were also held against the schema of OASIS, without a fault.
 */
class SarifRunTest {
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void a_run_has_what_an_upload_needs() throws IOException {
    JsonNode run = run(SampleReports.full()).at("/runs/0");

    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("mxray");
    JsonNode result = result(run, "spf-include-missing");
    assertThat(result.get("level").asText()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("mail-domains/xn--bcher-kva.example");
    JsonNode rule = run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
    assertThat(rule.get("id").asText()).isEqualTo("spf-include-missing");
    assertThat(rule.at("/properties/security-severity").asText()).isEqualTo("8.0");
    assertThat(rule.get("helpUri").asText()).startsWith("https://www.rfc-editor.org/rfc/rfc7208");
    assertThat(rule.toString()).doesNotContain("{subject}");
  }

  @Test
  void what_could_not_be_seen_is_a_notification_and_the_run_did_not_succeed() throws IOException {
    JsonNode run = run(SampleReports.blind()).at("/runs/0");

    assertThat(run.get("results")).isEmpty();
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    assertThat(run.at("/invocations/0/toolExecutionNotifications")).hasSize(2);
  }

  @Test
  void identities_hang_on_rule_domain_and_subject_alone() throws IOException {
    Report report = SampleReports.full();
    FindingPart one = report.findings().get(0);
    var other =
        new FindingPart(
            one.id(),
            "low",
            one.section(),
            one.category(),
            one.subject(),
            "another title",
            "another day",
            "",
            one.evidence(),
            List.of(),
            List.of(),
            List.of());

    assertThat(fingerprints(report.withFindings(List.of(other))))
        .isEqualTo(fingerprints(report.withFindings(List.of(one))));
    assertThat(fingerprints(report)).doesNotHaveDuplicates();
  }

  @Test
  void marks_are_those_of_the_format() throws IOException {
    Report report = SampleReports.full();
    FindingPart marked =
        report
            .findings()
            .get(0)
            .marked(FindingPart.KNOWN, new FindingPart.Suppression("we know", "2027-01-31"));
    JsonNode result = run(report.withFindings(List.of(marked))).at("/runs/0/results/0");

    assertThat(result.get("baselineState").asText()).isEqualTo("unchanged");
    assertThat(result.at("/suppressions/0/justification").asText())
        .isEqualTo("we know (until 2027-01-31)");
  }

  @Test
  void braces_and_links_of_others_are_text() throws IOException {
    String message =
        run(HostileReports.valid("%{i} [x](http://x.test) {0}"))
            .at("/runs/0/results/0/message/text")
            .asText();

    assertThat(message).contains("%{{i}} [x] (http://x.test) {{0}}");
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) throws IOException {
    JsonNode document = run(HostileReports.of(text));

    document
        .findValuesAsText("text")
        .forEach(
            shown ->
                assertThat(
                        shown
                            .codePoints()
                            .filter(c -> c != '\n' && !Printable.isVisible(c))
                            .count())
                    .isZero());
    assertThat(document.findValuesAsText("uri"))
        .allMatch(uri -> uri.matches("mail-domains/[A-Za-z0-9._%-]+"));
  }

  @Test
  void the_schema_rejects_what_an_upload_would() throws IOException {
    JsonNode document = run(SampleReports.full());
    ((ObjectNode) document.at("/runs/0/results/0")).remove("locations");

    assertThat(faults(document)).isNotEmpty();
  }

  private JsonNode run(Report... reports) throws IOException {
    var run = new SarifRun(new JsonWriter(), FindingTexts.english());
    for (Report report : reports) {
      run.add(report);
    }
    JsonNode document = mapper.readTree(run.text());
    assertThat(faults(document)).isEmpty();
    return document;
  }

  private static List<String> faults(JsonNode document) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SarifRunTest.class.getResourceAsStream("sarif-upload.schema.json"))) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in)
          .validate(document.toString(), InputFormat.JSON)
          .stream()
          .map(ValidationMessage::toString)
          .toList();
    }
  }

  private List<String> fingerprints(Report report) throws IOException {
    return run(report).findValuesAsText("primaryLocationLineHash");
  }

  private static JsonNode result(JsonNode run, String rule) {
    return StreamSupport.stream(run.get("results").spliterator(), false)
        .filter(one -> one.get("ruleId").asText().equals(rule))
        .findFirst()
        .orElseThrow();
  }
}
