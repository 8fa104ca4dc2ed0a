package dev.mxray.check.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding about block lists: reported, not reported, not seen; and what proves it. */
class ReputationFindingsTest {
  private static final String GOOD = ReputationLab.MAIL + ReputationLab.LISTS;

  static List<FindingCase> cases() {
    return ReputationFindingCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_once_about_its_subject(FindingCase given) {
    assertThat(judge(given.reported()))
        .filteredOn(finding -> finding.type() == given.type())
        .extracting(Finding::subject)
        .contains(given.subject())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_silent_where_it_is_not_true(FindingCase given) {
    assertThat(judge(given.silent())).extracting(Finding::type).doesNotContain(given.type());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_inconclusive_where_it_was_not_seen(FindingCase given) {
    assertThat(judge(given.unseen()))
        .extracting(Finding::type)
        .doesNotContain(given.type())
        .contains(FindingType.CHECK_INCONCLUSIVE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void its_texts_are_filled_by_its_evidence(FindingCase given) {
    Finding finding =
        judge(given.reported()).stream()
            .filter(one -> one.type() == given.type())
            .findFirst()
            .orElseThrow();
    assertThat(FindingTexts.english().of(finding).placeholders()).isEmpty();
  }

  @Test
  void where_nothing_is_listed_there_is_nothing_to_say() {
    assertThat(ReputationLab.judge(ReputationLab.ZEN_AND_DBL, GOOD)).isEmpty();
  }

  @Test
  void a_listing_is_proved_by_codes_meaning_and_what_the_list_says() {
    Finding finding =
        ReputationLab.judge(
                ReputationLab.lists(
                    "zen.spamhaus.org", "{zone: own.example, kinds: [ip4], weight: low}"),
                GOOD
                    + """
                      1.2.0.25.zen.spamhaus.org. A 127.0.0.9
                      1.2.0.25.zen.spamhaus.org. A 127.0.0.2
                      1.2.0.25.zen.spamhaus.org. TXT "https://check.example/" "25.0.2.1"
                      2.0.0.127.own.example. A 127.0.0.2
                      1.2.0.25.own.example. A 127.0.0.2
                      """)
            .get(0);
    assertThat(finding.type()).isEqualTo(FindingType.DNSBL_LISTED);
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.evidence())
        .containsEntry("hosts", "mx.example.com")
        .containsEntry(
            "lists",
            "zen.spamhaus.org 127.0.0.2, 127.0.0.9 (SBL: source of spam; DROP: hijacked or criminal"
                + " network); own.example 127.0.0.2 (listed)")
        .containsEntry("reason", "zen.spamhaus.org: https://check.example/25.0.2.1")
        .containsEntry("delisting", "https://check.spamhaus.org/ own.example")
        .containsEntry("operators", "Spamhaus (high), own.example (low)");
  }

  @ParameterizedTest
  @CsvSource({
    "zen.spamhaus.org, 127.0.0.4, high",
    "zen.spamhaus.org, 127.0.0.10, info",
    "bl.spamcop.net, 127.0.0.2, medium",
    "dnsbl-1.uceprotect.net, 127.0.0.2, low",
    "dnsbl-3.uceprotect.net, 127.0.0.2, info",
  })
  void severity_follows_list_and_code(String list, String code, String severity) {
    List<Finding> findings =
        ReputationLab.judge(
            ReputationLab.lists(list),
            GOOD + "2.0.0.127.%s. A 127.0.0.2\n1.2.0.25.%s. A %s\n".formatted(list, list, code));
    assertThat(findings)
        .filteredOn(finding -> finding.type() == FindingType.DNSBL_LISTED)
        .extracting(Finding::subject, finding -> finding.severity().id())
        .containsExactly(tuple("25.0.2.1", severity));
  }

  @Test
  void a_sender_of_the_spf_record_is_told_as_such() {
    assertThat(
            ReputationLab.judge(
                ReputationLab.ZEN_AND_DBL, GOOD + "9.2.0.25.zen.spamhaus.org. A 127.0.0.3\n"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("25.0.2.9");
              assertThat(finding.evidence())
                  .containsEntry("hosts", "a sender of the domain's SPF record");
            });
  }

  @Test
  void the_domain_of_an_exchange_may_be_what_is_listed() {
    String zone =
        ReputationLab.LISTS
            + """
              example.com. MX 10 a.mail.provider.co.uk.
              a.mail.provider.co.uk. A 25.0.2.1
              provider.co.uk.dbl.spamhaus.org. A 127.0.1.102
              """;
    assertThat(ReputationLab.judge(ReputationLab.ZEN_AND_DBL, zone))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(FindingType.DOMAIN_LISTED);
              assertThat(finding.subject()).isEqualTo("provider.co.uk");
              assertThat(finding.evidence()).containsEntry("hosts", "a.mail.provider.co.uk");
            });
  }

  @Test
  void an_allow_list_is_no_finding() {
    BlockLists lists = ReputationLab.lists("list.dnswl.org");
    String zone =
        GOOD + "list.dnswl.org. SOA a. b. 1 2 3 4 5\n1.2.0.25.list.dnswl.org. A 127.0.5.2\n";
    assertThat(ReputationLab.judge(lists, zone)).isEmpty();
    ReputationObservation seen = ReputationLab.observe(lists, zone);
    assertThat(ReputationLab.words(seen)).contains("25.0.2.1 list.dnswl.org listed");
    assertThat(seen.listings()).isEmpty();
    assertThat(seen.asked()).isZero();
  }

  @Test
  void one_broken_list_is_one_finding_whatever_it_was_asked() {
    List<Finding> findings =
        ReputationLab.judge(
            ReputationLab.ZEN_AND_DBL, GOOD + "1.0.0.127.zen.spamhaus.org. A 127.0.0.2\n");
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(FindingType.DNSBL_LIST_BROKEN);
              assertThat(finding.evidence())
                  .containsEntry(
                      "proof", "A 1.0.0.127.zen.spamhaus.org: 127.0.0.2; must not be listed");
            });
  }

  @Test
  void what_was_not_answered_is_one_finding_about_its_list() {
    List<Finding> findings =
        ReputationLab.judge(
            ReputationLab.ZEN_AND_DBL,
            GOOD + "!timeout 1.2.0.25.zen.spamhaus.org A\n!timeout 9.2.0.25.zen.spamhaus.org A\n");
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("zen.spamhaus.org");
              assertThat(finding.evidence())
                  .containsEntry("check", "reputation")
                  .containsEntry(
                      "step", "A 1.2.0.25.zen.spamhaus.org, A 9.2.0.25.zen.spamhaus.org");
            });
  }

  private static List<Finding> judge(String zone) {
    return ReputationLab.judge(BlockLists.bundled(), zone);
  }
}
