package dev.mxray.check.mx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MxRulesTest {
  private static final String MX = "mx.example.com. A 25.0.2.1\nmx.example.com. AAAA 2e00:25::1\n";

  @Test
  void two_good_exchanges_have_no_finding() {
    assertThat(
            judge(
                MX
                    + """
                      example.com. MX 10 mx.example.com.
                      example.com. MX 20 mx.other.net.
                      mx.other.net. A 25.0.2.2
                      """))
        .isEmpty();
  }

  @Test
  void a_name_that_does_not_exist_is_the_only_finding() {
    assertThat(judge("other.com. A 25.0.2.1\n"))
        .containsExactly(
            Finding.of(FindingType.DOMAIN_NOT_FOUND, "example.com").with("answer", "NXDOMAIN"));
  }

  @Test
  void a_domain_that_is_an_alias_of_nothing_does_not_exist() {
    assertThat(ids("example.com. CNAME gone.net.\n")).containsExactly("domain-not-found");
  }

  @Test
  void a_failing_server_never_makes_a_domain_missing() {
    assertThat(ids("!servfail example.com *\n")).containsExactly("check-inconclusive");
    assertThat(ids("!timeout example.com A\n!timeout example.com AAAA\n"))
        .containsExactly("check-inconclusive");
  }

  @Test
  void inconclusive_names_the_question_the_reason_and_the_attempts() {
    assertThat(judge("!timeout example.com MX\nexample.com. A 25.0.2.1\n").get(0).evidence())
        .containsEntry("check", "mx")
        .containsEntry("step", "MX example.com")
        .containsEntry("reason", "no answer in time")
        .containsEntry("attempts", "192.0.2.53: TIMEOUT (1 ms)");
  }

  @Test
  void no_way_to_deliver_is_a_note_when_spf_refuses_all() {
    assertThat(severities("example.com. TXT \"x\"\n", false)).containsExactly("mx-none MEDIUM");
    assertThat(severities("example.com. TXT \"x\"\n", true)).containsExactly("mx-none INFO");
    assertThat(severities("example.com. A 25.0.2.1\n", false)).containsExactly("mx-implicit LOW");
    assertThat(severities("example.com. A 25.0.2.1\n", true)).containsExactly("mx-implicit INFO");
  }

  @Test
  void an_implicit_exchange_is_judged_by_its_address_alone() {
    assertThat(ids("example.com. CNAME web.net.\nweb.net. A 10.0.0.1\n"))
        .containsExactly("mx-implicit", "mx-address-not-public");
    assertThat(ids("example.com. A 25.0.2.1\n!timeout example.com AAAA\n"))
        .containsExactly("mx-implicit", "check-inconclusive");
  }

  @Test
  void the_private_address_of_a_parked_domain_is_no_fault() {
    assertThat(severities("example.com. A 127.0.0.1\n", true)).containsExactly("mx-implicit INFO");
  }

  @Test
  void a_null_mx_alone_is_a_note_and_the_own_address_plays_no_part() {
    assertThat(judge("example.com. MX 0 .\nexample.com. A 10.0.0.1\n"))
        .containsExactly(Finding.of(FindingType.MX_NULL, "example.com").with("record", "0 ."));
  }

  @Test
  void a_null_mx_among_others_is_mixed_and_not_null() {
    List<Finding> findings =
        judge(MX + "example.com. MX 0 .\nexample.com. MX 10 mx.example.com.\n");
    assertThat(findings)
        .contains(
            Finding.of(FindingType.MX_NULL_MIXED, "example.com")
                .with("records", "0 ., 10 mx.example.com"));
    assertThat(findings).extracting(Finding::type).doesNotContain(FindingType.MX_NULL);
  }

  @Test
  void one_host_with_two_preferences_is_single() {
    assertThat(ids(MX + "example.com. MX 5 mx.example.com.\nexample.com. MX 9 mx.example.com.\n"))
        .containsExactly("mx-single");
  }

  @Test
  void an_address_in_place_of_a_host_is_neither_unresolvable_nor_unregistered() {
    assertThat(ids("example.com. MX 10 25.0.2.1.\n"))
        .containsExactly("mx-single", "mx-target-ip-literal");
    assertThat(ids("example.com. MX 10 10.0.0.1.\n"))
        .containsExactly("mx-single", "mx-target-ip-literal");
  }

  @Test
  void an_address_family_is_missing_only_when_every_exchange_was_seen_without_it() {
    String two = "example.com. MX 10 mx.example.com.\nexample.com. MX 20 b.example.com.\n";
    String v4 = "mx.example.com. A 25.0.2.1\nb.example.com. A 25.0.2.2\n";
    assertThat(ids(two + v4)).containsExactly("mx-no-ipv6");
    assertThat(ids(two + v4 + "b.example.com. AAAA 2e00:25::1\n")).isEmpty();
    assertThat(ids(two + v4 + "!timeout b.example.com AAAA\n"))
        .containsExactly("check-inconclusive");
    assertThat(ids(two)).containsExactly("mx-target-unresolvable", "mx-target-unresolvable");
  }

  @Test
  void an_unresolvable_exchange_says_whether_the_name_or_the_address_is_missing() {
    List<Finding> findings =
        judge(
            MX
                + """
                  example.com. MX 10 mx.example.com.
                  example.com. MX 20 a.example.com.
                  example.com. MX 30 b.example.com.
                  b.example.com. TXT "no address"
                  """);
    assertThat(findings)
        .containsExactly(
            Finding.of(FindingType.MX_TARGET_UNRESOLVABLE, "a.example.com")
                .with("preference", 20)
                .with("answer", "NXDOMAIN"),
            Finding.of(FindingType.MX_TARGET_UNRESOLVABLE, "b.example.com")
                .with("preference", 30)
                .with("answer", "neither A nor AAAA record"));
  }

  @Test
  void half_an_answer_proves_nothing_missing() {
    assertThat(ids("example.com. MX 10 a.example.com.\n!servfail a.example.com AAAA\n"))
        .containsExactly("mx-single", "check-inconclusive");
  }

  @Test
  void an_exchange_in_a_domain_that_does_not_exist_may_be_taken_over() {
    assertThat(judge("example.com. MX 10 a.b.gone.co.uk.\nother.co.uk. A 25.0.2.1\n"))
        .contains(
            Finding.of(FindingType.MX_TARGET_UNREGISTERED, "a.b.gone.co.uk")
                .with("preference", 10)
                .with("answer", "NXDOMAIN")
                .with("registrable", "gone.co.uk"))
        .extracting(Finding::type)
        .doesNotContain(FindingType.MX_TARGET_UNRESOLVABLE);
  }

  @Test
  void so_may_one_that_is_itself_the_registrable_name_and_one_behind_an_alias() {
    assertThat(ids("example.com. MX 10 gone.net.\nother.net. A 25.0.2.1\n"))
        .contains("mx-target-unregistered");
    assertThat(
            ids(
                """
                example.com. MX 10 mx.example.com.
                mx.example.com. CNAME mx.gone.net.
                other.net. A 25.0.2.1
                """))
        .containsExactly("mx-single", "mx-target-cname", "mx-target-unregistered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.gone.test.", // special use, RFC 6761
        "mx.gone.example.",
        "mx.example.net.",
        "mx.gone.local.",
        "mx.gone.invalid.",
        "mx.gone.internal.",
        "mx.gone.home.arpa.",
        "mx.gone.nosuchtld.", // no such top-level domain
        "mx.registered.net.", // the domain is there, without this name
        "mx.alias.net.", // the domain is an alias of something that is gone
        "gone.example.com.", // the scanned domain's own
        "co.uk.", // a public suffix itself
        "gone\\.net.", // one label
        "mail."
      })
  void other_missing_exchanges_are_just_unresolvable(String host) {
    assertThat(
            ids(
                "example.com. MX 10 "
                    + host
                    + """

                      registered.net. TXT "here"
                      alias.net. CNAME gone.org.
                      there.test. A 25.0.2.1
                      there.example. A 25.0.2.1
                      there.org. A 25.0.2.1
                      """))
        .containsExactly("mx-single", "mx-target-unresolvable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone.net NS", "net NS"})
  void a_registration_that_was_not_seen_is_told_beside_the_missing_address(String fails) {
    assertThat(
            ids("example.com. MX 10 mx.gone.net.\nother.net. A 25.0.2.1\n!timeout " + fails + "\n"))
        .containsExactly("mx-single", "mx-target-unresolvable", "check-inconclusive");
  }

  @Test
  void addresses_that_are_not_public_are_one_finding_for_each_exchange() {
    assertThat(
            judge(
                """
                example.com. MX 10 localhost.
                example.com. MX 20 a.example.com.
                a.example.com. A 10.0.0.1
                a.example.com. A 25.0.2.1
                a.example.com. AAAA fd00::1
                """))
        .containsExactly(
            Finding.of(FindingType.MX_ADDRESS_NOT_PUBLIC, "localhost")
                .with("preference", 10)
                .with("addresses", "127.0.0.1 loopback (RFC 1122), ::1 loopback (RFC 4291)"),
            Finding.of(FindingType.MX_ADDRESS_NOT_PUBLIC, "a.example.com")
                .with("preference", 20)
                .with("addresses", "10.0.0.1 private (RFC 1918), fd00::1 unique local (RFC 4193)"));
  }

  @Test
  void exchanges_beyond_the_limit_are_one_finding_that_is_short() {
    String zone =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    "example.com. MX %d mx%d.example.com.\nmx%d.example.com. A 25.0.2.1\n"
                        .formatted(i, i, i))
            .collect(Collectors.joining());
    assertThat(judge(zone))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(FindingType.CHECK_INCONCLUSIVE);
              assertThat(finding.subject()).isEqualTo("example.com");
              assertThat(finding.evidence().get("step"))
                  .startsWith("addresses of mx100.example.com, ")
                  .endsWith("mx119.example.com and 580 more");
            });
  }

  @Test
  void one_finding_says_that_several_questions_about_an_exchange_failed() {
    assertThat(
            judge(
                "example.com. MX 1 example.com.\n!timeout example.com A\n!timeout example.com AAAA\n"))
        .filteredOn(finding -> finding.type() == FindingType.CHECK_INCONCLUSIVE)
        .singleElement()
        .extracting(Finding::subject, Finding::severity)
        .containsExactly("example.com", Severity.INFO);
  }

  private static List<String> ids(String zone) {
    return judge(zone).stream().map(finding -> finding.type().id()).toList();
  }

  private static List<String> severities(String zone, boolean spfRefusesAll) {
    return MxRules.judge(observe(zone), spfRefusesAll).stream()
        .map(finding -> finding.type().id() + " " + finding.severity())
        .toList();
  }

  private static List<Finding> judge(String zone) {
    return MxRules.judge(observe(zone), /* spfRefusesAll= */ false);
  }

  private static MxObservation observe(String zone) {
    return MxProbe.observe("example.com", new ZoneClient(zone), PublicSuffixes::bundled, 100)
        .join();
  }
}
