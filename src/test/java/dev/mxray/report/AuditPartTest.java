package dev.mxray.report;

import static dev.mxray.mcss.Decisions.observed;
import static dev.mxray.mcss.Decisions.shown;
import static dev.mxray.mcss.Decisions.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mxray.mcss.AssessmentComparison;
import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.CombinedAssessment;
import dev.mxray.mcss.CombinedAssessment.Source;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Decisions;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of an audit. */
class AuditPartTest {
  private static final ControlTexts ENGLISH = ControlTexts.in("en");
  private static final String HOSTILE = "\u001b[31m=HYPERLINK(1)\n<b>\u202e\"";

  private static final List<Decision> BEFORE =
      List.of(shown("POSTFIX-003", Status.PASS), shown("TLS-009", Status.FAIL));

  private static CombinedAssessment combined() {
    return CombinedAssessment.of(
        Catalogue.english(),
        List.of(
            new Source(
                Basis.OBSERVED,
                List.of(
                    observed("TLS-009", Status.FAIL, Strength.DIRECT),
                    observed("X-SPF-001", Status.FAIL, Strength.DIRECT))),
            new Source(
                Basis.EVIDENCE,
                List.of(
                    shown("TLS-009", Status.PASS),
                    Decisions.of(
                        "POSTFIX-003", Status.FAIL, Basis.EVIDENCE, Strength.DIRECT, HOSTILE),
                    shown("POSTFIX-004", Status.PASS),
                    shown("POSTFIX-007", Status.PARTIAL))),
            new Source(
                Basis.ANSWER,
                List.of(told("LOGGING-006", Status.PASS), told("POSTFIX-004", Status.FAIL)))));
  }

  private static AuditPart audit(ControlTexts texts) {
    CombinedAssessment combined = combined();
    return AuditPart.of(
        new AuditPart.Sources(
            new Report.Tool("mxray", "0"),
            "mx1" + HOSTILE,
            "2026-11-21T10:00:00Z",
            "example.com",
            "2026-11-21T10:05:00Z",
            2),
        combined,
        AssessmentComparison.of(BEFORE, combined.assessment().controls()),
        texts);
  }

  @Test
  void json_is_what_the_schema_describes() {
    SchemaAssert.validAudit(AuditWriter.json(audit(ENGLISH)));
    SchemaAssert.validAudit(
        AuditWriter.json(
            AuditPart.of(
                new AuditPart.Sources(new Report.Tool("mxray", "0"), null, null, null, null, 0),
                CombinedAssessment.of(Catalogue.english(), List.of()),
                null,
                ENGLISH)));
  }

  @Test
  void json_has_controls_summary_coverage_conflicts_plan_and_comparison() throws IOException {
    JsonNode json = new ObjectMapper().readTree(AuditWriter.json(audit(ENGLISH)));

    assertThat(json.at("/host").asText()).isEqualTo("mx1" + HOSTILE);
    assertThat(json.at("/collected_at").asText()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(json.at("/mcss/summary/failed").asInt()).isEqualTo(2);
    assertThat(json.at("/mcss/coverage/by_basis/evidence").asInt()).isEqualTo(3);
    assertThat(json.at("/mcss/coverage/by_basis/none").asInt()).isEqualTo(164);
    assertThat(json.at("/mcss/conflicts").findValuesAsText("control"))
        .containsExactly("POSTFIX-004", "TLS-009");
    assertThat(json.at("/mcss/conflicts/1/counts").asText()).isEqualTo("observed");
    assertThat(json.at("/mcss/conflicts/1/sources/1/basis").asText()).isEqualTo("evidence");
    assertThat(json.at("/plan").findValuesAsText("control"))
        .containsExactly("POSTFIX-003", "TLS-009", "X-SPF-001", "POSTFIX-007");
    assertThat(json.at("/comparison/worse/0/control").asText()).isEqualTo("POSTFIX-003");
    assertThat(json.at("/comparison/found/0/control").asText()).isEqualTo("POSTFIX-007");
  }

  @Test
  void the_controls_of_a_document_can_be_read_back() throws IOException {
    String json = AuditWriter.json(audit(ENGLISH));

    List<Decision> read = new JsonWriter().readControls(json).decisions(Catalogue.english());

    assertThat(read.subList(0, Catalogue.CONTROLS))
        .hasToString(combined().assessment().controls().toString());
  }

  @Test
  void what_is_no_document_is_one_line() {
    var random = new Random(3);
    String good = AuditWriter.json(audit(ENGLISH));
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder(good.substring(0, 3000));
      text.setCharAt(random.nextInt(3000), (char) random.nextInt(128));
      String broken = random.nextBoolean() ? text.toString() : text + good.substring(3000);
      try {
        var unused = new JsonWriter().readControls(broken).decisions(Catalogue.english());
      } catch (IOException e) {
        assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "{\"schema_version\":\"1.0\"}",
        "{\"schema_version\":\"2.0\",\"mcss\":{}}"
      })
  void another_document_is_refused(String json) {
    org.assertj.core.api.Assertions.assertThatIOException()
        .isThrownBy(() -> new JsonWriter().readControls(json));
  }

  @Test
  void a_document_with_holes_is_read_as_far_as_it_goes() throws IOException {
    assertThat(
            new JsonWriter()
                .readControls(
                    "{\"schema_version\":\"1.0\",\"mcss\":{\"controls\":[{},{\"id\":\"NO-1\"},"
                        + "{\"id\":\"TLS-001\"},{\"id\":\"TLS-002\",\"status\":\"pass\"}]}}")
                .decisions(Catalogue.english()))
        .extracting(decision -> decision.control().id())
        .containsExactly("TLS-002");
  }

  @Test
  void csv_has_a_row_for_each_control_and_no_formula() {
    List<String> lines = AuditWriter.csv(audit(ENGLISH), ENGLISH).lines().toList();

    assertThat(lines.get(0)).startsWith("host,control,area,component,name,status,basis,strength");
    assertThat(lines).hasSize(1 + Catalogue.CONTROLS + Catalogue.english().extensions().size());
    assertThat(lines.get(3)).contains("POSTFIX-003,MTA,Postfix,").contains(",fail,evidence,direct");
    assertThat(String.join("\n", lines)).doesNotContain("\u001b").doesNotContain("\n=HYPER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "it"})
  void console_tells_numbers_conflicts_changes_and_what_to_fix_first(String language) {
    ControlTexts texts = ControlTexts.in(language);

    String text = new ConsoleAudit(texts, Palette.OFF, true, 100).text(audit(texts), true);

    assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("{");
    assertThat(text.indexOf("POSTFIX-004: ")).isPositive().isLessThan(text.indexOf("TLS-009: "));
    assertThat(text)
        .contains("example.com")
        .contains(texts.label("audit.worse") + " 1: POSTFIX-003")
        .contains(texts.label("verify"))
        .contains("100 %");
    assertThat(text.lines()).allMatch(line -> Line.columns(line) <= 100);
  }

  @Test
  void the_plan_is_printed_alone_and_whole() {
    String text = new ConsoleAudit(ENGLISH, Palette.OFF, false, 80).plan(audit(ENGLISH));

    assertThat(text)
        .contains("1.  x POSTFIX-003  critical 10.0, ")
        .contains("4.  ~ POSTFIX-007")
        .doesNotContain("By area");
  }
}
