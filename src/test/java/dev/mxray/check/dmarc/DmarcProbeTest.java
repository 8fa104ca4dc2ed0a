package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.dmarc.Destination.Authorization;
import dev.mxray.check.dmarc.Destination.Route;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DmarcProbeTest {

  private static DmarcObservation observe(String domain, String zone) {
    return DmarcProbe.observe(domain, new ZoneClient(zone)).join();
  }

  private static DmarcObservation observe(String zone) {
    return observe("example.com", zone);
  }

  /** Holds every question back until told, to count dependent round trips. */
  private static final class Waves implements DnsClient {
    private record Held(Question question, CompletableFuture<DnsAnswer> answer) {}

    private final ZoneClient zones;
    private List<Held> held = new ArrayList<>();

    Waves(String zone) {
      this.zones = new ZoneClient(zone);
    }

    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      var answer = new CompletableFuture<DnsAnswer>();
      held.add(new Held(question, answer));
      return answer;
    }

    /** Answers what is held, and says what that was. */
    List<String> answer() {
      List<Held> now = held;
      held = new ArrayList<>();
      for (Held one : now) {
        one.answer().complete(zones.ask(one.question()).join());
      }
      return now.stream().map(one -> one.question().toString()).toList();
    }
  }

  @Test
  void everything_takes_two_dependent_round_trips() {
    var dns = new Waves("_dmarc.example.com. TXT \"v=DMARC1\\; p=none\\; rua=mailto:d@r.test\"");
    var observation = DmarcProbe.observe("a.example.com", dns);
    assertThat(dns.answer())
        .containsExactlyInAnyOrder(
            "TXT _dmarc.a.example.com",
            "TXT _dmarc.example.com",
            "TXT _dmarc.com",
            "TXT a.example.com");
    assertThat(dns.answer())
        .containsExactlyInAnyOrder(
            "TXT example.com._report._dmarc.r.test", "MX r.test", "A r.test", "AAAA r.test");
    assertThat(observation).isCompleted();
  }

  @Test
  void the_strings_of_a_record_are_joined_with_nothing_between() {
    var dmarc = observe("_dmarc.example.com. TXT \"v=DMA\" \"RC1\\; p=rej\" \"ect\"");
    assertThat(dmarc.publishedPolicy()).isEqualTo(DmarcPolicy.REJECT);
  }

  @Test
  void an_alias_is_followed() {
    var dmarc =
        observe(
            """
            _dmarc.example.com. CNAME policy.host.test.
            policy.host.test. TXT "v=DMARC1\\; p=reject"
            """);
    assertThat(dmarc.policyWord()).isEqualTo("reject");
    assertThat(dmarc.walk().policy().found().orElseThrow().name()).isEqualTo("_dmarc.example.com");
  }

  @Test
  void a_record_at_the_domain_itself_is_no_policy() {
    var dmarc = observe("example.com. TXT \"v=DMARC1\\; p=reject\"");
    assertThat(dmarc.walk().policy().isAbsent()).isTrue();
    assertThat(dmarc.policyWord()).isNull();
    assertThat(dmarc.misplaced()).isEqualTo(Observed.present(List.of("v=DMARC1; p=reject")));
  }

  @Test
  void other_texts_beside_the_record_do_not_count() {
    var dmarc =
        observe(
            """
            _dmarc.example.com. TXT "v=DMARC1\\; p=reject"
            _dmarc.example.com. TXT "v=dmarc1\\; p=none"
            """);
    assertThat(dmarc.policyWord()).isEqualTo("reject");
    assertThat(dmarc.walk().steps().get(0).others()).containsExactly("v=dmarc1; p=none");
  }

  @Test
  void a_failed_question_is_unknown_and_not_absent() {
    var dmarc = observe("!timeout _dmarc.example.com TXT");
    assertThat(dmarc.seen()).isFalse();
    assertThat(dmarc.walk().policy().unknown().orElseThrow().reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void a_failed_parent_leaves_the_own_policy_seen_and_the_organizational_domain_unknown() {
    var dmarc =
        observe(
            "a.example.com",
            """
            _dmarc.a.example.com. TXT "v=DMARC1\\; p=reject"
            !servfail _dmarc.example.com TXT
            """);
    assertThat(dmarc.seen()).isTrue();
    assertThat(dmarc.enforced()).isTrue();
    assertThat(dmarc.organizationalDomain()).isNull();
  }

  @Test
  void an_inherited_policy_is_sp_for_a_name_that_exists_and_np_for_one_that_does_not() {
    String zone = "_dmarc.example.com. TXT \"v=DMARC1\\; p=none\\; sp=quarantine\\; np=reject\"\n";
    assertThat(observe("a.example.com", zone + "a.example.com. A 192.0.2.1\n").policyWord())
        .isEqualTo("quarantine");
    assertThat(observe("a.example.com", zone).policyWord()).isEqualTo("reject");
    var unseen = observe("a.example.com", zone + "!timeout a.example.com TXT\n");
    assertThat(unseen.policyWord()).isNull();
    assertThat(unseen.seen()).isFalse();
    assertThat(unseen.enforced()).isFalse();
  }

  @Test
  void whether_the_name_exists_does_not_matter_when_sp_and_np_agree() {
    var dmarc =
        observe(
            "a.example.com",
            """
            _dmarc.example.com. TXT "v=DMARC1\\; p=reject"
            !timeout a.example.com TXT
            """);
    assertThat(dmarc.policyWord()).isEqualTo("reject");
  }

  @Test
  void an_alias_to_nowhere_is_a_name_that_exists() {
    var dmarc = observe("example.com. CNAME nowhere.test.");
    assertThat(dmarc.exists()).isEqualTo(Observed.present(true));
  }

  @Test
  void testing_is_not_enforced() {
    var dmarc = observe("_dmarc.example.com. TXT \"v=DMARC1\\; p=reject\\; t=y\"");
    assertThat(dmarc.policyWord()).isEqualTo("quarantine");
    assertThat(dmarc.enforced()).isFalse();
  }

  @Test
  void relaxed_alignment_needs_a_record() {
    assertThat(observe("_dmarc.example.com. TXT \"v=DMARC1\\; p=reject\"").relaxedDkim()).isTrue();
    assertThat(observe("_dmarc.example.com. TXT \"v=DMARC1\\; adkim=s\"").relaxedDkim()).isFalse();
    assertThat(observe("example.com. A 192.0.2.1").relaxedDkim()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example.com, false",
    "example.com, false",
    "reports.example.com, false",
    "example.net, true",
    "notexample.com, true"
  })
  void a_destination_is_external_outside_the_organizational_domain(String to, boolean external) {
    var dmarc =
        observe(
            "a.example.com",
            "_dmarc.a.example.com. TXT \"v=DMARC1\\; p=none\\; rua=mailto:d@%s\"\n".formatted(to)
                + "_dmarc.example.com. TXT \"v=DMARC1\\; p=none\"\n");
    assertThat(dmarc.destinations())
        .singleElement()
        .returns(external, Destination::external)
        .returns(
            Observed.present(external ? Authorization.NOT_GIVEN : Authorization.NOT_NEEDED),
            Destination::authorization);
  }

  @Test
  void every_name_below_a_public_suffix_domain_is_external_to_it() {
    var dmarc =
        observe(
            "example.bank",
            "_dmarc.bank. TXT \"v=DMARC1\\; psd=y\\; rua=mailto:a@example.bank,mailto:b@bank.test\"");
    assertThat(dmarc.destinations()).extracting(Destination::external).containsExactly(true, true);
  }

  @Test
  void authorization_is_asked_for_the_name_at_which_the_record_stands() {
    var dns =
        new ZoneClient(
            """
            _dmarc.example.com. TXT "v=DMARC1\\; p=none\\; rua=mailto:d@r.test"
            *._report._dmarc.r.test. TXT "v=DMARC1"
            """);
    var dmarc = DmarcProbe.observe("a.example.com", dns).join();
    assertThat(dns.asked())
        .extracting(Question::name)
        .contains("example.com._report._dmarc.r.test");
    assertThat(dmarc.destinations())
        .extracting(Destination::authorization)
        .containsExactly(Observed.present(Authorization.GIVEN));
  }

  @Test
  void missing_authorization_is_unknown_while_the_organizational_domain_is() {
    var dmarc =
        observe(
            "a.example.com",
            """
            _dmarc.a.example.com. TXT "v=DMARC1\\; rua=mailto:d@example.com,mailto:d@r.test"
            !timeout _dmarc.example.com TXT
            """);
    assertThat(dmarc.destinations().get(0).authorization().isUnknown()).isTrue();
    assertThat(dmarc.destinations().get(1).authorization())
        .isEqualTo(Observed.present(Authorization.NOT_GIVEN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r.test. MX 10 mx.r.test.            | MX",
        "r.test. A 192.0.2.1                 | ADDRESS",
        "r.test. AAAA 2001:db8::1            | ADDRESS",
        "r.test. MX 0 .                      | NULL_MX",
        "r.test. TXT x                       | NOWHERE",
        "other.test. TXT x                   | NOWHERE",
        "!timeout r.test MX                  |",
        "!timeout r.test AAAA                |",
      })
  void the_route_to_a_destination_is_its_mx_or_else_its_address(String zone, Route route) {
    var dmarc = observe(zone + "\n_dmarc.example.com. TXT \"v=DMARC1\\; rua=mailto:d@r.test\"\n");
    Observed<Route> seen = dmarc.destinations().get(0).route();
    assertThat(seen.found().orElse(null)).isEqualTo(route);
    assertThat(seen.isUnknown()).isEqualTo(route == null);
  }

  @Test
  void a_hostile_list_of_destinations_is_bounded_and_the_rest_is_unknown() {
    String uris =
        IntStream.range(0, 12)
            .mapToObj(i -> "mailto:d@r" + i + ".test,mailto:e@r" + i + ".test")
            .collect(Collectors.joining(","));
    var strings = new StringBuilder("_dmarc.example.com. TXT \"v=DMARC1\\; rua=\"");
    for (int from = 0; from < uris.length(); from += 200) {
      strings.append(" \"").append(uris, from, Math.min(uris.length(), from + 200)).append('"');
    }
    var dns = new ZoneClient(strings.toString());
    var dmarc = DmarcProbe.observe("example.com", dns).join();
    assertThat(dmarc.destinations()).hasSize(12);
    assertThat(dns.asked()).hasSize(3 + 4 * DmarcProbe.MAX_DESTINATIONS);
    assertThat(dmarc.destinations().subList(10, 12))
        .allSatisfy(
            to -> assertThat(to.route().unknown().orElseThrow().reason()).isEqualTo(Reason.LIMIT));
  }

  @Test
  void a_domain_that_is_too_long_for_a_record_of_its_own_is_looked_at() {
    String domain = ("a".repeat(60) + ".").repeat(4) + "example";
    assertThat(observe(domain, "example. A 192.0.2.1").walk().policy().isAbsent()).isTrue();
  }

  @Test
  void a_destination_below_with_psd_n_is_an_organization_of_its_own() {
    DmarcObservation dmarc =
        observe(
            """
            example.com. A 192.0.2.1
            _dmarc.example.com. TXT "v=DMARC1\\; p=reject\\; rua=mailto:a@own.example.com,mailto:b@in.example.com"
            _dmarc.own.example.com. TXT "v=DMARC1\\; p=reject\\; psd=n"
            _dmarc.in.example.com. TXT "v=DMARC1\\; p=reject"
            """);
    assertThat(dmarc.destinations())
        .extracting(Destination::domain, Destination::external)
        .containsExactly(tuple("own.example.com", true), tuple("in.example.com", false));
  }

  @Test
  void a_wildcard_lets_reports_about_everybody_in() {
    DmarcObservation dmarc =
        observe(
            """
            example.com. A 192.0.2.1
            _dmarc.example.com. TXT "v=DMARC1\\; p=reject\\; rua=mailto:a@reports.test"
            *._report._dmarc.reports.test. TXT "v=DMARC1\\;"
            """);
    assertThat(dmarc.destinations().get(0).authorization())
        .isEqualTo(Observed.present(Authorization.GIVEN));
  }
}
