package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console report. The pages are in {@code src/test/resources/dev/mxray/report}; a run leaves
 * what it printed in {@code target/console}, to compare and, where the change is wanted, to copy.
 */
class ConsoleWriterTest {
  private final ConsoleWriter plain = new ConsoleWriter(Palette.OFF, /* unicode= */ true, 88);

  @Test
  void a_full_report_prints_as_the_page_says() throws IOException {
    assertPage("full.txt", plain.text(SampleReports.full()));
  }

  @Test
  void an_output_without_unicode_gets_ascii_only() throws IOException {
    String text =
        new ConsoleWriter(Palette.OFF, /* unicode= */ false, 72).text(SampleReports.full());

    assertPage("full-ascii-72.txt", text);
    assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }

  @Test
  void a_name_that_does_not_exist_prints_as_the_page_says() throws IOException {
    assertPage("not-found.txt", plain.text(SampleReports.notFound()));
  }

  @Test
  void a_scan_that_saw_nothing_prints_as_the_page_says() throws IOException {
    assertPage("blind.txt", plain.text(SampleReports.blind()));
  }

  @Test
  void colour_off_has_no_escape_byte_and_colour_on_adds_nothing_but_colour() {
    String coloured =
        new ConsoleWriter(Palette.ON, /* unicode= */ true, 88).text(SampleReports.full());

    assertThat(plain.text(SampleReports.full())).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[1;31m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m *", "").replaceAll(" +", ""))
        .isEqualTo(plain.text(SampleReports.full()).replaceAll(" +", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 72, 80, 88, 100, 132})
  void lines_stay_within_the_width(int width) {
    for (Report report :
        new Report[] {
          SampleReports.full(), HostileReports.of("v=spf1 " + "a".repeat(400) + " 例え例え例え")
        }) {
      String text = new ConsoleWriter(Palette.OFF, /* unicode= */ true, width).text(report);

      assertThat(text.lines()).allMatch(line -> Line.columns(line) <= width);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;owned\u0007",
        "\u009b31m",
        "\u0000",
        "a\rb\nc\td",
        "\u202eevil",
        "\u2066x\u2069",
        "\u200b\u00ad\ufeff",
        "\u2028\u2029",
        "\ud83d",
        "\u3164"
      })
  void hostile_text_never_appears_raw(String text) {
    for (boolean unicode : new boolean[] {true, false}) {
      String printed = new ConsoleWriter(Palette.OFF, unicode, 88).text(HostileReports.of(text));

      assertPrintable(printed);
      assertThat(printed).doesNotContain(text);
    }
  }

  @Test
  void hostile_text_in_colour_adds_no_sequence_of_its_own() {
    String printed =
        new ConsoleWriter(Palette.ON, /* unicode= */ true, 88)
            .text(HostileReports.of("\u001b[2J\u009b31m"));

    assertPrintable(printed.replaceAll("\u001b\\[[0-9;]{1,4}m", ""));
    assertThat(printed).contains("\\x1b[2J\\x9b31m");
  }

  @Test
  void a_dash_in_a_record_never_looks_like_a_minus() {
    String printed =
        new ConsoleWriter(Palette.OFF, /* unicode= */ false, 88)
            .text(HostileReports.of("v=spf1 –all"));

    assertThat(printed).contains("  v=spf1 \\u2013all\n").contains("record: v=spf1 \\u2013all");
  }

  @Test
  void markup_stays_what_it_is() {
    assertThat(plain.text(HostileReports.of("<script>%s{subject}</script>")))
        .contains("<script>%s{subject}</script>");
  }

  @Test
  void long_values_are_cut_and_say_so() {
    String printed = plain.text(HostileReports.of("x".repeat(60_000)));

    assertThat(printed).hasSizeLessThan(75_000).contains("… (59500 more characters)");
  }

  @Test
  void any_text_prints() {
    var random = new Random(5);
    for (int i = 0; i < 1_500; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      int width = random.nextInt(140);
      assertPrintable(
          new ConsoleWriter(Palette.OFF, random.nextBoolean(), width)
              .text(HostileReports.of(text.toString())));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "open, ok, ✓ STARTTLS",
    "open, implicit, ✗ TLS",
    "open, not_offered, ✗ no STARTTLS",
    "open, failed, ✗ STARTTLS is offered and fails",
    "open, null, '? answers, and breaks off'",
    "refused, null, ? connection refused",
    "timeout, null, ? no answer in time",
    "reset, null, ? connection reset",
    "closed, null, ? closed without a greeting",
    "rejected, null, ? turns this scanner away: 554 go away",
    "protocol_error, null, ? what answers is not SMTP: 554 go away",
    "blocked, null, ? not contacted: the address is not public",
    "not_probed, null, '? not asked: mx.example.com'",
    "something_new, null, ? something_new"
  })
  void every_state_of_a_server_has_words(String state, String starttls, String words) {
    assertThat(
            servers(
                new ServerPart(
                    "mx.example.com",
                    "192.0.2.1",
                    25,
                    state,
                    554,
                    "554 go away",
                    null,
                    List.of(),
                    starttls.equals("null") ? null : starttls,
                    List.of(),
                    List.of(),
                    null)))
        .contains(words);
  }

  @Test
  void a_closed_submission_port_is_no_question() {
    assertThat(servers(SampleParts.silent("mx.example.com", "192.0.2.1", 587, "refused")))
        .contains("587  - connection refused");
  }

  @Test
  void a_login_in_the_clear_is_said() {
    assertThat(
            servers(
                new ServerPart(
                    "h",
                    "a",
                    587,
                    "open",
                    220,
                    "x",
                    null,
                    List.of(),
                    "ok",
                    List.of("PLAIN"),
                    List.of(),
                    null)))
        .contains("✗ login in the clear: PLAIN");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 2026-01-01, ✗ expired on 2026-12-01",
    "0, 2026-01-01, until 2026-12-01 (0 days)",
    "1, 2026-01-01, until 2026-12-01 (1 day)",
    "61, 2026-11-21, ✗ not valid before 2026-11-21"
  })
  void a_certificate_says_until_when_it_is_valid(int days, String from, String words) {
    var certificate =
        new CertificatePart(
            "CN=x",
            "CN=y",
            List.of("x"),
            from + "T00:00:00Z",
            "2026-12-01T00:00:00Z",
            days,
            null,
            null,
            "SHA256withRSA",
            "a".repeat(64),
            true,
            true);
    assertThat(
            servers(
                new ServerPart(
                    "h",
                    "a",
                    25,
                    "open",
                    220,
                    "x",
                    null,
                    List.of(),
                    "ok",
                    List.of(),
                    List.of(),
                    new TlsPart("TLSv1.3", "S", null, null, null, certificate, List.of()))))
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "clean, null, ✓ clean: 1 of 1 list",
        "listed, high, ✗ listed by 1 of 1 list",
        "listed, info, • listed by 1 of 1 list",
        "unknown, null, ? not known: no usable answer from 1 list",
        "list_broken, null, '- broken, and not counted: bl.example'"
      })
  void every_state_of_a_list_has_words(String state, String severity, String words) {
    var page = new Page(Texts.console(), Palette.OFF, /* unicode= */ true, 88);
    ConsoleReputation.write(
        page,
        List.of(
            new ReputationPart(
                "192.0.2.1", "bl.example", state, List.of(), null, null, null, "ip", severity)));

    assertThat(page.text()).contains(words);
  }

  @Test
  void many_findings_of_one_type_are_explained_once_and_named_each() {
    List<FindingPart> many =
        IntStream.rangeClosed(1, 30).mapToObj(i -> finding("list" + i + ".test", "gone")).toList();

    String text = text(many);

    assertThat(text)
        .containsOnlyOnce("EXPLANATION")
        .contains("proof: gone", "the same at 29 more", "list2.test", "list21.test")
        .contains("… 9 more subjects")
        .doesNotContain("list22.test");
  }

  @Test
  void two_findings_of_one_type_are_both_explained() {
    String text = text(List.of(finding("one.test", "gone"), finding("two.test", "dead")));

    assertThat(text).contains("EXPLANATION of one.test", "EXPLANATION of two.test");
  }

  private String text(List<FindingPart> findings) {
    return plain.text(SampleReports.with(SampleReports.full(), List.of(), findings));
  }

  private static FindingPart finding(String subject, String proof) {
    return new FindingPart(
        "dnsbl-list-broken",
        "info",
        "reputation",
        "Reputation",
        subject,
        "TITLE",
        "EXPLANATION of " + subject,
        "DO",
        Map.of("proof", proof),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void recommendations_stand_in_the_order_of_what_they_gain() {
    assertThat(
            Recommendation.of(SampleReports.full()).stream()
                .map(one -> one.gain() + " " + one.first().id()))
        .containsExactly(
            "22 spf-include-missing",
            "15 dmarc-rua-unauthorized",
            "12 dkim-key-short",
            "3 mx-target-unregistered",
            "3 dkim-key-testing",
            "3 spf-softfail-all");
  }

  @ParameterizedTest
  @CsvSource({
    "'CN=E7,O=Let''s Encrypt,C=US', Let's Encrypt E7",
    "'O=Example\\, Inc.+CN=Example\\, Inc. Root', 'Example, Inc. Root'",
    "CN=mail.example.com, mail.example.com",
    "'C=US,ST=Ohio', 'C=US,ST=Ohio'",
    "'', an empty name",
    "'CN=a\\', a\\"
  })
  void names_of_certificates_are_shown_as_people_speak_of_them(String name, String shown) {
    assertThat(DistinguishedName.shown(name)).isEqualTo(shown);
  }

  private static String servers(ServerPart... servers) {
    Report r = SampleReports.full();
    var page = new Page(Texts.console(), Palette.OFF, /* unicode= */ true, 88);
    ConsoleServers.write(page, SampleReports.with(r, List.of(servers)));
    return page.text();
  }

  @ParameterizedTest
  @CsvSource({"implicit", "null_mx", "absent", "unknown", "not_found", "something-new"})
  void every_state_has_words(String state) {
    var page = new Page(Texts.console(), Palette.OFF, /* unicode= */ true, 88);
    ConsoleRouting.write(page, new MxPart(state, List.of()));
    ConsoleDkim.write(page, new DkimPart(state, 12, null, List.of()), false);

    assertThat(page.text()).matches("(?s)Mail exchangers \\(MX\\)\n  \\S.*\n\nDKIM\n  \\S.*\n");
  }

  private static void assertPrintable(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && !Printable.isVisible(c)).toArray())
        .isEmpty();
  }

  private static void assertPage(String name, String printed) throws IOException {
    Path actual = Path.of("target/console", name);
    Files.createDirectories(actual.getParent());
    Files.writeString(actual, printed);
    try (var in = ConsoleWriterTest.class.getResourceAsStream(name)) {
      assertThat(in).as("the page %s", name).isNotNull();
      assertThat(printed).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
