package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How {@code mxray scan} ends, and the line that says why. */
class ExitCodesTest {
  private static final Pattern CASE =
      Pattern.compile("^\\| (\\d+) \\| `mxray scan ?([^`]*)` \\|", Pattern.MULTILINE);

  private static final Pattern AUDIT =
      Pattern.compile("^\\| (\\d+) \\| `mxray audit([^`]*)` \\|", Pattern.MULTILINE);

  @RegisterExtension static final ScanLab lab = new ScanLab();

  @TempDir private Path directory;

  private static Run scan(String... arguments) {
    return lab.scan(arguments);
  }

  static Stream<Arguments> cases() throws IOException {
    return CASE.matcher(Files.readString(Path.of("src/site/markdown/exit-codes.md")))
        .results()
        .map(found -> arguments(Integer.parseInt(found.group(1)), found.group(2)));
  }

  @ParameterizedTest(name = "{0}: scan {1}")
  @MethodSource("cases")
  void the_page_of_exit_codes_is_true(int code, String arguments) {
    Run run = scan(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    if (code != 0) {
      assertThat(run.err()).startsWith("mxray: ");
    }
  }

  static Stream<Arguments> audits() throws IOException {
    return AUDIT
        .matcher(Files.readString(Path.of("src/site/markdown/exit-codes.md")))
        .results()
        .map(found -> arguments(Integer.parseInt(found.group(1)), found.group(2)));
  }

  @ParameterizedTest(name = "{0}: audit {1}")
  @MethodSource("audits")
  void the_page_is_true_of_audits_too(int code, String arguments) throws IOException {
    Path queue = Files.createDirectories(directory.resolve("postfix")).resolve("queue_status.txt");
    Files.writeString(queue, "# postqueue -p\n# now\n# ---\nMail queue is empty\n");
    var all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments.strip().replace("DIR", directory.toString()).split(" ")));
    all.removeIf(String::isEmpty);
    if (arguments.contains("--scan")) {
      all.addAll(List.of("--resolver", lab.dns().spec(), "--timeout", "5"));
    }
    Run run = Run.of(all.toArray(String[]::new));

    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(run.err().isEmpty()).isEqualTo(code == 0);
  }

  @ParameterizedTest
  @MethodSource("strangeArguments")
  void a_strange_argument_is_answered_with_one_line_that_names_it(
      List<String> arguments, String message) {
    Run run = Run.of(arguments.toArray(String[]::new));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst()).contains("mxray: " + message);
  }

  static Stream<Arguments> strangeArguments() {
    return Stream.of(
        arguments(List.of("frobnicate"), "unknown command 'frobnicate'"),
        arguments(List.of("\u001b[31m"), "unknown command '\\x1b[31m'"),
        arguments(List.of("demo", "x.test"), "unexpected argument 'x.test'"),
        arguments(List.of("scan"), "no domain given; try 'mxray scan example.com'"),
        arguments(List.of("scan", ""), "the domain name is empty"),
        arguments(List.of("scan", "x.test", "--frob"), "Unknown option: '--frob'"),
        arguments(
            List.of("scan", "x.test", "--selector", "a\u0007b"),
            "--selector: 'a\\x07b' is not a DKIM selector"),
        arguments(
            List.of("scan", "x.test", "--timeout", "soon"),
            "Invalid value for option '--timeout': 'soon' is not a number"),
        arguments(
            List.of("scan", "x.test", "--fail-under", "1e9"),
            "Invalid value for option '--fail-under': '1e9' is not a whole number"),
        arguments(
            List.of("scan", "x.test", "--selectors", "/nonexistent"),
            "--selectors: '/nonexistent' cannot be read"),
        arguments(
            List.of("scan", "x.test", "--selectors", "a\u0000b"),
            "--selectors: 'a\\x00b' cannot be read"),
        arguments(List.of("scan", "--input", ""), "'': cannot be read (option --input)"),
        arguments(
            List.of("scan", "--input", "/dev/null"), "/dev/null: no domain in it (option --input)"),
        arguments(
            List.of("scan", "x.test", "--config", "a\u0000b"),
            "a\\x00b: cannot be read (option --config)"));
  }

  @Test
  void a_scan_without_a_score_says_why_in_one_line() {
    assertThat(scan("nowhere.test").err())
        .isEqualTo("mxray: nowhere.test: the domain does not exist: there is no score\n");
    assertThat(
            Run.of("scan", "--resolver", "127.0.0.1:1", "--timeout", "5", "a.test", "b.test").err())
        .isEqualTo(
            """
            mxray: a.test: the scan could not be completed: the network could not be used \
            (127.0.0.1:1: connection refused)
            mxray: b.test: the scan could not be completed: the network could not be used \
            (127.0.0.1:1: connection refused)
            """);
  }

  @ParameterizedTest
  @MethodSource("strangeFiles")
  void lines_of_a_strange_input_file_are_named_and_the_domain_in_it_is_scanned(
      byte[] before, byte[] after, int unreadable) throws IOException {
    Path input = directory.resolve("in");
    try (OutputStream out = Files.newOutputStream(input)) {
      out.write(before);
      out.write("parked.test\n".getBytes(StandardCharsets.US_ASCII));
      out.write(after);
    }

    Run run = scan("--input", input.toString(), "--json");

    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(unreadable == 0 ? 0 : 1);
    assertThat(run.err().lines())
        .hasSize(unreadable)
        .allMatch(line -> line.startsWith("mxray: " + input + ":") && line.length() < 700);
    assertThat(run.err()).doesNotContain("\u0000").doesNotContain("\u001b");
  }

  @Test
  void of_a_file_that_is_no_list_of_domains_a_thousand_lines_are_named_and_the_others_counted()
      throws IOException {
    Path input = Files.writeString(directory.resolve("in"), "not a domain\n".repeat(5000));

    List<String> lines = scan("--input", input.toString()).err().lines().toList();

    assertThat(lines).hasSize(1001);
    assertThat(lines.get(999)).startsWith("mxray: " + input + ":1000: ");
    assertThat(lines.get(1000))
        .isEqualTo("mxray: " + input + ": 4000 more lines are not domain names either");
  }

  static Stream<Arguments> strangeFiles() {
    byte[] nothing = {};
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    byte[] junk = {0, 27, '[', '3', '1', 'm', (byte) 0xFF, (byte) 0xFE, '\n'};
    byte[] wide = "x.test\n".getBytes(StandardCharsets.UTF_16);
    byte[] huge = ("a".repeat(3_000_000) + "\n").getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        arguments(mark, nothing, 0),
        arguments(junk, junk, 2),
        arguments(huge, huge, 2),
        arguments(nothing, wide, 1));
  }

  @Test
  void wrong_usage_is_said_before_anything_is_asked() {
    int before = lab.dns().total();

    scan("parked.test", "--export-json", "--output-dir", "/proc/nowhere");

    assertThat(lab.dns().total()).isEqualTo(before);
  }

  @Test
  void an_unreadable_input_line_is_named_and_the_others_are_scanned() throws IOException {
    Path input =
        Files.writeString(
            directory.resolve("domains.txt"),
            "# our domains\nparked.test  # parked\n\nhttp://x.test/y\nPARKED.test.\n");

    Run run = scan("--input", input.toString(), "--json");

    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err())
        .contains(input + ":4: 'http://x.test/y' is not a domain name; did you mean 'x.test'?");
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wrongConfigurations")
  void a_wrong_configuration_is_one_line_that_names_the_file(String text, String message)
      throws IOException {
    Path config = Files.writeString(directory.resolve("c.yaml"), text);

    Run run = scan("parked.test", "--config", config.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().toList()).containsExactly("mxray: " + config + message);
  }

  static Stream<Arguments> wrongConfigurations() {
    return Stream.of(
        arguments("nope: 1\n", ": unknown option 'nope'"),
        arguments("verbose: maybe\n", ": verbose is true or false"),
        arguments("- a\n- b\n", ": is not a list of option: value lines"),
        arguments("verbose: true\nx: y: z\n", ":2: is not YAML"));
  }
}
