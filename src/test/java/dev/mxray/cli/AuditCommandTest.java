package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mxray.report.SchemaAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of {@code mxray audit} sees. */
class AuditCommandTest {
  private static final String ANSWERS =
      """
      answers:
        - control: LOGGING-006
          answer: fail
          note: "kept for ever"
          who: Anna
          when: 2026-11-20
        - control: RFC2142-001
          answer: pass
          who: Anna
          when: 2026-11-20
      """;

  @RegisterExtension static final ScanLab lab = new ScanLab();

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Run audit(Object... arguments) {
    return Run.of(
        Stream.concat(Stream.of("audit"), Stream.of(arguments).map(Object::toString))
            .toArray(String[]::new));
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.err()).isEmpty();
    SchemaAssert.validAudit(run.out());
    return new ObjectMapper().readTree(run.out());
  }

  private static String status(JsonNode json, String id) {
    for (JsonNode control : json.at("/mcss/controls")) {
      if (control.at("/id").asText().equals(id)) {
        return control.at("/status").asText() + " " + control.at("/basis").asText();
      }
    }
    return "";
  }

  private Path evidence() throws IOException {
    Path root = Files.createDirectories(directory.resolve("mailaudit_mx1_20261121"));
    Files.createDirectories(root.resolve("postfix/config_active"));
    Files.writeString(
        root.resolve("postfix/config_active/postconf_n.txt"),
        "# Postfix\n# postconf -n\n#\nmynetworks = 0.0.0.0/0\n");
    return root;
  }

  @Test
  void answers_alone_are_an_audit() throws IOException {
    JsonNode json = json(audit("--json", "--answers", file("a.yaml", ANSWERS)));

    assertThat(json.at("/host").isNull()).isTrue();
    assertThat(json.at("/answers").asInt()).isEqualTo(2);
    assertThat(json.at("/mcss/summary/assessed").asInt()).isEqualTo(2);
    assertThat(status(json, "LOGGING-006")).isEqualTo("fail answer");
    assertThat(json.at("/plan/0/evidence").asText())
        .isEqualTo("Said by Anna on 2026-11-20: kept for ever");
  }

  @Test
  void a_folder_of_evidence_is_an_audit() throws IOException {
    Run run = audit("--json", evidence());

    assertThat(run.code()).isZero();
    assertThat(json(run).at("/mcss/controls")).hasSizeGreaterThan(169);
  }

  @Test
  void a_scan_counts_before_answers_and_contradictions_are_shown() throws IOException {
    Path report = directory.resolve("spoofable.test.json");
    Files.writeString(report, lab.scan("--json", "spoofable.test").out());
    JsonNode kept = json(audit("--json", "--report", report));
    String seen =
        Stream.of("fail observed", "pass observed")
            .flatMap(
                wanted ->
                    Stream.of("TLS-009", "DKIM-001", "DKIM-002", "RFC2142-001")
                        .filter(id -> status(kept, id).equals(wanted)))
            .findFirst()
            .orElse("");

    assertThat(kept.at("/domain").asText()).isEqualTo("spoofable.test");
    assertThat(kept.at("/mcss/summary/extensions/failed").asInt()).isPositive();
    if (!seen.isEmpty()) {
      boolean failed = status(kept, seen).startsWith("fail");
      JsonNode both =
          json(
              audit(
                  "--json",
                  "--report",
                  report,
                  "--answers",
                  file(
                      "a.yaml",
                      "answers:\n  - {control: %s, answer: %s, who: a, when: 2026-11-20}\n"
                          .formatted(seen, failed ? "pass" : "fail"))));
      assertThat(status(both, seen)).endsWith("observed");
      assertThat(both.at("/mcss/conflicts/0/control").asText()).isEqualTo(seen);
    }
  }

  @Test
  void a_live_scan_is_as_good_as_a_kept_one() throws IOException {
    Run run =
        audit("--json", "--scan", "parked.test", "--resolver", lab.dns().spec(), "--timeout", "5");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).at("/domain").asText())
        .isEqualTo("parked.test");
  }

  @Test
  void a_scan_that_fails_is_an_exit_code_and_a_line_and_the_rest_is_told() {
    Run run =
        audit("--json", "--scan", "nowhere.test", "--resolver", lab.dns().spec(), "--timeout", "5");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("mxray: nowhere.test: the domain does not exist: there is no score\n");
    assertThat(run.out()).contains("\"controls\"");
  }

  @Test
  void what_has_changed_is_told() throws IOException {
    Path old = file("old.json", audit("--json", "--answers", file("a.yaml", ANSWERS)).out());
    Path better = file("b.yaml", ANSWERS.replace("answer: fail", "answer: pass"));

    Run run = audit("--answers", better, "--compare", old);

    assertThat(run.out()).contains("fixed 1: LOGGING-006 (fail → pass)");
    assertThat(json(audit("--json", "--answers", better, "--compare", old)).at("/comparison/fixed"))
        .hasSize(1);
  }

  @Test
  void console_and_plan_and_csv_are_in_the_language() throws IOException {
    Path answers = file("a.yaml", ANSWERS);

    assertThat(audit("--lang", "it", "--answers", answers).out())
        .contains("Che cosa sistemare per primo")
        .contains("LOGGING-006");
    assertThat(audit("--plan", "--answers", answers).out())
        .contains("What to fix first")
        .contains("How to verify it: ")
        .doesNotContain("By area");
    assertThat(audit("--format", "csv", "--lang", "it", "--answers", answers).out().lines())
        .anyMatch(line -> line.contains("LOGGING-006,Logging,Syslog,") && line.contains(",fail,"));
  }

  @Test
  void html_is_one_page_that_needs_nothing_else() throws IOException {
    String answers =
        ANSWERS.replace("kept for ever", "<script>alert(1)</script>\\u001b[31m ' onload=x");
    Path old = file("old.json", audit("--json", "--answers", file("o.yaml", "answers:\n")).out());

    Run run =
        audit(
            "--format",
            "html",
            "--lang",
            "it",
            "--compare",
            old,
            "--answers",
            file("a.yaml", answers));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("<html lang=\"it\">")
        .contains("Che cosa sistemare per primo")
        .contains("LOGGING-006")
        .doesNotContain("<script")
        .doesNotContain("\u001b")
        .doesNotContain("src=")
        .doesNotContain("http:");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(List.of(), "nothing to audit; give an archive or directory, --scan, --report or"),
        arguments(List.of("/no/such.tar.gz"), "'/no/such.tar.gz' cannot be read"),
        arguments(List.of("a\u0000b"), "'a\\x00b' cannot be read"),
        arguments(List.of("--answers", "/no/such"), "--answers: '/no/such' cannot be read"),
        arguments(List.of("--answers", "/proc"), "--answers: '/proc' cannot be read"),
        arguments(List.of("--answers", "pom.xml"), "pom.xml:1: "),
        arguments(List.of("--report", "/no/such"), "--report: '/no/such' cannot be read"),
        arguments(List.of("--report", "pom.xml"), "--report: pom.xml: not a report"),
        arguments(
            List.of("--compare", "pom.xml", "--report", "x"),
            "--compare: pom.xml is neither a report nor an audit"),
        arguments(List.of("--scan", "a b"), "'a b' is not a domain name"),
        arguments(List.of("--scan", "a.test", "--report", "x"), "--scan and --report are the same"),
        arguments(List.of("--answers", "x", "--format", "pdf"), "--format is console, json"),
        arguments(List.of("--answers", "x", "--lang", "xx"), "--lang: there is no language 'xx'"),
        arguments(
            List.of("--plan", "--format", "csv", "--answers", "x"), "--plan is for the console"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_one_line_and_exit_code_2(List<String> arguments, String message) {
    Run run = audit(arguments.toArray());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("mxray: " + message).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void an_archive_that_is_none_is_exit_code_1() throws IOException {
    Run run = audit(file("x.tar.gz", "no archive"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("mxray: " + directory.resolve("x.tar.gz") + ": ");
    assertThat(run.err().lines()).hasSize(1);
  }
}
