package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.report.PtrPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code mxray scan} sees of domains and options. */
class ScanCommandTest {
  @RegisterExtension static final ScanLab lab = new ScanLab();

  @TempDir private Path directory;

  private static Run scan(String... arguments) {
    return lab.scan(arguments);
  }

  @Test
  void a_parked_domain_that_does_everything_right_scores_100() throws IOException {
    Report report = ScanLab.read(scan("parked.test", "--format", "json").out());

    assertThat(report.securityScore()).isEqualTo(100);
    assertThat(report.grade()).isEqualTo("A");
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.score().profile()).isEqualTo("no_mail");
  }

  @Test
  void a_domain_that_does_not_exist_has_that_one_finding_and_no_score() throws IOException {
    Report report = ScanLab.read(scan("nowhere.test", "--json").out());

    assertThat(report.findings()).extracting("id").containsExactly("domain-not-found");
    assertThat(report.securityScore()).isNull();
    assertThat(report.outcome()).isEqualTo("failed");
  }

  @Test
  void what_could_not_be_seen_is_unknown_and_never_missing() throws IOException {
    Run run = scan("dark.test", "--json");
    Report report = ScanLab.read(run.out());

    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.outcome()).isEqualTo("failed");
    assertThat(report.findings()).extracting("id").containsOnly("check-inconclusive");
    assertThat(run.err()).contains("dark.test").contains("could not be completed");
  }

  @Test
  void a_check_that_is_switched_off_is_unknown_and_says_nothing() throws IOException {
    Report report = ScanLab.read(scan("none.test", "--checks", "spf", "--json").out());

    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.score().coveragePct()).isLessThan(new java.math.BigDecimal("50"));
    assertThat(report.findings()).extracting("section").doesNotContain("dmarc", "dkim");
    assertThat(report.findings()).extracting("id").doesNotContain("check-inconclusive");
  }

  @Test
  void reverse_dns_is_judged_and_costs_points() throws IOException {
    Report report = ScanLab.read(scan("none.test", "--json").out());

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
    Report alone = ScanLab.read(scan("none.test", "--checks", "reputation", "--json").out());
    assertThat(alone.findings()).extracting("id").containsExactly("ptr-missing");

    Report without =
        ScanLab.read(scan("none.test", "--checks", "mx,spf,dkim,dmarc", "--json").out());
    assertThat(without.findings()).extracting("section").doesNotContain("reputation");
    assertThat(without.ptrRecords()).isEmpty();
  }

  @Test
  void a_listed_address_is_told_with_codes_and_costs_what_its_list_weighs() throws IOException {
    Report report = ScanLab.read(scan("listed.test", "--json").out());

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
      Report report =
          ScanLab.read(scan("listed.test", "--dnsbl-resolver", own.spec(), "--json").out());

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
    int before = lab.dns().total();
    Run run = scan("listed.test", "--blacklists", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "mxray: --blacklists: "
                + file
                + ":2: dnsbl.sorbs.net is dead: shut down by Proofpoint, all zones emptied"
                + " (2024-06-05)\n");
    assertThat(lab.dns().total()).isEqualTo(before);
  }

  @Test
  void a_key_is_never_shown() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "lists:\n- {zone: \"{key}.zen.dq.spamhaus.net\", key: topsecret}\n");
    Run run = scan("listed.test", "-v", "--json", "--blacklists", file.toString());

    assertThat(lab.dns().asked())
        .anyMatch(asked -> asked.name().equals("2.0.0.127.topsecret.zen.dq.spamhaus.net"));
    assertThat(run.out() + run.err())
        .doesNotContain("topsecret")
        .contains("A 2.0.0.127.zen.dq.spamhaus.net");
  }

  @Test
  void a_web_site_that_takes_no_mail_needs_no_reverse_name() throws IOException {
    Report report = ScanLab.read(scan("web.test", "--json").out());

    assertThat(report.score().profile()).isEqualTo("no_mail");
    assertThat(report.findings()).extracting("section").doesNotContain("reputation");
  }

  @Test
  void an_internationalised_name_is_shown_in_both_forms() throws IOException {
    Report report = ScanLab.read(scan("bücher.test", "--json").out());

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
        .contains("100 of 100, grade A (between 41 and 100; 40.8 % seen)")
        .contains("0 IPv4 addresses authorised")
        .doesNotContain("everything");
  }

  @Test
  void several_domains_as_json_are_one_line_each_in_the_order_given() throws IOException {
    List<String> lines =
        scan("spoofable.test", "parked.test", "--format", "json").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(ScanLab.read(lines.get(0)).domain()).isEqualTo("spoofable.test");
    assertThat(ScanLab.read(lines.get(1)).domain()).isEqualTo("parked.test");
  }

  @Test
  void verbose_shows_every_question_with_resolver_answer_and_time() {
    Run run = scan("none.test", "--verbose", "--no-console");

    assertThat(run.err())
        .containsPattern("MX none\\.test: FOUND 10 mx\\.none\\.test\\., \\d+ ms")
        .contains(lab.dns().spec() + ": NOERROR")
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

  @Test
  void the_version_names_the_jdk_and_the_transport() {
    assertThat(Run.of("--version").out())
        .matches("mxray \\d+\\.\\d+\\.\\d+ \\(JDK .+, (epoll|nio) transport\\)\\R");
  }
}
