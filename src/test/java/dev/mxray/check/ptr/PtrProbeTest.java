package dev.mxray.check.ptr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.report.PtrPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtrProbeTest {

  @Test
  void both_families_are_looked_up_under_their_reverse_names() {
    var dns =
        new ZoneClient(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            mx.example.com. AAAA 2e00:25::1
            1.2.0.25.in-addr.arpa. PTR MX.example.com.
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.2.0.0.0.0.e.2.ip6.arpa. PTR mx.example.com.
            """);
    assertThat(PtrPart.of(observe(dns)))
        .containsExactly(
            new PtrPart("25.0.2.1", List.of("mx.example.com"), true, false),
            new PtrPart("2e00:25::1", List.of("mx.example.com"), true, false));
  }

  @Test
  void a_name_is_followed_in_the_family_of_its_address_only() {
    var dns =
        new ZoneClient(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            1.2.0.25.in-addr.arpa. PTR other.example.net.
            """);
    observe(dns);
    assertThat(dns.asked())
        .contains(new Question("other.example.net", RecordType.A))
        .doesNotContain(new Question("other.example.net", RecordType.AAAA));
  }

  @Test
  void a_delegation_by_alias_is_followed() {
    // RFC 2317: the provider hands a part of its reverse zone to the customer.
    PtrObservation ptr =
        observe(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            1.2.0.25.in-addr.arpa. CNAME 1.0-28.2.0.25.in-addr.arpa.
            1.0-28.2.0.25.in-addr.arpa. PTR mx.example.com.
            """);
    assertThat(ptr.addresses().get(0).confirmed()).isEqualTo(Observed.present("mx.example.com"));
  }

  @Test
  void nothing_is_asked_about_addresses_that_are_not_public() {
    var dns =
        new ZoneClient(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 10.0.0.1
            mx.example.com. A 192.0.2.1
            mx.example.com. AAAA fd00::1
            mx.example.com. AAAA ::ffff:25.0.2.1
            """);
    assertThat(observe(dns)).isEqualTo(PtrObservation.none());
    assertThat(dns.asked()).extracting(Question::type).doesNotContain(RecordType.PTR);
  }

  @Test
  void addresses_beyond_the_limits_are_not_asked_and_told() {
    String addresses =
        IntStream.range(0, 40)
            .mapToObj(i -> "mx.example.com. A 25.0.2." + i + "\n")
            .collect(Collectors.joining());
    var dns = new ZoneClient("example.com. MX 10 mx.example.com.\n" + addresses);
    PtrObservation ptr = observe(dns);
    assertThat(ptr.addresses()).hasSize(32);
    assertThat(dns.asked()).filteredOn(asked -> asked.type() == RecordType.PTR).hasSize(32);
    assertThat(ptr.unseen())
        .singleElement()
        .satisfies(
            unseen -> {
              assertThat(unseen.subject()).isEqualTo("example.com");
              assertThat(unseen.unknown().step()).isEqualTo("8 more addresses of exchanges");
            });
  }

  @Test
  void exchanges_beyond_the_limit_are_not_asked_and_told_once() {
    String hosts =
        IntStream.range(10, 30)
            .mapToObj(
                i ->
                    "example.com. MX %d mx%d.example.com.\nmx%d.example.com. A 25.0.2.%d\n"
                        .formatted(i, i, i, i))
            .collect(Collectors.joining());
    PtrObservation ptr = observe(hosts);
    assertThat(ptr.addresses()).hasSize(16);
    assertThat(ptr.unseen())
        .singleElement()
        .satisfies(
            unseen ->
                assertThat(unseen.unknown().step()).isEqualTo("the addresses of 4 more exchanges"));
  }

  @Test
  void at_most_ten_names_of_an_address_are_followed_and_all_are_kept() {
    String names =
        IntStream.range(10, 40)
            .mapToObj(i -> "1.2.0.25.in-addr.arpa. PTR n" + i + ".example.net.\n")
            .collect(Collectors.joining());
    PtrObservation ptr =
        observe("example.com. MX 10 mx.example.com.\nmx.example.com. A 25.0.2.1\n" + names);
    assertThat(ptr.addresses().get(0).forward()).hasSize(10);
    assertThat(PtrPart.of(ptr).get(0).names()).hasSize(30);
    assertThat(PtrPart.of(ptr).get(0).forwardConfirmed()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "a\\000b.net.", "\\255\\255.net.", "*.net.", "\\\"q\\\".net.", "x\\ y."})
  void any_octets_can_be_the_name_of_an_address(String name) {
    PtrObservation ptr =
        observe(
            "example.com. MX 10 mx.example.com.\nmx.example.com. A 25.0.2.1\n"
                + "1.2.0.25.in-addr.arpa. PTR "
                + name
                + "\nother.net. A 25.0.2.2\n");
    assertThat(PtrRules.judge(ptr)).isNotEmpty();
    assertThat(PtrPart.of(ptr).get(0).forwardConfirmed()).isFalse();
  }

  @Test
  void locating_the_exchanges_never_asks_who_could_register_their_names() {
    var dns = new ZoneClient("example.com. MX 10 mx.gone-for-good.net.\nother.net. A 25.0.2.2\n");
    observe(dns);
    assertThat(dns.asked()).extracting(Question::type).doesNotContain(RecordType.NS);
  }

  @Test
  void senders_of_the_own_spf_record_are_looked_up_and_marked() {
    PtrObservation ptr =
        observe(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            example.com. TXT "v=spf1 ip4:25.0.2.1 ip4:25.0.2.7 ip6:2e00:25::7 ip4:25.0.9.0/31 -all"
            7.2.0.25.in-addr.arpa. PTR out.example.com.
            out.example.com. A 25.0.2.7
            """);
    assertThat(PtrPart.of(ptr))
        .containsExactly(
            new PtrPart("25.0.2.1", List.of(), false, /* sender= */ false),
            new PtrPart("25.0.2.7", List.of("out.example.com"), true, /* sender= */ true),
            new PtrPart("2e00:25::7", List.of(), false, /* sender= */ true));
    assertThat(PtrRules.judge(ptr))
        .extracting(Finding::subject, finding -> finding.evidence().get("hosts"))
        .containsExactly(
            tuple("25.0.2.1", "mx.example.com"),
            tuple("2e00:25::7", "a sender of the domain's SPF record"));
    assertThat(PtrRules.judge(ptr.withoutExchanges()))
        .extracting(Finding::subject)
        .containsExactly("2e00:25::7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 -ip4:25.0.2.7 -all",
        "v=spf1 ~ip4:25.0.2.7 -all",
        "v=spf1 -all ip4:25.0.2.7",
        "v=spf1 ip4:25.0.2.0/24 -all",
        "v=spf1 ip4:10.0.0.1 ip6:fd00::1 -all",
        "v=spf1 include:other.example.com -all",
        "v=spf2 ip4:25.0.2.7"
      })
  void who_may_not_send_or_is_one_of_many_is_no_sender(String record) {
    assertThat(
            observe(
                    "example.com. A 25.0.2.1\nexample.com. TXT \"%s\"\nother.example.com. TXT \"v=spf1 ip4:25.0.2.8\"\n"
                        .formatted(record))
                .addresses())
        .extracting(ReverseName::address)
        .containsExactly("25.0.2.1");
  }

  @Test
  void of_two_spf_records_none_counts() {
    assertThat(
            observe(
                    """
                    example.com. A 25.0.2.1
                    example.com. TXT "v=spf1 ip4:25.0.2.7 -all"
                    example.com. TXT "v=spf1 ip4:25.0.2.8 -all"
                    """)
                .addresses())
        .hasSize(1);
  }

  @Test
  void the_whole_chain_is_four_round_trips_also_beside_an_exchange_that_is_gone() {
    var zones =
        new ZoneClient(
            """
            example.com. MX 10 mx.example.com.
            example.com. MX 20 mx.gone-for-good.net.
            mx.example.com. A 25.0.2.1
            mx.example.com. A 25.0.2.2
            1.2.0.25.in-addr.arpa. PTR mx.example.com.
            2.2.0.25.in-addr.arpa. PTR a.example.net.
            2.2.0.25.in-addr.arpa. PTR b.example.net.
            """);
    Map<Question, CompletableFuture<DnsAnswer>> waiting = new LinkedHashMap<>();
    DnsClient dns = question -> waiting.computeIfAbsent(question, q -> new CompletableFuture<>());
    var observation = Reverse.observe("example.com", dns);
    var rounds = new ArrayList<List<String>>();
    while (!observation.isDone()) {
      var round = Map.copyOf(waiting);
      waiting.clear();
      rounds.add(round.keySet().stream().map(Question::toString).sorted().toList());
      round.forEach((question, answer) -> answer.complete(zones.ask(question).join()));
    }
    assertThat(rounds)
        .containsExactly(
            List.of("A example.com", "AAAA example.com", "MX example.com", "TXT example.com"),
            List.of(
                "A mx.example.com",
                "A mx.gone-for-good.net",
                "AAAA mx.example.com",
                "AAAA mx.gone-for-good.net"),
            List.of("PTR 1.2.0.25.in-addr.arpa", "PTR 2.2.0.25.in-addr.arpa"),
            List.of("A a.example.net", "A b.example.net", "A mx.example.com"));
  }

  private static PtrObservation observe(String zone) {
    return observe(new ZoneClient(zone));
  }

  private static PtrObservation observe(ZoneClient dns) {
    return Reverse.observe("example.com", dns).join();
  }
}
