package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.PtrPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.SchemaAssert;
import dev.mxray.report.XsdAssert;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of {@code mxray scan} sees: results, messages, files and exit codes. */
class ScanCommandTest {
  private static final String ZONE =
      """
      parked.test.         MX  0 .
      parked.test.         TXT "v=spf1 -all"
      _dmarc.parked.test.  TXT "v=DMARC1; p=reject; sp=reject"
      *._domainkey.parked.test. TXT "v=DKIM1; p="

      spoofable.test.      MX  10 mx.spoofable.test.
      spoofable.test.      TXT "v=spf1 +all"
      mx.spoofable.test.   A   25.1.2.3

      none.test.           MX  10 mx.none.test.
      none.test.           TXT "v=spf1 mx -all"
      _dmarc.none.test.    TXT "v=DMARC1; p=none; rua=mailto:d@none.test"
      mx.none.test.        A   25.1.2.4

      xn--bcher-kva.test.  MX 0 .
      xn--bcher-kva.test.  TXT "v=spf1 -all"
      _dmarc.xn--bcher-kva.test. TXT "v=DMARC1; p=reject"

      web.test.            A   25.1.2.6
      web.test.            TXT "v=spf1 -all"

      listed.test.         MX  10 mx.listed.test.
      mx.listed.test.      A   25.1.2.7
      listed.test.         TXT "v=spf1 mx -all"
      7.2.1.25.bl.spamcop.net. A 127.0.0.2
      7.2.1.25.bl.spamcop.net. TXT "reported"
      2.0.0.127.bl.spamcop.net. A 127.0.0.2
      dbltest.com.dbl.spamhaus.org. A 127.0.1.2
      test.dbl.spamhaus.org. A 127.0.1.2

      !servfail dark.test *
      !servfail _dmarc.dark.test *
      !servfail _domainkey.dark.test *
      !servfail _mta-sts.dark.test *
      !servfail _smtp._tls.dark.test *
      !servfail default._bimi.dark.test *
      """;

  /** Two lists that work in this zone; the bundled ones are not there. */
  private static final String LISTS = "lists: [bl.spamcop.net, dbl.spamhaus.org]";

  private static LabDns dns;
  private static Path lists;

  @TempDir private Path directory;

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    dns = LabDns.start(Zones.parse(ZONE));
    lists = Files.writeString(shared.resolve("lists.yaml"), LISTS);
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  private static Run scan(String... arguments) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "scan",
                    "--no-smtp",
                    "--resolver",
                    dns.spec(),
                    "--timeout",
                    "2",
                    "--blacklists",
                    lists.toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Report read(String json) throws IOException {
    SchemaAssert.valid(json);
    return new JsonWriter().read(json);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,   parked.test
          0,   parked.test --fail-under 100
          0,   parked.test --strict
          0,   parked.test --fail-on low
          1,   spoofable.test
          0,   spoofable.test --fail-under 0
          1,   spoofable.test --fail-under 0 --fail-on critical
          1,   nowhere.test
          1,   dark.test --fail-under 0
          1,   parked.test spoofable.test
          0,   parked.test --checks spf
          2,   parked.test --checks web
          2,   parked.test --fail-under 101
          2,   parked.test --fail-under many
          2,   parked.test --fail-on bad
          2,   parked.test --format pdf
          2,   parked.test --fail-under -1
          2,   parked.test --fail-under 1.5
          0,   parked.test --format json --format console
          0,   parked.test --no-console --format json
          0,   parked.test PARKED.test. --json
          2,   parked.test --color sometimes
          2,   parked.test --dnsbl-resolver nowhere
          2,   parked.test --blacklists /no/such/file
          2,   parked.test --blacklists pom.xml
          0,   parked.test --blacklists blacklists/lists.yaml
          2,   parked.test --timeout 0
          2,   parked.test --timeout -1
          2,   parked.test --timeout NaN
          2,   parked.test --timeout inf
          2,   parked.test --timeout 5d
          2,   parked.test --timeout 0.0001
          2,   parked.test --timeout 3601
          2,   parked.test --deadline 0
          2,   'parked.test --checks spf,,mx'
          2,   'parked.test --checks ,'
          2,   parked.test --selector not/one
          2,   parked.test --selectors /proc
          2,   parked.test --psl /proc
          2,   parked.test --input /proc
          2,   --input /dev/null
          2,   parked.test --config /proc
          2,   parked.test --config /dev/zero
          2,   @parked.test
          2,   parked.test --resolver 1.2.3.4:99999
          2,   parked.test --resolver tls://a@b
          2,   parked.test --resolver udp://1.1.1.1
          2,   parked.test --no-such-option
          2,   ''
          2,   http://parked.test/
          2,   parked..test
          2,   parked.test --resolver nonsense
          2,   parked.test --selector a..b
          2,   parked.test --selectors /nonexistent/file
          2,   parked.test --input /nonexistent/file
          2,   parked.test --ca-file /nonexistent/file
          2,   parked.test --config /nonexistent/file
          2,   parked.test --export-json --output-dir /proc/nowhere
          2,   parked.test --export-json --filename-prefix ../x
          2,   parked.test --export-csv --output-dir /proc/nowhere
          2,   parked.test --export-xml --filename-prefix a/b
          2,   parked.test none.test --format xml
          2,   parked.test --input /dev/null --format xml
          2,   parked.test --format yaml
          """)
  void ends_with_the_exit_code(int code, String arguments) {
    Run run = scan(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    if (code != 0) {
      assertThat(run.err()).startsWith("mxray: ");
    }
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
    int before = dns.total();

    scan("parked.test", "--export-json", "--output-dir", "/proc/nowhere");

    assertThat(dns.total()).isEqualTo(before);
  }

  @Test
  void a_parked_domain_that_does_everything_right_scores_100() throws IOException {
    Report report = read(scan("parked.test", "--format", "json").out());

    assertThat(report.securityScore()).isEqualTo(100);
    assertThat(report.grade()).isEqualTo("A");
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.score().profile()).isEqualTo("no_mail");
  }

  @Test
  void a_domain_that_does_not_exist_has_that_one_finding_and_no_score() throws IOException {
    Report report = read(scan("nowhere.test", "--json").out());

    assertThat(report.findings()).extracting("id").containsExactly("domain-not-found");
    assertThat(report.securityScore()).isNull();
    assertThat(report.outcome()).isEqualTo("failed");
  }

  @Test
  void what_could_not_be_seen_is_unknown_and_never_missing() throws IOException {
    Run run = scan("dark.test", "--json");
    Report report = read(run.out());

    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.outcome()).isEqualTo("failed");
    assertThat(report.findings()).extracting("id").containsOnly("check-inconclusive");
    assertThat(run.err()).contains("dark.test").contains("could not be completed");
  }

  @Test
  void a_check_that_is_switched_off_is_unknown_and_says_nothing() throws IOException {
    Report report = read(scan("none.test", "--checks", "spf", "--json").out());

    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.score().coveragePct()).isLessThan(new java.math.BigDecimal("50"));
    assertThat(report.findings()).extracting("section").doesNotContain("dmarc", "dkim");
    assertThat(report.findings()).extracting("id").doesNotContain("check-inconclusive");
  }

  @Test
  void reverse_dns_is_judged_and_costs_points() throws IOException {
    Report report = read(scan("none.test", "--json").out());

    assertThat(report.ptrRecords())
        .containsExactly(new PtrPart("25.1.2.4", List.of(), false, false));
    assertThat(report.findings()).extracting("id").contains("ptr-missing");
    assertThat(report.score().sections())
        .filteredOn(section -> section.id().equals("reputation"))
        .singleElement()
        .satisfies(
            section -> {
              assertThat(section.state()).isEqualTo("scored");
              assertThat(section.deductions())
                  .singleElement()
                  .satisfies(
                      deduction -> {
                        assertThat(deduction.finding()).isEqualTo("ptr-missing");
                        assertThat(deduction.points()).isEqualByComparingTo("4");
                      });
            });
  }

  @Test
  void reverse_dns_can_be_chosen_alone_and_be_left_out() throws IOException {
    Report alone = read(scan("none.test", "--checks", "reputation", "--json").out());
    assertThat(alone.findings()).extracting("id").containsExactly("ptr-missing");

    Report without = read(scan("none.test", "--checks", "mx,spf,dkim,dmarc", "--json").out());
    assertThat(without.findings()).extracting("section").doesNotContain("reputation");
    assertThat(without.ptrRecords()).isEmpty();
  }

  @Test
  void a_listed_address_is_told_with_codes_and_costs_what_its_list_weighs() throws IOException {
    Report report = read(scan("listed.test", "--json").out());

    assertThat(report.reputation())
        .extracting(ReputationPart::subject, ReputationPart::list, ReputationPart::state)
        .containsExactly(
            tuple("25.1.2.7", "bl.spamcop.net", "listed"),
            tuple("listed.test", "dbl.spamhaus.org", "clean"));
    ReputationPart listed = report.reputation().get(0);
    assertThat(listed.codes()).containsExactly("127.0.0.2");
    assertThat(listed.reason()).isEqualTo("reported");
    assertThat(listed.severity()).isEqualTo("medium");
    assertThat(report.findings()).extracting("id").contains("dnsbl-listed");
    assertThat(report.score().sections())
        .filteredOn(section -> section.id().equals("reputation"))
        .flatExtracting("deductions")
        .extracting("finding", "points")
        .contains(tuple("dnsbl-listed", new BigDecimal("3")));
  }

  @Test
  void lists_can_be_asked_through_a_resolver_of_their_own() throws IOException {
    try (LabDns own = LabDns.start(Zones.parse("2.0.0.127.bl.spamcop.net. A 127.0.0.2\n"))) {
      Report report = read(scan("listed.test", "--dnsbl-resolver", own.spec(), "--json").out());

      assertThat(report.reputation())
          .filteredOn(part -> part.list().equals("bl.spamcop.net"))
          .extracting(ReputationPart::state)
          .containsExactly("clean");
      assertThat(own.asked()).allMatch(asked -> asked.name().matches(".*(spamcop|spamhaus).*"));
    }
  }

  @Test
  void a_dead_list_is_refused_with_the_reason_before_anything_is_asked() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "lists:\n- dnsbl.sorbs.net\n");
    int before = dns.total();
    Run run = scan("listed.test", "--blacklists", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "mxray: --blacklists: "
                + file
                + ":2: dnsbl.sorbs.net is dead: shut down by Proofpoint, all zones emptied"
                + " (2024-06-05)\n");
    assertThat(dns.total()).isEqualTo(before);
  }

  @Test
  void a_key_is_never_shown() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "lists:\n- {zone: \"{key}.zen.dq.spamhaus.net\", key: topsecret}\n");
    Run run = scan("listed.test", "-v", "--json", "--blacklists", file.toString());

    assertThat(dns.asked())
        .anyMatch(asked -> asked.name().equals("2.0.0.127.topsecret.zen.dq.spamhaus.net"));
    assertThat(run.out() + run.err())
        .doesNotContain("topsecret")
        .contains("A 2.0.0.127.zen.dq.spamhaus.net");
  }

  @Test
  void a_web_site_that_takes_no_mail_needs_no_reverse_name() throws IOException {
    Report report = read(scan("web.test", "--json").out());

    assertThat(report.score().profile()).isEqualTo("no_mail");
    assertThat(report.findings()).extracting("section").doesNotContain("reputation");
  }

  @Test
  void an_internationalised_name_is_shown_in_both_forms() throws IOException {
    Report report = read(scan("bücher.test", "--json").out());

    assertThat(report.domain()).isEqualTo("xn--bcher-kva.test");
    assertThat(report.domainUnicode()).isEqualTo("bücher.test");
  }

  @Test
  void the_console_report_names_score_findings_and_what_to_do() {
    Run run = scan("spoofable.test");

    assertThat(run.out())
        .contains("spoofable.test")
        .contains("spf-pass-all")
        .contains("dmarc-missing")
        .doesNotContain("\u001b");
    assertThat(run.err()).contains("spoofable.test").contains("below 70");
  }

  @Test
  void colour_comes_only_when_asked_for() {
    assertThat(scan("parked.test", "--color", "always").out()).contains("\u001b[");
    assertThat(scan("parked.test", "--color", "never").out()).doesNotContain("\u001b");
  }

  @Test
  void reports_for_people_are_parted_by_a_blank_line() {
    assertThat(scan("parked.test", "nowhere.test", "--checks", "spf").out())
        .startsWith("parked.test\n")
        .contains("\n\nnowhere.test\n")
        .doesNotContain("\n\n\n");
  }

  @Test
  void evidence_for_people_does_not_repeat_the_subject() {
    assertThat(scan("spoofable.test").out())
        .contains("\n    term: +all\n")
        .doesNotContain("domain: spoofable.test");
  }

  @Test
  void what_was_switched_off_is_not_said_to_be_seen() {
    assertThat(scan("parked.test").out()).contains("(everything that counts was seen)");
    assertThat(scan("parked.test", "--checks", "spf").out())
        .contains("100 of 100, grade A (between 43 and 100; 42.6 % seen)")
        .contains("0 IPv4 addresses authorised")
        .doesNotContain("everything");
  }

  @Test
  void several_domains_as_json_are_one_line_each_in_the_order_given() throws IOException {
    List<String> lines =
        scan("spoofable.test", "parked.test", "--format", "json").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(read(lines.get(0)).domain()).isEqualTo("spoofable.test");
    assertThat(read(lines.get(1)).domain()).isEqualTo("parked.test");
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

  @Test
  void an_export_is_a_whole_valid_file_and_replaces_the_old_one() throws IOException {
    Files.writeString(directory.resolve("pre-parked.test.json"), "old");

    Run run =
        scan(
            "parked.test",
            "--export-json",
            "--no-console",
            "--filename-prefix",
            "pre-",
            "--output-dir",
            directory.toString());

    assertThat(run.out()).isEmpty();
    assertThat(read(Files.readString(directory.resolve("pre-parked.test.json"))).domain())
        .isEqualTo("parked.test");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void export_all_writes_three_whole_valid_files() throws IOException {
    Run run = scan("parked.test", "--export-all", "--output-dir", directory.toString());

    assertThat(run.out()).contains("parked.test");
    assertThat(files()).containsExactly("parked.test.csv", "parked.test.json", "parked.test.xml");
    SchemaAssert.valid(Files.readString(directory.resolve("parked.test.json")));
    XsdAssert.valid(Files.readString(directory.resolve("parked.test.xml")));
    assertThat(Files.readString(directory.resolve("parked.test.csv")))
        .startsWith("domain,scanned_at,security_score,grade,spf_status,")
        .containsPattern("\r\nparked\\.test,[^,]+,100,A,valid,v=spf1 -all,0,,reject,");
  }

  @Test
  void several_domains_share_one_table() throws IOException {
    scan(
        "parked.test",
        "none.test",
        "--export-csv",
        "--export-xml",
        "--no-console",
        "--filename-prefix",
        "2026-",
        "--output-dir",
        directory.toString());

    assertThat(files())
        .containsExactly("2026-none.test.xml", "2026-parked.test.xml", "2026-summary.csv");
    assertThat(Files.readString(directory.resolve("2026-summary.csv")).split("\r\n"))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines[1]).startsWith("parked.test,"))
        .satisfies(lines -> assertThat(lines[2]).startsWith("none.test,"));
  }

  @Test
  void one_domain_given_twice_is_one_domain() throws IOException {
    scan("parked.test", "PARKED.test", "--export-csv", "--output-dir", directory.toString());

    assertThat(files()).containsExactly("parked.test.csv");
  }

  @Test
  void standard_output_gets_a_table_of_all_domains() {
    assertThat(scan("parked.test", "none.test", "--format", "csv").out().split("\r\n"))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines[0]).startsWith("domain,"));
  }

  @Test
  void standard_output_gets_one_xml_document() {
    XsdAssert.valid(scan("parked.test", "--format", "xml").out());
  }

  @Test
  void xml_of_several_domains_is_refused_with_what_to_do_instead() {
    Run run = scan("parked.test", "none.test", "--format", "xml");

    assertThat(run.err())
        .startsWith("mxray: --format xml is for one domain")
        .contains("--export-xml");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_is_said_and_the_others_are_there() throws IOException {
    Files.createDirectory(directory.resolve("parked.test.xml"));
    Files.writeString(directory.resolve("parked.test.xml/inside"), "");

    Run run = scan("parked.test", "--export-all", "--output-dir", directory.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("mxray: cannot write ").contains("parked.test.xml");
    assertThat(files()).containsExactly("parked.test.csv", "parked.test.json", "parked.test.xml");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void verbose_shows_every_question_with_resolver_answer_and_time() {
    Run run = scan("none.test", "--verbose", "--no-console");

    assertThat(run.err())
        .containsPattern("MX none\\.test: FOUND 10 mx\\.none\\.test\\., \\d+ ms")
        .contains(dns.spec() + ": NOERROR")
        .contains("TXT _dmarc.none.test: FOUND");
  }

  @Test
  void options_come_from_a_file_and_typed_ones_win() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("mxray.yaml"), "fail-under: 100\nformat: json\nverbose: false\n");

    assertThat(scan("none.test", "--config", config.toString()).code()).isEqualTo(1);
    assertThat(scan("none.test", "--config", config.toString(), "--fail-under", "0").code())
        .isZero();
    assertThat(scan("none.test", "--config", config.toString()).out()).startsWith("{");
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

  @Test
  void explain_tells_what_a_finding_means() {
    Run run = Run.of("explain", "spf-missing");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("spf-missing, high, SPF").contains("RFC 7208");
  }

  @Test
  void explain_tells_what_a_control_asks_for_and_how_it_is_decided() {
    Run run = Run.of("explain", "tls-004");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("TLS-004, high, TLS, Certificates")
        .contains("MCSS:1.0/EV:N/AC:L/AR:P/PR:N/UI:N/VC:L/VI:H/VA:N/RC:M")
        .contains("a path leads from every certificate to a trust anchor")
        .contains("tls/*_info.txt")
        .contains("tls-cert-untrusted");
  }

  @Test
  void explain_says_of_a_control_of_the_host_that_the_outside_does_not_show_it() {
    assertThat(Run.of("explain", "MAC-002").out())
        .contains("It cannot be seen from outside.")
        .contains("mac/selinux_status.txt");
    assertThat(Run.of("explain", "X-SPF-001").out()).contains("A control of mxray's own");
  }

  @Test
  void explain_of_an_unknown_control_names_the_nearest_one() {
    Run run = Run.of("explain", "TLS-04");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'TLS-004'?");
  }

  @Test
  void explain_has_the_options_of_every_command_and_tells_what_braces_are() {
    Run run = Run.of("explain", "--color", "always", "spf-missing");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\u001b[").contains("Words in braces stand for");
  }

  @Test
  void explain_suggests_nothing_that_is_not_near() {
    Run run = Run.of("explain", "xyz");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("unknown finding or control 'xyz'")
        .doesNotContain("did you mean");
  }

  @Test
  void explain_of_an_unknown_id_names_the_nearest_one() {
    Run run = Run.of("explain", "spf-mising");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'spf-missing'?");
  }

  @Test
  void the_version_names_the_jdk_and_the_transport() {
    assertThat(Run.of("--version").out())
        .matches("mxray \\d+\\.\\d+\\.\\d+ \\(JDK .+, (epoll|nio) transport\\)\\R");
  }
}
