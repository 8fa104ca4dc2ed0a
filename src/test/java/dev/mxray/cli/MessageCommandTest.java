package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code mxray message} and {@code mxray scan --from-message} sees. */
class MessageCommandTest {
  private static final String ZONE =
      """
      football.example.com.         MX  0 .
      football.example.com.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.football.example.com.  TXT "v=DMARC1; p=reject"
      brisbane._domainkey.football.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      !servfail dark.example.com *
      !servfail _dmarc.dark.example.com *
      """;

  /** RFC 8463 appendix A.3, the first signature. */
  private static final String MESSAGE =
      """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
       Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """;

  private static LabDns dns;

  @TempDir private Path directory;
  private Path file;

  @BeforeAll
  static void start() {
    dns = LabDns.start(Zones.parse(ZONE));
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("message.eml");
    Files.writeString(file, MESSAGE);
  }

  private static Run run(String... arguments) {
    return Run.of(
        Stream.concat(Stream.of(arguments), Stream.of("--resolver", dns.spec(), "--timeout", "2"))
            .toArray(String[]::new));
  }

  private Run message(String... more) {
    return run(
        Stream.concat(Stream.of("message", file.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static JsonNode json(Run run) throws IOException {
    return new JsonMapper().readTree(run.out());
  }

  @Test
  void reasons_and_the_conclusion_are_said_in_the_language() {
    assertThat(message("--lang", "it").out().replaceAll("\\s+", " "))
        .contains("la firma supera la verifica con la chiave in brisbane._domainkey")
        .contains("l’indirizzo che si è connesso non è noto (--ip)")
        .contains("DMARC pass: DKIM di football.example.com parla per football.example.com.");
  }

  @Test
  void the_document_has_the_shape_of_the_contract() throws IOException {
    Run run = message("--json");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    JsonNode document = json(run);
    JsonNode dkim = document.at("/dkim/0");
    assertThat(dkim.get("domain").asText()).isEqualTo("football.example.com");
    assertThat(dkim.get("selector").asText()).isEqualTo("brisbane");
    assertThat(dkim.get("algorithm").asText()).isEqualTo("ed25519-sha256");
    assertThat(dkim.get("result").asText()).isEqualTo("pass");
    assertThat(dkim.get("reason").asText()).isNotEmpty();
    assertThat(dkim.get("aligned").asBoolean()).isTrue();
    assertThat(document.at("/arc/state").asText()).isEqualTo("none");
    assertThat(document.at("/spf/result").isNull()).isTrue();
    assertThat(document.at("/dmarc/result").asText()).isEqualTo("pass");
    assertThat(document.at("/dmarc/policy").asText()).isEqualTo("reject");
    assertThat(document.at("/dmarc/disposition").asText()).isEqualTo("none");
    assertThat(document.at("/dmarc/aligned_by").toString()).isEqualTo("[\"dkim\"]");
  }

  @Test
  void what_fails_is_said_in_plain_words_with_exit_code_1() throws IOException {
    Files.writeString(file, MESSAGE.replace("hungry", "thirsty"));
    Run run =
        message(
            "--ip", "198.51.100.7", "--mail-from", "joe@football.example.com", "--color", "never");

    assertThat(run.code()).isEqualTo(ExitCode.GATE);
    assertThat(run.out())
        .contains("DKIM   fail")
        .contains("the body was changed after signing")
        .contains("SPF    fail")
        .contains("DMARC  fail")
        .contains("A receiver that follows the policy refuses the message (reject).");
  }

  @Test
  void spf_alone_can_authenticate() throws IOException {
    Files.writeString(file, MESSAGE.replace("hungry", "thirsty"));
    JsonNode document =
        json(message("--ip", "192.0.2.1", "--mail-from", "<joe@football.example.com>", "--json"));

    assertThat(document.at("/spf/result").asText()).isEqualTo("pass");
    assertThat(document.at("/spf/domain").asText()).isEqualTo("football.example.com");
    assertThat(document.at("/dmarc/aligned_by").toString()).isEqualTo("[\"spf\"]");
  }

  @Test
  void what_a_message_says_reaches_the_terminal_without_escape_sequences() throws IOException {
    Files.writeString(file, MESSAGE.replace("From: Joe", "From: \u001b]0;x\u0007Joe"));

    assertThat(message("--color", "never").out()).doesNotContain("\u001b").doesNotContain("\u0007");
    assertThat(message("--json").out()).doesNotContain("\u001b").doesNotContain("\u0007");
  }

  @ParameterizedTest
  @CsvSource({
    "--ip, nonsense, --ip: 'nonsense' is not an IP address",
    "--mail-from, nobody, --mail-from: 'nobody' is not an address",
    "--format, pdf, '--format is console or json, not ''pdf'''",
  })
  void wrong_usage_is_one_line_and_exit_code_2(String option, String value, String line) {
    Run run = message(option, value);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).isEqualTo("mxray: " + line + "\n");
  }

  @Test
  void a_file_that_is_no_message_is_exit_code_1_and_one_that_is_not_there_2() throws IOException {
    Files.writeString(file, "not a message\n");
    Run none = message();
    Run missing = run("message", directory.resolve("missing.eml").toString());

    assertThat(none.code()).isEqualTo(ExitCode.GATE);
    assertThat(none.err()).endsWith("no header field in it: this is no mail message\n");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).endsWith("missing.eml' cannot be read\n");
  }

  @Test
  void a_scan_takes_domain_and_selectors_from_a_message() throws IOException {
    Run run =
        run(
            "scan",
            "--from-message",
            file.toString(),
            "--checks",
            "dkim",
            "--json",
            "--fail-under",
            "0");
    JsonNode report = json(run);

    assertThat(report.get("domain").asText()).isEqualTo("football.example.com");
    assertThat(report.get("dkim_selectors_found").toString()).isEqualTo("[\"brisbane\"]");
  }

  @Test
  void a_scan_of_a_named_domain_takes_the_selectors_only() throws IOException {
    Files.writeString(file, MESSAGE.replace("joe@football", "joe@dark"));
    Run run =
        run(
            "scan",
            "football.example.com",
            "--from-message",
            file.toString(),
            "--checks",
            "dkim",
            "--json");

    assertThat(json(run).get("dkim_selectors_found").toString()).isEqualTo("[\"brisbane\"]");
  }

  @Test
  void a_message_without_an_author_gives_a_scan_no_domain() throws IOException {
    Files.writeString(file, "To: a@example.com\n\n");
    Run run = run("scan", "--from-message", file.toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the message names no author's domain; give one");
  }
}
