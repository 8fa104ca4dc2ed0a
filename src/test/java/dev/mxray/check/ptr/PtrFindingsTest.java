package dev.mxray.check.ptr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.FindingCase;
import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding about reverse DNS: reported, not reported, not seen; and what proves it. */
class PtrFindingsTest {
  private static final String MX =
      """
      example.com.    MX 10 mx.example.com.
      mx.example.com. A  25.0.2.1
      """;

  static List<FindingCase> cases() {
    return PtrFindingCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_once_about_its_address(FindingCase given) {
    assertThat(judge(given.reported()))
        .filteredOn(finding -> finding.type() == given.type())
        .extracting(Finding::subject)
        .containsExactly(given.subject());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_silent_where_it_is_not_true(FindingCase given) {
    assertThat(judge(given.silent())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_inconclusive_where_it_was_not_seen(FindingCase given) {
    assertThat(judge(given.unseen()))
        .filteredOn(finding -> finding.type() != FindingType.PTR_GENERIC)
        .extracting(Finding::type, Finding::subject)
        .containsExactly(tuple(FindingType.CHECK_INCONCLUSIVE, "25.0.2.1"));
    assertThat(judge(given.unseen())).extracting(Finding::type).doesNotContain(given.type());
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
  void a_missing_name_is_proved_by_question_and_answer() {
    assertThat(judge(MX))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("hosts", "mx.example.com")
                    .containsEntry("question", "PTR 1.2.0.25.in-addr.arpa")
                    .containsEntry("answer", "NXDOMAIN"));
  }

  @Test
  void a_mismatch_is_proved_by_where_the_names_lead() {
    assertThat(
            judge(
                MX
                    + """
                      1.2.0.25.in-addr.arpa. PTR gone.example.net.
                      1.2.0.25.in-addr.arpa. PTR old.example.net.
                      1.2.0.25.in-addr.arpa. PTR six.example.net.
                      old.example.net. A 25.0.2.9
                      six.example.net. AAAA 2e00:25::1
                      """))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("names", "gone.example.net, old.example.net, six.example.net")
                    .containsEntry(
                        "forward",
                        "gone.example.net: NXDOMAIN, old.example.net: 25.0.2.9,"
                            + " six.example.net: no address of this family"));
  }

  @Test
  void one_name_that_leads_back_is_enough_also_when_another_could_not_be_seen() {
    assertThat(
            judge(
                MX
                    + """
                      1.2.0.25.in-addr.arpa. PTR a.example.net.
                      1.2.0.25.in-addr.arpa. PTR mx.example.com.
                      !servfail a.example.net A
                      """))
        .isEmpty();
  }

  @Test
  void with_more_names_than_are_followed_a_mismatch_is_not_proved() {
    String names =
        IntStream.range(10, 22)
            .mapToObj(i -> "1.2.0.25.in-addr.arpa. PTR n" + i + ".example.net.\n")
            .collect(Collectors.joining());
    assertThat(judge(MX + names))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(FindingType.CHECK_INCONCLUSIVE);
              assertThat(finding.evidence())
                  .containsEntry("check", "reputation")
                  .containsEntry("step", "addresses of 2 more names of 25.0.2.1");
            });
  }

  @Test
  void one_name_that_is_not_generic_is_enough() {
    assertThat(
            judge(
                MX
                    + """
                      1.2.0.25.in-addr.arpa. PTR 25-0-2-1.dynamic.example.net.
                      1.2.0.25.in-addr.arpa. PTR mx.example.com.
                      """))
        .isEmpty();
  }

  @Test
  void the_name_of_the_exchange_itself_is_never_generic() {
    assertThat(
            judge(
                """
                example.com. MX 10 25-0-2-1.pool.example.com.
                25-0-2-1.pool.example.com. A 25.0.2.1
                1.2.0.25.in-addr.arpa. PTR 25-0-2-1.pool.example.com.
                """))
        .isEmpty();
  }

  @Test
  void an_address_of_several_exchanges_is_one_subject_that_names_them_all() {
    assertThat(
            judge(
                """
                example.com. MX 10 a.example.com.
                example.com. MX 20 b.example.com.
                a.example.com. A 25.0.2.1
                b.example.com. A 25.0.2.1
                """))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("hosts", "a.example.com, b.example.com"));
  }

  @Test
  void what_was_not_looked_up_is_told_about_domain_and_host() {
    assertThat(judge("!servfail example.com MX\n"))
        .extracting(Finding::type, Finding::subject)
        .containsExactly(tuple(FindingType.CHECK_INCONCLUSIVE, "example.com"));
    assertThat(judge("example.com. MX 10 mx.example.com.\n!timeout mx.example.com *\n"))
        .extracting(Finding::type, Finding::subject)
        .containsExactly(tuple(FindingType.CHECK_INCONCLUSIVE, "mx.example.com"));
  }

  private static List<Finding> judge(String zone) {
    var dns = new ZoneClient(zone);
    return PtrRules.judge(Reverse.observe("example.com", dns).join());
  }
}
