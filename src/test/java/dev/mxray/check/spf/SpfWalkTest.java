package dev.mxray.check.spf;

import static dev.mxray.check.spf.SpfFindingCases.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Severity;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Reason;
import dev.mxray.report.SpfPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

class SpfWalkTest {
  @Test
  void softfail_is_valid() {
    assertThat(SpfPart.of(SpfLab.observe(record("v=spf1 mx ~all"))).valid()).isTrue();
    assertThat(SpfLab.ids(record("v=spf1 mx ~all"))).containsExactly("spf-softfail-all");
  }

  @Test
  void softfail_is_only_a_remark_under_an_enforced_dmarc_policy() {
    assertThat(SpfRules.judge(SpfLab.observe(record("v=spf1 mx ~all")), false, true))
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(Severity.INFO);
  }

  @Test
  void lookups_are_counted_through_includes_and_redirects_and_each_time_again() {
    SpfAnalysis analysis =
        SpfLab.analyse(
            record("v=spf1 include:a.example.com include:b.example.com redirect=c.example.com")
                + """
                a TXT "v=spf1 include:b.example.com ?all mx"
                b TXT "v=spf1 mx:example.com a:mx.example.com -all"
                c TXT "v=spf1 ptr exists:%{i}.x.org -all"
                """);
    assertThat(analysis.lookups()).isEqualTo(3 + 1 + 2 + 2 + 2);
    assertThat(analysis.all()).contains(Qualifier.FAIL);
    assertThat(analysis.valid()).isTrue();
  }

  @Test
  void strings_are_joined_without_a_space() {
    SpfPart part =
        SpfPart.of(
            SpfLab.observe(
                record("v=spf1 mx -all")
                    .replace(
                        "\"v=spf1 mx -all\"",
                        "\"v=spf1 ip4:25.1.2.\" \"3 ip4:25.1.2.4 m\" \"x -all\"")));
    assertThat(part.records()).containsExactly("v=spf1 ip4:25.1.2.3 ip4:25.1.2.4 mx -all");
    assertThat(part.lookups()).isEqualTo(1);
    assertThat(part.authorizedIpv4()).isEqualTo(3.0);
  }

  @Test
  void only_the_domain_itself_is_asked_for_its_record() {
    var client = new ZoneClient("$ORIGIN example.com.\n@ A 25.0.0.1\nmail TXT \"v=spf1 -all\"\n");
    assertThat(SpfRules.judge(SpfLab.observe(client), false, false))
        .extracting(finding -> finding.type().id())
        .containsExactly("spf-missing");
    assertThat(client.asked())
        .containsExactlyInAnyOrder(
            new Question("example.com", RecordType.TXT),
            new Question("example.com", RecordType.SPF));
  }

  @Test
  void a_failure_is_not_a_missing_record() {
    String zone = "example.com. MX 10 mx.example.com.\n!servfail example.com *\n";
    assertThat(SpfLab.ids(zone)).containsExactly("check-inconclusive");
    assertThat(SpfPart.of(SpfLab.observe(zone)).state()).isEqualTo("unknown");
    assertThat(SpfLab.observe(zone).seen()).isFalse();
  }

  @Test
  void a_gap_in_the_tree_leaves_validity_open_unless_an_error_is_proved() {
    String gap = "!timeout _spf.example.com *\n";
    assertThat(SpfLab.analyse(record("v=spf1 include:_spf.example.com -all") + gap).valid())
        .isNull();
    assertThat(SpfLab.analyse(record("v=spf1 include:_spf.example.com oops -all") + gap).valid())
        .isFalse();
    assertThat(SpfLab.analyse(record("v=spf1 a:_spf.example.com -all") + gap).valid()).isTrue();
  }

  @Test
  void terms_with_macros_are_neither_asked_nor_void_nor_a_gap() {
    var client =
        new ZoneClient(
            record("v=spf1 exists:%{ir}.x.example.com include:%{d}._inc.example.com -all"));
    SpfObservation spf = SpfLab.observe(client);
    assertThat(client.asked()).hasSize(2);
    assertThat(SpfAnalysis.of(spf).valid()).isTrue();
    assertThat(SpfAnalysis.of(spf).lookups()).isEqualTo(2);
    assertThat(SpfRules.judge(spf, false, false)).isEmpty();
  }

  @Test
  void the_offending_token_is_in_the_evidence_with_its_place_counted_from_one() {
    assertThat(
            SpfLab.finding("spf-syntax-error", record("v=spf1 mx ipv4:25.1.2.3 -all")).evidence())
        .containsEntry("term", "ipv4:25.1.2.3")
        .containsEntry("position", "11")
        .containsEntry("domain", "example.com");
  }

  @Test
  void a_loop_shows_its_way() {
    assertThat(
            SpfLab.finding(
                    "spf-include-loop",
                    record("v=spf1 include:a.example.com -all")
                        + """
                        a TXT "v=spf1 include:b.example.com -all"
                        b TXT "v=spf1 include:a.example.com -all"
                        """)
                .evidence())
        .containsEntry("detail", "example.com > a.example.com > b.example.com > a.example.com");
  }

  @Test
  void an_include_that_is_an_alias_into_a_domain_that_is_gone_may_be_open_to_registration() {
    String zone =
        record("v=spf1 include:alias.example.com -all")
            + "alias CNAME Spf.Gone-Provider.com.\nkept.com. NS mx\n";
    assertThat(SpfLab.finding("spf-include-unregistered", zone).evidence())
        .containsEntry("detail", "gone-provider.com");
    assertThat(SpfLab.ids(zone.replace("Gone-Provider.com", "kept.com")))
        .containsExactly("spf-include-missing");
  }

  @Test
  void private_addresses_are_those_of_the_address_registries() {
    assertThat(
            SpfLab.finding(
                    "spf-private-address",
                    record(
                        "v=spf1 ip4:192.88.99.1 ip6:2002:a00::/24 ip4:10.0.0.0/7 ip4:8.8.8.8 -all"))
                .evidence())
        .containsEntry("term", "ip4:192.88.99.1")
        .containsEntry("detail", "former 6to4 relay anycast (RFC 7526)")
        .containsEntry(
            "others",
            "example.com ip6:2002:a00::/24 at 24 (6to4 (RFC 3056) of private (RFC 1918))");
  }

  @Test
  void special_use_names_are_never_open_to_registration() {
    assertThat(SpfLab.ids(record("v=spf1 include:nothing.test -all") + "x.test. A 25.0.0.1\n"))
        .containsExactly("spf-include-missing");
  }

  @Test
  void everyone_passes_through_a_passing_include_only() {
    String open = "_spf TXT \"v=spf1 +all\"\n";
    assertThat(SpfLab.ids(record("v=spf1 include:_spf.example.com -all") + open))
        .contains("spf-pass-all");
    assertThat(SpfLab.ids(record("v=spf1 ?include:_spf.example.com -all") + open))
        .doesNotContain("spf-pass-all");
  }

  @Test
  void half_of_all_addresses_in_pieces_are_everyone() {
    assertThat(SpfLab.ids(record("v=spf1 ip4:0.0.0.0/2 ip4:64.0.0.0/2 -all")))
        .contains("spf-pass-all");
    assertThat(SpfLab.ids(record("v=spf1 ip4:0.0.0.0/2 ip4:64.0.0.0/3 -all")))
        .doesNotContain("spf-pass-all");
    assertThat(SpfLab.ids(record("v=spf1 ip6:8000::/1 -all"))).contains("spf-pass-all");
  }

  @Test
  void an_address_is_authorised_once_and_by_its_first_match() {
    assertThat(addresses("v=spf1 ip4:25.0.0.0/24 ip4:25.0.0.128/25 mx -all")).isEqualTo(256);
    assertThat(addresses("v=spf1 -ip4:25.0.0.0/25 ip4:25.0.0.0/24 -all")).isEqualTo(128);
    assertThat(addresses("v=spf1 ~ip4:25.0.0.0/24 mx/24 -all")).isZero();
    assertThat(addresses("v=spf1 ip4:25.0.0.0/24 -ip4:25.0.0.0/25 -all")).isEqualTo(256);
    assertThat(addresses("v=spf1 mx +all")).isEqualTo(4294967296.0);
    assertThat(addresses("v=spf1 a:mx.example.com/24 -all")).isEqualTo(256);
  }

  @Test
  void refusing_all_is_one_record_whatever_its_case_and_spaces() {
    assertThat(SpfLab.observe(record("V=SPF1   -ALL ")).refusesAll()).isTrue();
    assertThat(SpfLab.observe(record("v=spf1 mx -all")).refusesAll()).isFalse();
    assertThat(SpfLab.observe(record("v=spf1 -all") + "@ TXT \"v=spf1 -all\"").refusesAll())
        .isFalse();
  }

  @Test
  void records_that_include_each_other_many_times_over_stay_cheap() {
    var zone = new StringBuilder(record("v=spf1 include:n0.example.com -all"));
    for (int i = 0; i < 11; i++) {
      String include = "include:n" + (i + 1) + ".example.com ";
      zone.append("n" + i + " TXT \"v=spf1 ").append(include.repeat(8)).append("\"\n");
    }
    zone.append("n11 TXT \"v=spf1 -all\"\n");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          SpfPart part = SpfPart.of(SpfLab.observe(zone.toString()));
          assertThat(part.lookups()).isEqualTo(SpfCost.MAX);
          assertThat(part.valid()).isFalse();
          assertThat(SpfLab.ids(zone.toString())).contains("spf-too-many-lookups");
        });
  }

  @Test
  void a_fan_out_of_includes_ends_at_its_bounds() {
    var asked = new ArrayList<Question>();
    DnsClient endless = question -> answer(question, asked, 10);
    SpfObservation spf =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SpfLab.observe(endless));
    assertThat(asked).hasSizeLessThanOrEqualTo(SpfProbe.MAX_QUESTIONS);
    assertThat(asked.stream().filter(question -> question.type() == RecordType.TXT))
        .hasSize(SpfProbe.MAX_RECORDS);
    assertThat(SpfAnalysis.of(spf).valid()).isFalse();
    assertThat(SpfRules.judge(spf, false, false))
        .filteredOn(finding -> finding.type().id().equals("check-inconclusive"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence()).containsEntry("reason", Reason.LIMIT.words()));
  }

  @Test
  void a_record_that_names_too_much_is_asked_up_to_the_limit() {
    var terms = new StringBuilder("v=spf1 ");
    for (int i = 0; i < 200; i++) {
      terms.append("a:n").append(i).append(".example.com ");
    }
    var client = new ZoneClient(record(terms + "-all"));
    SpfObservation spf = SpfLab.observe(client);
    assertThat(client.asked()).hasSize(SpfProbe.MAX_QUESTIONS);
    assertThat(SpfAnalysis.of(spf).lookups()).isEqualTo(200);
    assertThat(SpfAnalysis.of(spf).unseen().values())
        .isNotEmpty()
        .allMatch(unknown -> unknown.reason() == Reason.LIMIT);
  }

  @Test
  void a_chain_without_end_ends_at_its_depth() {
    var asked = new ArrayList<Question>();
    SpfLab.observe(question -> answer(question, asked, 1));
    assertThat(asked.stream().filter(question -> question.type() == RecordType.TXT))
        .hasSize(SpfProbe.MAX_DEPTH + 1);
  }

  private static double addresses(String spf) {
    return SpfLab.analyse(record(spf)).authorizedIpv4();
  }

  /** A server that makes up new includes for every name. */
  private static CompletableFuture<DnsAnswer> answer(
      Question question, List<Question> asked, int includes) {
    asked.add(question);
    var text = new StringBuilder("v=spf1");
    for (int i = 0; i < includes; i++) {
      text.append(" include:").append((char) ('a' + i)).append('.').append(question.name());
    }
    boolean txt = question.type() == RecordType.TXT;
    List<Record> records =
        txt
            ? List.of(
                new TXTRecord(
                    Name.fromConstantString(question.name() + "."),
                    DClass.IN,
                    300,
                    List.of(text.toString().split("(?<=\\G.{200})"))))
            : List.of();
    return CompletableFuture.completedFuture(
        new DnsAnswer(
            question,
            txt ? DnsAnswer.Status.FOUND : DnsAnswer.Status.NODATA,
            records,
            List.of(),
            100,
            List.of(),
            null,
            1));
  }
}
