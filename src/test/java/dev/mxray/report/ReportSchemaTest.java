package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportSchemaTest {
  private final JsonWriter json = new JsonWriter();
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void produced_reports_are_valid() {
    SchemaAssert.valid(json.pretty(SampleReports.full()));
    SchemaAssert.valid(json.line(SampleReports.notFound()));
    SchemaAssert.valid(json.line(SampleReports.blind()));
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) {
    SchemaAssert.valid(json.line(HostileReports.valid(text)));
  }

  @Test
  void helper_fails_on_a_broken_document() {
    assertThatThrownBy(() -> SchemaAssert.valid("{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("domain");
    assertThatCode(() -> SchemaAssert.valid(json.line(SampleReports.full())))
        .doesNotThrowAnyException();
  }

  @Test
  void every_field_is_required_except_the_child_of_a_term() throws IOException {
    everyObject(
        "",
        mapper.readTree(json.line(SampleReports.full())),
        path -> {
          ObjectNode at = (ObjectNode) mapper.readTree(json.line(SampleReports.full())).at(path);
          at.fieldNames()
              .forEachRemaining(
                  name -> {
                    if (!name.equals("child") && !isMap(path)) {
                      assertThat(without(path, name)).as(path + "/" + name).isNotEmpty();
                    }
                  });
        });
  }

  @Test
  void unknown_fields_are_rejected_at_every_level() throws IOException {
    everyObject(
        "",
        mapper.readTree(json.line(SampleReports.full())),
        path -> {
          if (!isMap(path)) {
            assertThat(broken(path, node -> node.put("x_unknown", 1))).as(path).isNotEmpty();
          }
        });
  }

  @Test
  void wrong_values_are_rejected() {
    assertThat(broken("", r -> r.put("schema_version", "2.0"))).isNotEmpty();
    assertThat(broken("", r -> r.put("domain", "Example.COM"))).isNotEmpty();
    assertThat(broken("", r -> r.put("domain", "example.com."))).isNotEmpty();
    assertThat(broken("", r -> r.put("scanned_at", "2026-11-20 12:00:00"))).isNotEmpty();
    assertThat(broken("", r -> r.put("scanned_at", "2026-11-20T12:00:00+01:00"))).isNotEmpty();
    assertThat(broken("", r -> r.put("outcome", "ok"))).isNotEmpty();
    assertThat(broken("", r -> r.put("security_score", 101))).isNotEmpty();
    assertThat(broken("", r -> r.put("grade", "E"))).isNotEmpty();
    assertThat(broken("/mx", r -> r.put("state", "ok"))).isNotEmpty();
    assertThat(broken("/mx/hosts/0", r -> r.put("preference", 65_536))).isNotEmpty();
    assertThat(broken("/spf", r -> r.put("all", "maybe"))).isNotEmpty();
    assertThat(broken("/findings/0", r -> r.put("id", "no-such-finding"))).isNotEmpty();
    assertThat(broken("/findings/0/evidence", r -> r.put("term", 1))).isNotEmpty();
    assertThat(broken("/score/sections/0", r -> r.put("points", "18"))).isNotEmpty();
    assertThat(broken("/smtp_servers/0", r -> r.put("state", "up"))).isNotEmpty();
    assertThat(broken("/smtp_servers/0", r -> r.put("port", 0))).isNotEmpty();
    assertThat(broken("/smtp_servers/0/tls", r -> r.put("version", "TLS 1.3"))).isNotEmpty();
    assertThat(broken("/smtp_servers/2/tls/cipher_suites", r -> r.put("TLSv9", 1))).isNotEmpty();
    assertThat(broken("/smtp_servers/0/tls/certificate", r -> r.put("sha256", "AB"))).isNotEmpty();
    assertThat(broken("/reputation/0", r -> r.put("state", "bad"))).isNotEmpty();
    assertThat(broken("/mcss/controls/0", r -> r.put("status", "passed"))).isNotEmpty();
    assertThat(broken("/mcss/controls/0", r -> r.put("base_score", 10.1))).isNotEmpty();
    assertThat(broken("/mcss/summary", r -> r.put("compliance_pct", -1))).isNotEmpty();
  }

  @Test
  void a_failed_scan_has_no_score_and_every_other_has_one() {
    assertThat(broken("", r -> r.put("outcome", "failed"))).isNotEmpty();
    assertThat(broken("", r -> r.putNull("security_score"))).isNotEmpty();
    assertThat(broken("", r -> r.putNull("grade"))).isNotEmpty();
    assertThat(broken("/score", r -> r.putNull("low"))).isNotEmpty();
  }

  @Test
  void finding_ids_are_those_of_the_catalogue() throws IOException {
    assertThat(values("/$defs/finding_id/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(FindingType.values()).map(FindingType::id).toList());
  }

  @Test
  void sections_and_severities_are_those_of_the_catalogue() throws IOException {
    assertThat(values("/$defs/finding/properties/section/enum"))
        .containsExactlyElementsOf(Arrays.stream(Section.values()).map(Section::id).toList());
    assertThat(values("/$defs/finding/properties/severity/enum"))
        .containsExactlyElementsOf(Arrays.stream(Severity.values()).map(Severity::id).toList());
  }

  private static boolean isMap(String path) {
    return path.endsWith("/evidence") || path.endsWith("/cipher_suites");
  }

  private List<String> broken(String path, Consumer<ObjectNode> change) {
    try {
      JsonNode document = mapper.readTree(json.line(SampleReports.full()));
      change.accept((ObjectNode) document.at(path));
      return SchemaAssert.faults(document.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> without(String path, String name) {
    return broken(path, node -> node.remove(name));
  }

  private interface PathCheck {
    void at(String path) throws IOException;
  }

  private static void everyObject(String path, JsonNode node, PathCheck check) throws IOException {
    if (node.isObject()) {
      check.at(path);
      for (var field : node.properties()) {
        everyObject(path + "/" + field.getKey(), field.getValue(), check);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      everyObject(path + "/" + i, node.get(i), check);
    }
  }

  private List<String> values(String pointer) throws IOException {
    try (var in = JsonWriter.class.getResourceAsStream("report.schema.json")) {
      return StreamSupport.stream(mapper.readTree(in).at(pointer).spliterator(), false)
          .map(JsonNode::asText)
          .toList();
    }
  }
}
