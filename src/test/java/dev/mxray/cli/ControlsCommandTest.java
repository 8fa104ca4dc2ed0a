package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mxray controls …}. */
class ControlsCommandTest {
  @TempDir private Path directory;

  private static Run controls(String... arguments) {
    return Run.of(
        Stream.concat(Stream.of("controls"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static List<String> ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(control -> control.get("id").asText())
        .toList();
  }

  @Test
  void list_has_the_169_controls_with_both_severities() throws IOException {
    JsonNode list = json(controls("list", "--json"));

    assertThat(list).hasSize(169);
    JsonNode control = list.get(ids(list).indexOf("POSTFIX-003"));
    assertThat(control.fieldNames())
        .toIterable()
        .startsWith(
            "id",
            "area",
            "component",
            "name",
            "description",
            "severity",
            "vector",
            "base_score",
            "rating",
            "evidence");
    assertThat(control.get("severity").asText()).isEqualTo("critical");
    assertThat(control.get("rating").asText()).isEqualTo("critical");
    assertThat(control.get("base_score").toString()).isEqualTo("10.0");
    assertThat(control.get("evidence").asText()).isEqualTo("postfix/config_active/postconf_n.txt");
    assertThat(controls("list").out())
        .contains("MTA, Postfix")
        .containsPattern("POSTFIX-008 +medium +10\\.0 +critical +VRFY gives no addresses away")
        .contains("169 controls.");
  }

  @ParameterizedTest
  @CsvSource({
    "--area, mta, 36",
    "--area, Email-Auth, 15",
    "--component, dovecot, 16",
    "--component, OpenDMARC, 5"
  })
  void list_takes_those_of_an_area_or_component(String option, String value, int count)
      throws IOException {
    assertThat(json(controls("list", option, value, "--json"))).hasSize(count);
  }

  @Test
  void extensions_are_apart_and_shown_when_asked_for() throws IOException {
    assertThat(ids(json(controls("list", "--extensions", "--json"))))
        .hasSizeGreaterThan(169)
        .contains("X-SPF-001");
    assertThat(json(controls("show", "x-spf-001", "--json")).get(0).get("extension").asBoolean())
        .isTrue();
  }

  @Test
  void show_tells_what_why_and_what_to_do_in_the_language() throws IOException {
    assertThat(controls("show", "postfix-003").out())
        .contains("Only own networks may relay without logging in")
        .contains("Why")
        .contains("What to do")
        .contains("Base score 10.0, rated critical; declared severity critical.");
    Run italian = controls("show", "--lang", "it", "TLS-003");
    assertThat(italian.out())
        .contains("TLS-003, media, TLS, Certificates")
        .contains("Che cosa fare")
        .contains("severità dichiarata media")
        .contains("tls-cert-expires-90");
    assertThat(json(controls("show", "TLS-003", "--lang", "IT", "--json")).get(0).get("name"))
        .hasToString("\"I certificati valgono almeno altri 90 giorni\"");
  }

  @Test
  void search_finds_all_words_whatever_case_and_accents() throws IOException {
    assertThat(ids(json(controls("search", "OPEN", "relay", "--json"))))
        .contains("POSTFIX-004", "EXIM-006")
        .doesNotContain("TLS-001");
    assertThat(ids(json(controls("search", "autorita", "riconosciuta", "--lang", "it", "--json"))))
        .containsExactly("TLS-004");
    assertThat(ids(json(controls("search", "mynetworks", "--json")))).contains("POSTFIX-003");
    Run nothing = controls("search", "xyzzy");
    assertThat(nothing.code()).isZero();
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).isEqualTo("mxray: no control has 'xyzzy'\n");
    assertThat(json(controls("search", "xyzzy", "--json"))).isEmpty();
  }

  @Test
  void score_computes_and_writes_the_vector_in_order() throws IOException {
    Run run = controls("score", "MCSS:1.0/VA:N/VI:N/VC:L/UI:N/PR:N/AR:P/AC:H/EV:N", "--json");

    assertThat(json(run).toString())
        .isEqualTo(
            "{\"vector\":\"MCSS:1.0/EV:N/AC:H/AR:P/PR:N/UI:N/VC:L/VI:N/VA:N\","
                + "\"exploitability\":0.7778,\"impact\":0.5,\"base_score\":8.9,\"rating\":\"high\"}");
    assertThat(controls("score", "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:H/VA:H").out())
        .contains("Base score 10.0, rated critical");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "score MCSS:1.0/EV:Q         | 'Q' is no value of EV, which has N A L P at position 13",
        "score MCSS:1.0/EV:N/EV:N    | the metric EV is given twice at position 15",
        "show TLS-04                 | unknown control 'TLS-04'; did you mean 'TLS-004'?",
        "list --area MTB             | --area: there is no area 'MTB' among MTA, MDA",
        "list --area MTA --component ClamAV | --component: there is no component 'ClamAV' among Postfix, Exim",
        "list --lang de              | --lang: there is no language 'de', only en, it",
        "list --format csv           | --format is console or json, not 'csv'",
        "export --format pdf         | --format is csv, json, yaml or markdown here, not 'pdf'",
        "export --output /proc/x/y   | --output: cannot write",
        "build --output /proc/x      | --output: cannot write",
        "build                       | Missing required option: '--output=DIR'",
        "validate /no/such/file      | '/no/such/file' cannot be read",
        "validate /proc              | '/proc' cannot be read",
        "validate                    | Missing required parameter: 'FILE'",
        "frobnicate                  | unknown command 'frobnicate'"
      })
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String message) {
    Run run = controls(arguments.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("mxray: " + message).doesNotContain("Exception");
  }

  @Test
  void validate_names_every_error_and_ends_with_1() throws IOException {
    Path file = directory.resolve("bad.csv");
    Files.writeString(
        file,
        """
        control_id,area,component,evidence_file,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC
        A-1,MTA,P,a,High,N,L,N,N,N,N,H,H,S
        A-1,MTA,P,a,Huge,N,L,N,N,N,N,H,H,S
        A-2,MTA,P\u001b[31m
        """);

    Run run = controls("validate", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            F:3: control_id 'A-1' is already at F:2
            F:3: A-1: 'Huge' is no severity, which is one of Critical, High, Medium, Low, Info
            F:4: has 3 values for 14 columns
            """
                .replace("F", file.toString()));
    assertThat(run.err()).isEqualTo("1 control without fault in 1 file, 3 errors\n");
    Run json = controls("validate", file.toString(), "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(json.out()).get("errors")).hasSize(3);
  }

  @Test
  void what_is_exported_and_built_is_valid_and_has_statistics() throws IOException {
    Path master = directory.resolve("master.csv");
    assertThat(controls("export", "--output", master.toString()).code()).isZero();
    assertThat(controls("build", "--all", "--output", directory.toString()).out().lines())
        .containsExactly(
            directory.resolve("en/controls") + ": 169 controls",
            directory.resolve("it/controls") + ": 169 controls");

    Run run = controls("validate", "--scores", master.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEqualTo("169 controls without fault in 1 file, no error\n");
    assertThat(run.out())
        .containsPattern("critical +134 +79\\.3 %")
        .containsPattern("critical +25 +14\\.8 %")
        .containsPattern("info +3 +1\\.8 %");
    for (String language : List.of("en", "it")) {
      try (Stream<Path> files = Files.list(directory.resolve(language).resolve("controls"))) {
        String[] arguments =
            Stream.concat(Stream.of("validate"), files.map(Path::toString).sorted())
                .toArray(String[]::new);
        assertThat(arguments).hasSize(21);
        assertThat(controls(arguments).err())
            .isEqualTo("169 controls without fault in 20 files, no error\n");
      }
    }
  }

  @Test
  void export_writes_the_same_list_in_json_and_yaml() throws IOException {
    JsonNode json = json(controls("export", "--format", "json", "--lang", "it"));
    Run yaml = controls("export", "--format", "yaml", "--lang", "it");

    assertThat(json).hasSize(169);
    assertThat(new YAMLMapper().readTree(yaml.out()).toString()).isEqualTo(json.toString());
  }

  @Test
  void export_writes_pages_with_both_severities() {
    assertThat(controls("export", "--format", "markdown").out())
        .startsWith("# Controls of a mail system\n\n## MTA\n\n### POSTFIX-001: ")
        .contains(
            """
            - Declared severity: medium
            - Base score: 10.0 (critical)
            - Vector: `MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:L/VI:N/VA:N/RC:T`
            """)
        .contains("**What to do.** ");
  }

  static Stream<Arguments> subcommands() {
    return ControlsCommand.commands(new Terminal(System.out, System.err), /* named= */ true)
        .getSubcommands()
        .keySet()
        .stream()
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void every_subcommand_has_help_with_an_example(String subcommand) {
    Run run = controls(subcommand, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Example: mxray controls " + subcommand).contains("--config");
  }

  @Test
  void options_may_come_from_a_file() throws IOException {
    Path file = directory.resolve("mxray.yaml");
    Files.writeString(file, "area: TLS\njson: true\n");

    assertThat(json(controls("list", "--config", file.toString()))).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "list --help"})
  void help_is_wrong_usage_for_nobody(String arguments) {
    assertThat(controls(arguments.split(" ")).code()).isZero();
  }
}
