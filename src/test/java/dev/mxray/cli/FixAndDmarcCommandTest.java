package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** What a user of {@code mxray dmarc} and {@code mxray fix} sees. */
class FixAndDmarcCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ZONE =
      """
      none.test.           MX  10 mx.none.test.
      none.test.           TXT "v=spf1 mx ptr +all"
      _dmarc.none.test.    TXT "v=DMARC1; p=none; sp=reject; np=quarantine; pct=10"
      mx.none.test.        A   25.1.2.4
      news.none.test.      TXT "v=spf1 -all"

      strict.test.         MX  10 mx.none.test.
      strict.test.         TXT "v=spf1 mx -all"
      _dmarc.strict.test.  TXT "v=DMARC1; p=quarantine; rua=mailto:d@strict.test"
      s1._domainkey.strict.test. TXT "v=DKIM1; p="
      odd-name-7._domainkey.strict.test. TXT "v=DKIM1; k=ed25519; t=y; p=nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY="

      evil.test.           MX  10 mx.none.test.
      evil.test.           TXT "v=spf1 mx \\027[31m\\010-all"

      !servfail dark.test *
      !servfail _dmarc.dark.test *
      """;

  private static LabDns dns;

  @BeforeAll
  static void start() {
    dns = LabDns.start(Zones.parse(ZONE.replace("; ", "\\; ")));
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  private static Run run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--resolver", dns.spec(), "--timeout", "2"));
    return Run.of(all.toArray(String[]::new));
  }

  private static Run fix(String... arguments) {
    return run(
        Stream.concat(Stream.of("fix", "--no-smtp"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void dmarc_prints_the_effective_policies_as_json() throws IOException {
    Run run = run("dmarc", "news.none.test", "--json");
    JsonNode document = JSON.readTree(run.out());
    assertThat(run.code()).isZero();
    assertThat(document.at("/domain").asText()).isEqualTo("news.none.test");
    assertThat(document.at("/found_at").asText()).isEqualTo("_dmarc.none.test");
    assertThat(document.at("/organizational_domain").asText()).isEqualTo("none.test");
    assertThat(document.at("/policy").asText()).isEqualTo("reject");
    assertThat(document.at("/subdomain_policy").asText()).isEqualTo("reject");
    assertThat(document.at("/nonexistent_subdomain_policy").asText()).isEqualTo("quarantine");
    assertThat(document.at("/spoofability").asText()).isEqualTo("rejected");
    assertThat(document.at("/walk_end").asText()).isEqualTo("top");
    assertThat(document.at("/tree_walk/0/name").asText()).isEqualTo("_dmarc.news.none.test");
    assertThat(document.at("/tree_walk/1/result").asText()).isEqualTo("record");
    assertThat(document.at("/older_receivers").toString()).contains("10 of 100 messages");
  }

  @Test
  void dmarc_tells_a_name_that_does_not_exist_from_one_that_does() throws IOException {
    assertThat(
            JSON.readTree(run("dmarc", "nosuch.none.test", "--json").out()).at("/policy").asText())
        .isEqualTo("quarantine");
  }

  @Test
  void dmarc_says_why_the_walk_ended_and_who_can_forge() {
    Run run = run("dmarc", "none.test");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("1. _dmarc.none.test (record)")
        .contains("ended: no label is left above _dmarc.test")
        .contains("Anybody can put this domain in From: and reach an inbox.")
        .contains("spf-pass-all: ");
  }

  @Test
  void dmarc_that_was_not_seen_is_an_exit_code_and_a_line() {
    Run run = run("dmarc", "dark.test", "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("\"state\": \"unknown\"");
    assertThat(run.err()).contains("mxray: dark.test: ");
  }

  @Test
  void a_word_that_is_no_domain_is_wrong_usage() {
    assertThat(run("dmarc", "not a domain").code()).isEqualTo(2);
    assertThat(fix("not a domain").code()).isEqualTo(2);
    assertThat(fix("--zone", "--json", "none.test").code()).isEqualTo(2);
    assertThat(fix("--format", "yaml", "none.test").err()).contains("--format is console or json");
  }

  @Test
  void fix_lists_what_to_publish_as_json() throws IOException {
    Run run = fix("none.test", "--json");
    JsonNode list = JSON.readTree(run.out());
    assertThat(run.code()).isZero();
    assertThat(list.isArray()).isTrue();
    assertThat(list)
        .allSatisfy(
            item ->
                assertThat(item.properties().stream().map(one -> one.getKey()))
                    .containsExactly(
                        "finding", "kind", "name", "type", "value", "subject", "gain"));
    assertThat(list)
        .anySatisfy(
            item -> {
              assertThat(item.at("/finding").asText()).isEqualTo("spf-pass-all");
              assertThat(item.at("/kind").asText()).isEqualTo("dns");
              assertThat(item.at("/name").asText()).isEqualTo("none.test");
              assertThat(item.at("/type").asText()).isEqualTo("TXT");
              assertThat(item.at("/value").asText()).isEqualTo("v=spf1 mx ~all");
              assertThat(item.at("/gain").asInt()).isPositive();
            });
  }

  @Test
  void a_plan_goes_by_severity_then_points_and_says_what_the_score_becomes() throws IOException {
    List<String> severities = List.of("critical", "high", "medium", "low", "info");
    JsonNode list = JSON.readTree(fix("none.test", "--json", "--plan").out());

    assertThat(list).isNotEmpty();
    for (int i = 1; i < list.size(); i++) {
      JsonNode one = list.get(i - 1);
      JsonNode next = list.get(i);
      int severity =
          severities.indexOf(next.at("/severity").asText())
              - severities.indexOf(one.at("/severity").asText());
      assertThat(severity).isNotNegative();
      if (severity == 0) {
        assertThat(next.at("/gain").asInt()).isLessThanOrEqualTo(one.at("/gain").asInt());
      }
      assertThat(next.at("/score_then").asInt()).isBetween(one.at("/score_then").asInt(), 100);
      assertThat(next.at("/effort").asText()).isIn("trivial", "simple", "moderate", "complex");
    }
    assertThat(fix("none.test", "--plan").out())
        .contains("by severity, points and effort")
        .containsPattern("spf-pass-all +critical, [a-z]+ (→|->) \\d+")
        .contains("TXT \"v=spf1 mx ~all\"")
        .containsPattern("The score is \\d+; behind the arrow");
  }

  @Test
  void fix_prints_one_record_for_each_place_in_a_zone_fragment() {
    String zone = fix("--zone", "none.test").out();
    assertThat(zone.lines().filter(line -> line.startsWith("_dmarc.none.test.")))
        .containsExactly(
            "_dmarc.none.test. 3600 IN TXT \"v=DMARC1; p=quarantine; sp=reject; np=quarantine;"
                + " rua=mailto:dmarc-reports@none.test\"");
    assertThat(zone.lines().filter(line -> line.startsWith("none.test.")))
        .containsExactly("none.test. 3600 IN TXT \"v=spf1 mx ~all\"");
    assertThat(zone).contains("; delete: none.test. 3600 IN TXT \"v=spf1 mx ptr +all\"");
  }

  @Test
  void a_step_that_can_wait_is_a_comment() {
    String zone = fix("--zone", "strict.test").out();
    assertThat(zone)
        .contains(
            "; later: _dmarc.strict.test. 3600 IN TXT \"v=DMARC1; p=reject; rua=mailto:d@strict.test\"")
        .doesNotContain("\n_dmarc.strict.test.");
  }

  @Test
  void a_selector_that_nobody_would_guess_can_be_named(@TempDir Path directory) throws IOException {
    String corrected = "v=DKIM1; k=ed25519; p=nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY=";
    Path file = Files.writeString(directory.resolve("selectors.txt"), "odd-name-7\n");

    assertThat(fix("--zone", "strict.test").out()).doesNotContain(corrected);
    assertThat(fix("--zone", "strict.test", "--selector", "odd-name-7").out()).contains(corrected);
    assertThat(fix("--zone", "strict.test", "--selectors", file.toString()).out())
        .contains(corrected);
    assertThat(run("dmarc", "strict.test", "--selector", "odd-name-7", "--verbose").err())
        .contains("odd-name-7._domainkey.strict.test");
    assertThat(run("dmarc", "strict.test", "--selector", "no selector").err())
        .contains("--selector: 'no selector' is not a DKIM selector");
  }

  @Test
  void hostile_text_stays_in_its_line() {
    Run zone = fix("--zone", "evil.test");
    assertThat(zone.out()).doesNotContain("\u001b");
    assertThat(zone.out().lines())
        .allMatch(line -> line.isEmpty() || line.startsWith(";") || line.contains(" 3600 IN "));
    assertThat(fix("evil.test").out()).doesNotContain("\u001b");
  }

  @Test
  void fix_of_a_domain_that_does_not_exist_is_an_exit_code() {
    Run run = fix("nosuch.test");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("does not exist");
  }
}
