package dev.mxray.check.mx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxObservation.State;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.report.MxPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MxProbeTest {

  @Test
  void records_are_sorted_and_their_hosts_are_lower_case_without_final_dot() {
    MxObservation mx =
        observe(
            """
            example.com. MX 20 b.example.com.
            example.com. MX 10 MX.Example.COM.
            example.com. MX 20 a.example.com.
            """);
    assertThat(mx.records())
        .isEqualTo(
            Observed.present(
                List.of(
                    new MxRecord(10, "mx.example.com"),
                    new MxRecord(20, "a.example.com"),
                    new MxRecord(20, "b.example.com"))));
    assertThat(mx.hosts())
        .extracting(Exchange::host)
        .containsExactly("mx.example.com", "a.example.com", "b.example.com");
    assertThat(mx.name()).isEqualTo(Observed.present(true));
    assertThat(mx.state()).isEqualTo(State.PRESENT);
  }

  @Test
  void a_host_that_is_listed_twice_is_one_host_with_its_best_preference() {
    var dns =
        new ZoneClient(
            """
            example.com. MX 20 mx.example.com.
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            """);
    MxObservation mx = observe(dns);
    assertThat(mx.hosts()).hasSize(1);
    assertThat(mx.hosts().get(0).preference()).isEqualTo(10);
    assertThat(dns.asked())
        .filteredOn(question -> question.name().equals("mx.example.com"))
        .hasSize(2);
  }

  @Test
  void addresses_are_canonical_and_mapped_ones_stay_ipv6() {
    MxObservation mx =
        observe(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.2.1
            mx.example.com. AAAA 2e00:25:0:0:0:0:0:1
            mx.example.com. AAAA ::ffff:10.0.0.1
            """);
    assertThat(mx.hosts().get(0).addresses())
        .containsExactly("25.0.2.1", "2e00:25::1", "::ffff:10.0.0.1");
  }

  @Test
  void aliases_are_kept_also_when_they_lead_nowhere() {
    MxObservation mx =
        observe(
            """
            example.com. MX 10 a.example.com.
            example.com. MX 20 b.example.com.
            a.example.com. CNAME c.example.com.
            c.example.com. CNAME MX.example.com.
            mx.example.com. A 25.0.2.1
            b.example.com. CNAME gone.example.com.
            """);
    assertThat(mx.hosts().get(0).aliases()).containsExactly("c.example.com", "mx.example.com");
    assertThat(mx.hosts().get(1).aliases()).containsExactly("gone.example.com");
    assertThat(mx.hosts().get(1).hasNoAddress()).isTrue();
  }

  @Test
  void a_null_mx_is_a_record_with_the_empty_host_and_no_exchange() {
    MxObservation mx = observe("example.com. MX 0 .\nexample.com. A 25.0.2.1\n");
    assertThat(mx.records()).isEqualTo(Observed.present(List.of(new MxRecord(0, ""))));
    assertThat(mx.hosts()).isEmpty();
    assertThat(mx.state()).isEqualTo(State.NULL_MX);
  }

  @Test
  void a_domain_with_an_address_and_no_mx_is_its_own_exchange() {
    MxObservation mx = observe("example.com. A 25.0.2.1\nexample.com. AAAA 2e00:25::1\n");
    assertThat(mx.state()).isEqualTo(State.IMPLICIT);
    assertThat(mx.ownAddresses()).isEqualTo(Observed.present(List.of("25.0.2.1", "2e00:25::1")));
    assertThat(MxPart.of(mx))
        .isEqualTo(
            new MxPart(
                "implicit",
                List.of(new MxPart.Host("example.com", 0, List.of("25.0.2.1", "2e00:25::1")))));
  }

  @ParameterizedTest
  @CsvSource({
    "present, example.com. MX 10 mx.example.com.",
    "implicit, example.com. AAAA 2e00:25::1",
    "null_mx, example.com. MX 0 .",
    "absent, example.com. TXT \"here\"",
    "absent, other.com. A 25.0.2.1",
    "unknown, !timeout example.com MX"
  })
  void the_state_is_a_word_of_the_report(String state, String zone) {
    assertThat(MxPart.of(observe(zone + "\n")).state()).isEqualTo(state);
  }

  @Test
  void one_address_family_is_enough_for_an_implicit_exchange_and_the_other_stays_unknown() {
    MxObservation mx = observe("example.com. A 25.0.2.1\n!timeout example.com AAAA\n");
    assertThat(mx.state()).isEqualTo(State.IMPLICIT);
    assertThat(mx.hosts().get(0).ipv6().isUnknown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAAA"})
  void without_mx_an_address_that_was_not_seen_leaves_the_routing_unknown(String type) {
    MxObservation mx = observe("example.com. TXT \"x\"\n!servfail example.com " + type + "\n");
    assertThat(mx.state()).isEqualTo(State.UNKNOWN);
    assertThat(mx.hosts()).isEmpty();
  }

  @Test
  void a_name_is_missing_when_two_types_say_so_and_none_says_otherwise() {
    assertThat(observe("other.com. A 25.0.2.1\n").name().isNxdomain()).isTrue();
    assertThat(observe("!timeout example.com A\n").name().isNxdomain()).isTrue();
    assertThat(observe("!timeout example.com MX\n").name().isNxdomain()).isTrue();
    String twoFail = "!timeout example.com MX\n!servfail example.com A\n";
    assertThat(observe(twoFail).name().isUnknown()).isTrue();
    assertThat(observe("a.example.com. A 25.0.2.1\n").name().isPresent()).isTrue();
  }

  @Test
  void an_address_in_place_of_a_host_is_not_asked() {
    var dns =
        new ZoneClient(
            """
            example.com. MX 10 25.0.2.1.
            example.com. MX 20 [25.0.2.2].
            example.com. MX 30 2e00:25::1.
            example.com. MX 40 [IPv6:2e00:25::2].
            """);
    MxObservation mx = observe(dns);
    assertThat(mx.hosts())
        .extracting(host -> host.addressLiteral().orElseThrow().toString())
        .containsExactly("25.0.2.1", "25.0.2.2", "2e00:25::1", "2e00:25::2");
    assertThat(dns.asked()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\000b.net.",
        "a\\.b.net.",
        "\\[10.0.0.1.",
        "\\255\\255.net.",
        "\\\"q\\\".net.",
        "*.net.",
        "-.net.",
        "\\;\\(\\@.x\\ y."
      })
  void any_octets_can_be_the_name_of_an_exchange(String name) {
    var dns = new ZoneClient("example.com. MX 10 " + name + "\nother.net. A 25.0.2.1\n");
    MxObservation mx = observe(dns);
    assertThat(mx.hosts())
        .singleElement()
        .satisfies(host -> assertThat(host.hasNoAddress()).isTrue());
    assertThat(MxRules.judge(mx, false)).isNotEmpty();
  }

  @Test
  void localhost_is_loopback_whatever_resolvers_say() {
    var dns = new ZoneClient("example.com. MX 10 localhost.\n!servfail localhost *\n");
    assertThat(observe(dns).hosts().get(0).addresses()).containsExactly("127.0.0.1", "::1");
    assertThat(dns.asked()).hasSize(3);
  }

  @Test
  void hundreds_of_exchanges_are_all_listed_and_the_best_hundred_are_asked() {
    String zone =
        IntStream.range(0, 700)
            .mapToObj(i -> "example.com. MX %d mx%03d.example.com.\n".formatted(i, i))
            .collect(Collectors.joining());
    var dns = new ZoneClient(zone);
    MxObservation mx = observe(dns);
    assertThat(mx.hosts()).hasSize(700);
    assertThat(dns.asked()).hasSize(3 + 2 * 100);
    assertThat(mx.hosts().get(99).ipv4().isAbsent()).isTrue();
    assertThat(mx.hosts().get(100).ipv4())
        .isEqualTo(new Observed.Unknown<>(Reason.LIMIT, "A mx100.example.com", List.of()));
  }

  @Test
  void questions_that_do_not_depend_on_each_other_are_asked_at_once() {
    var dns =
        new Rounds(
            """
            example.com. MX 10 mx.gone-for-good.net.
            example.com. MX 20 mx.example.com.
            mx.example.com. A 25.0.2.1
            other.net. A 25.0.2.2
            """);
    var observation = MxProbe.observe("example.com", dns, PublicSuffixes::bundled, 100);
    var rounds = new ArrayList<List<String>>();
    for (List<String> round = dns.answerAll(); !round.isEmpty(); round = dns.answerAll()) {
      rounds.add(round);
      if (rounds.size() == 2) {
        dns.awaitQuestion(); // the suffix list is read on another thread
      }
    }
    assertThat(rounds.get(0))
        .containsExactlyInAnyOrder("MX example.com", "A example.com", "AAAA example.com");
    assertThat(rounds.get(1))
        .containsExactlyInAnyOrder(
            "A mx.gone-for-good.net",
            "AAAA mx.gone-for-good.net",
            "A mx.example.com",
            "AAAA mx.example.com");
    assertThat(rounds.get(2)).containsExactlyInAnyOrder("NS gone-for-good.net", "NS net");
    assertThat(rounds).hasSize(3);
    assertThat(observation.join().hosts().get(0).unregistered())
        .isEqualTo(Observed.present("gone-for-good.net"));
  }

  @Test
  void exchanges_do_not_wait_for_the_addresses_of_the_domain() {
    var dns = new Rounds("example.com. MX 10 mx.example.com.\nmx.example.com. A 25.0.2.1\n");
    var observation = MxProbe.observe("example.com", dns, PublicSuffixes::bundled, 100);
    dns.answer("MX example.com");
    assertThat(dns.waiting()).contains("A mx.example.com", "AAAA mx.example.com", "A example.com");
    assertThat(observation).isNotDone();
    dns.answerAll();
    assertThat(observation).isCompleted();
  }

  @Test
  void an_ordinary_scan_does_not_touch_the_suffix_list() {
    var dns = new ZoneClient("example.com. MX 10 gone.example.com.\n");
    MxProbe.observe(
            "example.com",
            dns,
            () -> {
              throw new AssertionError("the suffix list was asked for");
            },
            100)
        .join();
  }

  private static MxObservation observe(String zone) {
    return observe(new ZoneClient(zone));
  }

  private static MxObservation observe(DnsClient dns) {
    return MxProbe.observe("example.com", dns, PublicSuffixes::bundled, 100).join();
  }

  /** Answers only when it is told to, so that the order of questions shows. */
  private static final class Rounds implements DnsClient {
    private final ZoneClient zones;
    private final Map<Question, CompletableFuture<DnsAnswer>> waiting = new LinkedHashMap<>();

    Rounds(String zone) {
      this.zones = new ZoneClient(zone);
    }

    @Override
    public synchronized CompletableFuture<DnsAnswer> ask(Question question) {
      notifyAll();
      return waiting.computeIfAbsent(question, asked -> new CompletableFuture<>());
    }

    synchronized List<String> waiting() {
      return waiting.keySet().stream().map(Question::toString).toList();
    }

    void answer(String question) {
      Question asked;
      CompletableFuture<DnsAnswer> future;
      synchronized (this) {
        asked =
            waiting.keySet().stream()
                .filter(one -> one.toString().equals(question))
                .findFirst()
                .orElseThrow();
        future = Objects.requireNonNull(waiting.remove(asked));
      }
      future.complete(zones.ask(asked).join());
    }

    List<String> answerAll() {
      List<String> round = waiting();
      round.forEach(this::answer);
      return round;
    }

    synchronized void awaitQuestion() {
      try {
        for (int i = 0; i < 100 && waiting.size() < 2; i++) {
          wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
