package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code mxray spf} sees. */
class SpfCommandTest {
  private static final String ZONE =
      """
      example.test.          TXT "v=spf1 include:_spf.example.test -all exp=why.example.test"
      example.test.          MX  0 .
      _spf.example.test.     TXT "v=spf1 ip4:25.1.2.0/24 ip6:2a00:1::/32 ~all"
      why.example.test.      TXT "%{i} is none of ours"
      broken.test.           TXT "v=spf1 mx ipv4:25.1.2.3 -all"
      broken.test.           MX  10 mx.broken.test.
      mx.broken.test.        A   25.1.2.3
      !servfail dark.test *
      !servfail _dmarc.dark.test *
      """;

  private static LabDns dns;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    dns = LabDns.start(Zones.parse(ZONE));
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  private static Run spf(String... arguments) {
    return Run.of(
        Stream.concat(
                Stream.of("spf", "--resolver", dns.spec(), "--timeout", "2"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }

  @Test
  void the_reason_of_an_error_is_said_in_the_language() {
    assertThat(spf("broken.test", "--ip", "25.1.2.3", "--lang", "it").out())
        .contains("permerror  meccanismo sconosciuto");
  }

  @Test
  void a_client_is_checked_and_the_way_to_the_result_told() throws IOException {
    Run run = spf("example.test", "--ip", "25.1.2.3", "--json");
    assertThat(run.code()).isZero();
    JsonNode result = json(run.out());
    assertThat(result.get("domain").asText()).isEqualTo("example.test");
    assertThat(result.get("result").asText()).isEqualTo("pass");
    assertThat(result.get("mechanism").asText()).isEqualTo("include:_spf.example.test");
    assertThat(result.get("explanation").isNull()).isTrue();
    assertThat(result.get("lookups").asInt()).isEqualTo(1);
    assertThat(result.get("void_lookups").asInt()).isZero();
    assertThat(result.get("path").toString())
        .isEqualTo(
            "[{\"domain\":\"example.test\",\"term\":\"include:_spf.example.test\",\"position\":8},"
                + "{\"domain\":\"_spf.example.test\",\"term\":\"ip4:25.1.2.0/24\",\"position\":8}]");
    assertThat(result.get("questions").toString())
        .isEqualTo(
            "[{\"name\":\"example.test\",\"type\":\"TXT\",\"status\":\"found\",\"reason\":null},"
                + "{\"name\":\"_spf.example.test\",\"type\":\"TXT\",\"status\":\"found\",\"reason\":null}]");
    assertThat(result.has("spf")).isFalse();
  }

  @Test
  void the_console_shows_result_term_explanation_path_and_questions() {
    Run run = spf("example.test", "--ip", "25.9.9.9", "--sender", "a@example.test");
    assertThat(run.out())
        .containsSubsequence(
            "example.test",
            "25.9.9.9",
            "a@example.test",
            "fail  because of -all",
            "25.9.9.9 is none of ours",
            "lookups 1/10",
            "Path",
            "example.test",
            "-all  at 34",
            "Questions",
            "TXT example.test  found",
            "TXT _spf.example.test  found",
            "TXT why.example.test  found");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void an_error_is_told_with_term_and_place() throws IOException {
    JsonNode result = json(spf("broken.test", "--ip", "25.1.2.3", "--json").out());
    assertThat(result.get("result").asText()).isEqualTo("permerror");
    assertThat(result.get("mechanism").isNull()).isTrue();
    assertThat(result.get("reason").asText()).isEqualTo("unknown mechanism");
    assertThat(result.at("/path/0/term").asText()).isEqualTo("ipv4:25.1.2.3");
    assertThat(result.at("/path/0/position").asInt()).isEqualTo(11);
  }

  @Test
  void without_a_client_the_whole_policy_is_shown() throws IOException {
    Run run = spf("example.test");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("include:_spf.example.test", "256 IPv4 addresses", "spf-no-mail-not-strict");
    JsonNode audit = json(spf("example.test", "--json").out());
    assertThat(audit.get("result").isNull()).isTrue();
    assertThat(audit.get("lookups").asInt()).isEqualTo(1);
    assertThat(audit.at("/spf/authorized_ipv4").asInt()).isEqualTo(256);
    assertThat(audit.at("/findings/0/section").asText()).isEqualTo("spf");
  }

  @Test
  void a_policy_that_cannot_be_seen_is_not_called_missing() {
    Run run = spf("dark.test", "--timeout", "0.5");
    assertThat(run.code()).isEqualTo(ExitCode.GATE);
    assertThat(run.out()).contains("Not seen.").doesNotContain("spf-missing");
    assertThat(run.err()).contains("could not be seen");
  }

  @Test
  void a_failure_of_the_dns_is_a_temperror() throws IOException {
    Run run = spf("dark.test", "--ip", "25.1.2.3", "--timeout", "0.5", "--json");
    assertThat(run.code()).isZero();
    assertThat(json(run.out()).get("result").asText()).isEqualTo("temperror");
  }

  @Test
  void a_batch_gives_a_line_for_each_case_in_order() throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      lines.add("{\"domain\": \"example.test\", \"ip\": \"25.1." + i + ".1\"}");
    }
    lines.add("{\"ip\": \"::ffff:25.1.2.3\", \"sender\": \"a@example.test\", \"helo\": \"x\"}");
    lines.add("{\"ip\": \"25.1.2.3\", \"sender\": \"\", \"helo\": \"_spf.example.test\"}");
    lines.add("{\"domain\": \"[25.1.2.3]\", \"ip\": \"25.1.2.3\"}");
    Path file = Files.write(directory.resolve("cases"), lines);
    Run run = spf("--batch", file.toString());
    assertThat(run.code()).isZero();
    List<String> out = run.out().lines().toList();
    assertThat(out).hasSize(103);
    for (int i = 0; i < 100; i++) {
      assertThat(json(out.get(i)).get("ip").asText()).isEqualTo("25.1." + i + ".1");
      assertThat(json(out.get(i)).get("result").asText()).isEqualTo(i == 2 ? "pass" : "fail");
    }
    assertThat(json(out.get(100)).get("result").asText()).isEqualTo("pass");
    assertThat(json(out.get(101)).get("domain").asText()).isEqualTo("_spf.example.test");
    assertThat(json(out.get(101)).get("result").asText()).isEqualTo("pass");
    assertThat(json(out.get(102)).get("result").asText()).isEqualTo("none");
  }

  @Test
  void a_line_that_is_no_case_is_named_and_the_others_are_done() throws IOException {
    Path file =
        Files.write(
            directory.resolve("cases"),
            List.of(
                "{\"domain\": \"example.test\", \"ip\": \"25.1.2.3\"}",
                "",
                "example.test 25.1.2.3",
                "[]",
                "{\"domain\": \"example.test\"}",
                "{\"domain\": 7, \"ip\": \"25.1.2.3\"}",
                "{\"ip\": \"25.1.2.3\"}",
                "x".repeat(100_000),
                "{\"domain\": \"example.test\", \"ip\": \"25.9.9.9\"}"));
    Run run = spf("--batch", file.toString());
    assertThat(run.code()).isEqualTo(ExitCode.GATE);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err().lines())
        .containsExactly(
            "mxray: " + file + ":3: is not JSON",
            "mxray: " + file + ":4: is not a JSON object",
            "mxray: " + file + ":5: has no ip",
            "mxray: " + file + ":6: domain is not a string",
            "mxray: " + file + ":7: has neither domain nor sender nor helo",
            "mxray: " + file + ":8: longer than the 16384 characters of a case");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                     | no domain given
          example.test --ip 25.1.2               | '25.1.2' is not an IP address
          example.test --sender a@b.test         | add --ip
          example.test --helo h                  | add --ip
          example.test --format xml              | console or json
          --batch /no/such/file                  | cannot be read
          --batch x example.test                 | takes everything from its cases
          user@example.test --ip 25.1.2.3        | did you mean 'example.test'
          """)
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String message) {
    Run run = spf(arguments.isEmpty() ? new String[0] : arguments.split(" +"));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }
}
