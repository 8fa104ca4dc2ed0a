package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DmarcRulesTest {
  private static final String RUA = "; rua=mailto:d@example.com";
  private static final String MX = "example.com. MX 10 mx.example.com.\n";

  private static List<Finding> judge(String domain, String zone) {
    return DmarcRules.judge(
        DmarcProbe.observe(domain, new ZoneClient(zone)).join(), /* noMail= */ false);
  }

  /** The findings about example.com with this record. */
  private static List<Finding> record(String text) {
    return judge("example.com", MX + txt("_dmarc.example.com", text));
  }

  private static String txt(String name, String text) {
    return name + ". TXT \"" + text.replace(";", "\\;") + "\"\n";
  }

  private static Finding the(FindingType type, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.type() == type).findFirst().orElseThrow();
  }

  private static List<FindingType> types(List<Finding> findings) {
    return findings.stream().map(Finding::type).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=DMARC1; p=reject; rua=mailto:d@example.com",
        "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s; rua=mailto:d@example.com",
        "v=DMARC1;p=reject;rua=mailto:d@example.com!10m;ruf=mailto:f@example.com;fo=1;",
      })
  void a_record_that_does_everything_right_has_no_finding(String text) {
    assertThat(record(text)).isEmpty();
  }

  @Test
  void a_text_that_is_almost_a_record_is_shown_with_the_missing_policy() {
    Finding missing = the(FindingType.DMARC_MISSING, record("v=dmarc1; p=reject"));
    assertThat(missing.evidence())
        .containsEntry("ignored", "v=dmarc1; p=reject")
        .containsEntry("asked", "_dmarc.example.com, _dmarc.com");
  }

  @Test
  void a_record_in_the_wrong_place_is_missing_too() {
    var findings = judge("example.com", txt("example.com", "v=DMARC1; p=reject"));
    assertThat(types(findings))
        .containsExactlyInAnyOrder(FindingType.DMARC_MISSING, FindingType.DMARC_WRONG_LOCATION);
  }

  @Test
  void a_text_at_the_domain_beside_a_record_in_the_right_place_is_no_finding() {
    var findings =
        judge(
            "example.com",
            MX
                + txt("example.com", "v=DMARC1; p=none")
                + txt("_dmarc.example.com", "v=DMARC1; p=reject" + RUA));
    assertThat(findings).isEmpty();
  }

  @Test
  void several_records_are_not_missing_and_none_is_judged() {
    var findings =
        judge(
            "example.com",
            txt("_dmarc.example.com", "v=DMARC1; p=reject")
                + txt("_dmarc.example.com", "v=DMARC1; p=none"));
    assertThat(types(findings)).containsExactly(FindingType.DMARC_MULTIPLE_RECORDS);
    assertThat(findings.get(0).evidence())
        .contains(entry("found_at", "_dmarc.example.com"), entry("count", "2"))
        .hasEntrySatisfying("records", all -> assertThat(all).contains("p=reject", "p=none"));
  }

  @Test
  void several_records_at_a_subdomain_leave_it_to_the_organizational_domain() {
    var findings =
        judge(
            "a.example.com",
            MX
                + txt("_dmarc.a.example.com", "v=DMARC1; p=none")
                + txt("_dmarc.a.example.com", "v=DMARC1; p=none")
                + txt("_dmarc.example.com", "v=DMARC1; p=reject" + RUA));
    assertThat(types(findings))
        .containsExactlyInAnyOrder(FindingType.DMARC_MULTIPLE_RECORDS, FindingType.DMARC_INHERITED);
  }

  @Test
  void several_records_above_the_own_one_are_not_this_domains_fault() {
    var findings =
        judge(
            "a.example.com",
            MX
                + txt("_dmarc.a.example.com", "v=DMARC1; p=reject; rua=mailto:d@a.example.com")
                + "a.example.com. A 192.0.2.1\n"
                + txt("_dmarc.example.com", "v=DMARC1; p=none")
                + txt("_dmarc.example.com", "v=DMARC1; p=reject"));
    assertThat(findings).isEmpty();
  }

  @Test
  void every_bad_tag_is_named_with_its_value() {
    var findings = record("v=DMARC1; p=rejct; sp=non; pct=150; adkim=q; rua=dmarc@example.com");
    assertThat(the(FindingType.DMARC_SYNTAX_ERROR, findings).evidence())
        .containsEntry("token", "p=rejct; sp=non")
        .containsEntry("position", "11; 20")
        .containsEntry("effective", "no DMARC processing");
    assertThat(the(FindingType.DMARC_BAD_VALUE, findings).evidence())
        .containsEntry("token", "pct=150; adkim=q");
    assertThat(the(FindingType.DMARC_RUA_INVALID, findings).evidence())
        .containsEntry("uri", "rua=dmarc@example.com");
    assertThat(types(findings))
        .doesNotContain(
            FindingType.DMARC_POLICY_NONE,
            FindingType.DMARC_POLICY_MISSING,
            FindingType.DMARC_PCT_PARTIAL,
            FindingType.DMARC_NO_RUA);
  }

  @Test
  void a_hostile_number_of_faults_is_told_in_short() {
    Finding finding =
        the(FindingType.DMARC_UNKNOWN_TAG, record("v=DMARC1; p=none" + ";x=".repeat(60)));
    assertThat(finding.evidence().get("token")).startsWith("x=; x=").endsWith("; and 40 more");
  }

  @Test
  void a_bad_policy_with_a_report_address_acts_as_none() {
    var findings = record("v=DMARC1; p=rejct" + RUA);
    assertThat(types(findings))
        .containsExactlyInAnyOrder(FindingType.DMARC_SYNTAX_ERROR, FindingType.DMARC_POLICY_NONE);
  }

  @Test
  void no_policy_without_a_report_address_is_reported_as_missing_only() {
    assertThat(types(record("v=DMARC1; adkim=s")))
        .containsExactlyInAnyOrder(FindingType.DMARC_POLICY_MISSING, FindingType.DMARC_NO_RUA);
  }

  @ParameterizedTest
  @CsvSource({
    "p=reject; t=y, DMARC_POLICY_QUARANTINE",
    "p=quarantine; t=y, DMARC_POLICY_NONE",
    "p=quarantine, DMARC_POLICY_QUARANTINE",
    "p=none, DMARC_POLICY_NONE"
  })
  void the_policy_that_is_judged_is_the_effective_one(String tags, FindingType type) {
    assertThat(types(record("v=DMARC1; " + tags + RUA)))
        .filteredOn(found -> found.id().startsWith("dmarc-policy"))
        .containsExactly(type);
  }

  @Test
  void sp_is_judged_where_the_policy_is_inherited() {
    var findings =
        judge(
            "news.example.com",
            MX
                + "news.example.com. MX 10 mx.example.com.\n"
                + txt("_dmarc.example.com", "v=DMARC1; p=reject; sp=quarantine" + RUA));
    assertThat(types(findings))
        .containsExactlyInAnyOrder(
            FindingType.DMARC_INHERITED,
            FindingType.DMARC_POLICY_QUARANTINE,
            FindingType.DMARC_SUBDOMAIN_WEAKER);
    assertThat(findings).extracting(Finding::subject).containsOnly("news.example.com");
    assertThat(findings)
        .allSatisfy(
            finding ->
                assertThat(finding.evidence()).containsEntry("found_at", "_dmarc.example.com"));
  }

  @Test
  void sp_of_a_record_below_the_organizational_domain_is_not_judged() {
    var findings =
        judge(
            "a.example.com",
            MX
                + txt("_dmarc.a.example.com", "v=DMARC1; p=reject; sp=none" + RUA)
                + txt("_dmarc.example.com", "v=DMARC1; p=none"));
    assertThat(types(findings)).doesNotContain(FindingType.DMARC_SUBDOMAIN_WEAKER);
  }

  @Test
  void only_the_weaker_of_sp_and_np_are_named() {
    var findings = record("v=DMARC1; p=quarantine; sp=reject; np=none" + RUA);
    assertThat(the(FindingType.DMARC_SUBDOMAIN_WEAKER, findings).evidence())
        .containsEntry("token", "np=none")
        .containsEntry("policy", "quarantine");
  }

  @Test
  void pct_of_the_whole_is_obsolete_and_not_partial() {
    assertThat(types(record("v=DMARC1; p=reject; pct=100; rf=afrf; ri=86400" + RUA)))
        .containsExactly(FindingType.DMARC_OBSOLETE_TAG);
  }

  @Test
  void missing_reports_matter_less_without_mail() {
    var dmarc =
        DmarcProbe.observe(
                "example.com", new ZoneClient(txt("_dmarc.example.com", "v=DMARC1; p=reject")))
            .join();
    assertThat(DmarcRules.judge(dmarc, /* noMail= */ true))
        .singleElement()
        .returns(FindingType.DMARC_NO_RUA, Finding::type)
        .returns(Severity.INFO, Finding::severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rua=d@example.com                                   | MEDIUM",
        "rua=https://example.com/r                           | MEDIUM",
        "rua=d@example.com,mailto:d@example.com              | INFO",
        "rua=mailto:d@example.com; ruf=f@example.com         | INFO",
        "rua=d@example.com; ruf=mailto:f@example.com         | MEDIUM",
        "ruf=f@example.com                                   | MEDIUM",
      })
  void a_bad_report_address_is_info_while_another_one_is_usable(String tags, Severity severity) {
    assertThat(the(FindingType.DMARC_RUA_INVALID, record("v=DMARC1; p=reject; " + tags)))
        .returns(severity, Finding::severity);
  }

  @Test
  void another_scheme_beside_a_mailto_is_no_fault() {
    assertThat(record("v=DMARC1; p=reject; rua=https://r.test/x,mailto:d@example.com")).isEmpty();
  }

  @Test
  void an_external_destination_has_to_agree_under_the_name_of_the_record() {
    var findings =
        judge(
            "example.com",
            txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:dmarc@r.test!10m")
                + "r.test. MX 10 mx.r.test.\n");
    assertThat(types(findings)).containsExactly(FindingType.DMARC_RUA_UNAUTHORIZED);
    assertThat(findings.get(0).evidence())
        .containsEntry("destination", "r.test")
        .containsEntry("uri", "mailto:dmarc@r.test!10m")
        .containsEntry("expected_at", "example.com._report._dmarc.r.test");
  }

  @Test
  void several_dead_destinations_are_one_finding() {
    var findings = record("v=DMARC1; p=reject; rua=mailto:a@x.example.com,mailto:b@y.example.com");
    assertThat(types(findings)).containsExactly(FindingType.DMARC_RUA_UNDELIVERABLE);
    assertThat(findings.get(0).evidence())
        .containsEntry("destination", "x.example.com; y.example.com");
  }

  @Test
  void what_was_not_seen_is_one_finding_that_names_every_question() {
    var findings =
        judge(
            "example.com",
            txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:a@r.test")
                + "!timeout example.com._report._dmarc.r.test TXT\n!servfail r.test MX\n");
    assertThat(findings)
        .singleElement()
        .returns(FindingType.CHECK_INCONCLUSIVE, Finding::type)
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("check", "dmarc")
                    .containsEntry("step", "TXT example.com._report._dmarc.r.test; MX r.test"));
  }

  @Test
  void a_failed_text_of_the_domain_does_not_matter_beside_its_own_record() {
    var findings =
        judge(
            "example.com",
            MX
                + txt("_dmarc.example.com", "v=DMARC1; p=reject" + RUA)
                + "!timeout example.com TXT\n");
    assertThat(findings).isEmpty();
  }

  @Test
  void a_failed_parent_is_told_and_nothing_is_concluded_from_it() {
    var findings =
        judge(
            "a.example.com",
            txt("_dmarc.a.example.com", "v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com")
                + MX
                + "!timeout _dmarc.example.com TXT\n");
    assertThat(types(findings)).containsExactly(FindingType.CHECK_INCONCLUSIVE);
  }
}
