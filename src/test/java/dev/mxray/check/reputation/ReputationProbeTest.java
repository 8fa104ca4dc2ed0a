package dev.mxray.check.reputation;

import static dev.mxray.check.reputation.ReputationLab.LISTS;
import static dev.mxray.check.reputation.ReputationLab.MAIL;
import static dev.mxray.check.reputation.ReputationLab.observe;
import static dev.mxray.check.reputation.ReputationLab.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Reason;
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

/** How lists are asked: which subjects, through which resolver, and when an answer is believed. */
class ReputationProbeTest {
  private static final BlockLists ZEN = ReputationLab.lists("zen.spamhaus.org");
  private static final BlockLists OWN = ReputationLab.lists("{zone: bl.example, kinds: [ip4]}");
  private static final String ONE =
      """
      example.com.    MX 10 mx.example.com.
      mx.example.com. A 25.0.2.1
      """;
  private static final String WORKS = "2.0.0.127.bl.example. A 127.0.0.2\n";
  private static final String LISTED = "1.2.0.25.bl.example. A 127.0.0.2\n";
  private static final String REFUSES = "*.0.0.127.bl.example. A 127.255.255.254\n";

  private final ZoneClient dns = new ZoneClient(ONE);

  @Test
  void both_families_of_exchanges_and_the_senders_of_the_spf_record_are_asked_for() {
    ReputationObservation seen = observe(ReputationLab.ZEN_AND_DBL, MAIL + LISTS);
    assertThat(words(seen))
        .containsExactly(
            "25.0.2.1 zen.spamhaus.org clean",
            "2e00:25::1 zen.spamhaus.org clean",
            "25.0.2.9 zen.spamhaus.org clean",
            "example.com dbl.spamhaus.org clean");
    assertThat(seen.asked()).isEqualTo(3);
    assertThat(seen.usable()).isEqualTo(3);
  }

  @Test
  void nothing_is_asked_about_addresses_that_are_not_public_and_networks_are_no_senders() {
    var client =
        new ZoneClient(
            LISTS
                + """
                  example.com. MX 10 mx.example.com.
                  mx.example.com. A 10.0.0.1
                  example.com. TXT "v=spf1 ip4:192.0.2.1 ip4:25.0.3.0/24 -ip4:25.0.2.8 ip6:2e00:25::5/128 -all ip4:25.0.2.7"
                  """);
    assertThat(words(observe(ZEN, client, client)))
        .containsExactly("2e00:25::5 zen.spamhaus.org clean");
  }

  @Test
  void an_address_of_exchange_and_spf_record_is_asked_for_once() {
    var client =
        new ZoneClient(
            LISTS + ONE + "example.com. TXT \"v=spf1 ip4:25.0.2.1 ip4:25.0.2.1/32 -all\"\n");
    ReputationObservation seen = observe(ZEN, client, client);
    assertThat(seen.answers())
        .singleElement()
        .satisfies(one -> assertThat(one.hosts()).containsExactly("mx.example.com"));
    assertThat(client.asked())
        .filteredOn(asked -> asked.name().equals("1.2.0.25.zen.spamhaus.org"))
        .hasSize(1);
  }

  @Test
  void more_than_sixteen_senders_are_not_asked_for_and_told() {
    String record =
        IntStream.range(0, 20)
            .mapToObj(i -> (i == 10 ? "\" \"" : "") + " ip4:25.0.3." + i)
            .collect(Collectors.joining("", "\"v=spf1", " -all\""));
    var client = new ZoneClient(ONE + "example.com. TXT " + record + "\n");
    HostAddresses found =
        HostAddresses.observe("example.com", client, client, address -> {}).join();
    assertThat(found.addresses()).hasSize(17);
    assertThat(found.unseen())
        .singleElement()
        .satisfies(
            unseen ->
                assertThat(unseen.unknown().step())
                    .isEqualTo("4 more addresses of the SPF record"));
  }

  @Test
  void a_subdomain_is_asked_for_and_so_is_what_was_registered() {
    var client = new ZoneClient(LISTS + "other.com. A 25.0.0.1\n");
    var probe =
        new ReputationProbe(
            "mail.example.co.uk",
            ReputationLab.lists("dbl.spamhaus.org"),
            new ListTests(),
            resolvers(LoneResolver.of(client)),
            PublicSuffixes::bundled);
    HostAddresses none =
        HostAddresses.observe("mail.example.co.uk", client, client, address -> {}).join();
    assertThat(words(probe.observe(none).join()))
        .containsExactly(
            "mail.example.co.uk dbl.spamhaus.org clean", "example.co.uk dbl.spamhaus.org clean");
  }

  @Test
  void an_answer_counts_from_the_resolver_through_which_the_list_works() {
    // The first resolver is refused with a code; what it says about the address is no listing.
    var first = new ZoneClient(REFUSES + LISTED.replace("127.0.0.2", "127.255.255.254"));
    var second = new ZoneClient(WORKS + LISTED);
    ReputationObservation seen = observe(OWN, dns, first, second);
    assertThat(words(seen)).containsExactly("25.0.2.1 bl.example listed");
    assertThat(names(second)).contains("2.0.0.127.bl.example", "1.0.0.127.bl.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!servfail 2.0.0.127.bl.example A\n",
        "!refused 2.0.0.127.bl.example *\n",
        WORKS + "!servfail 1.2.0.25.bl.example A\n",
        // Refused without a word: the zone is there, and no point is listed.
        "bl.example. SOA ns.example. h.example. 1 2 3 4 5\n"
      })
  void the_next_resolver_is_asked_where_one_is_refused_or_fails(String zone) {
    assertThat(words(observe(OWN, dns, new ZoneClient(zone), new ZoneClient(WORKS + LISTED))))
        .containsExactly("25.0.2.1 bl.example listed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WORKS,
        WORKS + "!timeout 1.2.0.25.bl.example A\n",
        "!timeout 2.0.0.127.bl.example A\n",
        WORKS + "1.0.0.127.bl.example. A 127.0.0.2\n",
        WORKS + "1.2.0.25.bl.example. A 25.9.9.9\n",
        "other. A 25.0.0.1\n"
      })
  void no_other_resolver_is_asked_where_one_answers_or_the_list_is_silent_or_broken(String zone) {
    var second = new ZoneClient(WORKS + LISTED);
    observe(OWN, dns, new ZoneClient(zone), second);
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void a_list_that_refuses_everybody_is_refused_and_at_most_four_resolvers_are_tried() {
    var resolvers = IntStream.range(0, 6).mapToObj(i -> new ZoneClient(REFUSES)).toList();
    ReputationObservation seen = observe(OWN, dns, resolvers.toArray(DnsClient[]::new));
    assertThat(words(seen)).containsExactly("25.0.2.1 bl.example refused");
    assertThat(resolvers.stream().filter(one -> !one.asked().isEmpty())).hasSize(4);
    assertThat(seen.usable()).isZero();
    assertThat(seen.asked()).isEqualTo(1);
  }

  @Test
  void a_refusal_says_more_than_the_failure_of_another_resolver() {
    var fails = new ZoneClient("!servfail *.0.0.127.bl.example *\n");
    assertThat(words(observe(OWN, dns, new ZoneClient(REFUSES), fails)))
        .containsExactly("25.0.2.1 bl.example refused");
    assertThat(words(observe(OWN, dns, fails, new ZoneClient(REFUSES))))
        .containsExactly("25.0.2.1 bl.example refused");
  }

  @Test
  void a_resolver_that_is_down_is_left_for_the_next() {
    var down = new Down();
    assertThat(words(observe(OWN, dns, down, new ZoneClient(WORKS + LISTED))))
        .containsExactly("25.0.2.1 bl.example listed");
  }

  /** A resolver that answers nothing to anybody. */
  private static final class Down implements LoneResolver {
    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      return CompletableFuture.completedFuture(
          DnsAnswer.unknown(question, Reason.TIMEOUT, List.of(), 5));
    }

    @Override
    public boolean seemsDown() {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Lists the whole world.
        WORKS + "1.0.0.127.bl.example. A 127.0.0.2\n" + LISTED,
        "*.bl.example. A 127.0.0.2\n",
        // Answers as no list does: a parked domain.
        "*.bl.example. A 25.9.9.9\n",
        WORKS + "1.2.0.25.bl.example. A 25.9.9.9\n1.2.0.25.bl.example. A 127.0.0.2\n",
        // Lists nothing.
        "bl.example. SOA ns.example. h.example. 1 2 3 4 5\n",
        // Is gone.
        "example. A 25.0.0.1\n"
      })
  void a_list_that_fails_its_test_is_broken_whatever_it_says(String zone) {
    assertThat(words(observe(OWN, dns, new ZoneClient(zone))))
        .containsExactly("25.0.2.1 bl.example broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!timeout 2.0.0.127.bl.example A\n" + LISTED,
        WORKS + LISTED + "!timeout 1.0.0.127.bl.example A\n",
        WORKS + LISTED + "!timeout 1.2.0.25.bl.example A\n"
      })
  void a_list_that_does_not_answer_is_unknown_and_neither_broken_nor_clean(String zone) {
    assertThat(words(observe(OWN, dns, new ZoneClient(zone))))
        .containsExactly("25.0.2.1 bl.example unknown");
  }

  @Test
  void a_list_that_fails_for_one_family_works_for_the_other() {
    BlockLists both = ReputationLab.lists("{zone: bl.example, kinds: [ip4, ip6]}");
    String zone = ONE + "mx.example.com. AAAA 2e00:25::1\n" + WORKS;
    assertThat(words(observe(both, zone)))
        .containsExactly("25.0.2.1 bl.example clean", "2e00:25::1 bl.example broken");
  }

  @Test
  void an_untested_list_is_believed_unless_it_is_gone_or_lists_the_world() {
    BlockLists untested = ReputationLab.lists("{zone: bl.example, kinds: [ip4], tested: []}");
    assertThat(words(observe(untested, ONE + LISTED)))
        .containsExactly("25.0.2.1 bl.example listed");
    assertThat(words(observe(untested, ONE + "other.bl.example. A 127.0.0.2\n")))
        .containsExactly("25.0.2.1 bl.example clean");
    assertThat(words(observe(untested, ONE))).containsExactly("25.0.2.1 bl.example broken");
    assertThat(words(observe(untested, ONE + "*.bl.example. A 127.0.0.2\n")))
        .containsExactly("25.0.2.1 bl.example broken");
    assertThat(words(observe(untested, ONE + REFUSES)))
        .containsExactly("25.0.2.1 bl.example refused");
  }

  @Test
  void a_list_is_tested_once_for_all_scans_and_not_asked_when_it_is_known_to_be_broken() {
    var client = new ZoneClient(ONE + WORKS + "1.0.0.127.bl.example. A 127.0.0.2\n");
    var tests = new ListTests();
    for (int i = 0; i < 3; i++) {
      assertThat(words(ReputationLab.start(OWN, dns, tests, client).join()))
          .containsExactly("25.0.2.1 bl.example broken");
    }
    assertThat(names(client)).containsExactly("2.0.0.127.bl.example", "1.0.0.127.bl.example");
  }

  @Test
  void a_test_that_hangs_ends_with_the_scan_and_goes_on_for_others() {
    Map<Question, CompletableFuture<DnsAnswer>> waiting = new LinkedHashMap<>();
    DnsClient hangs = question -> waiting.computeIfAbsent(question, q -> new CompletableFuture<>());
    var end = new CompletableFuture<Reason>();
    var tests = new ListTests();
    var probe =
        new ReputationProbe(
            "example.com",
            OWN,
            tests,
            new ListResolvers(
                List.of(LoneResolver.of(new ZoneClient(WORKS + LISTED))), List.of(hangs), end),
            PublicSuffixes::bundled);
    var seen =
        HostAddresses.observe("example.com", dns, dns, probe::start).thenCompose(probe::observe);
    assertThat(seen).isNotDone();
    end.complete(Reason.DEADLINE);
    assertThat(words(seen.join())).containsExactly("25.0.2.1 bl.example unknown");
    var later = ReputationLab.start(OWN, dns, tests, new ZoneClient(LISTED));
    var zone = new ZoneClient(WORKS);
    Map.copyOf(waiting).forEach((question, answer) -> answer.complete(zone.ask(question).join()));
    assertThat(words(later.join())).containsExactly("25.0.2.1 bl.example listed");
  }

  @Test
  void where_a_list_is_gone_its_other_answers_are_not_waited_for() {
    var zone = new ZoneClient("other. A 25.0.0.1\n");
    DnsClient slow =
        question ->
            question.type() == RecordType.SOA || question.name().startsWith("2.0.0.127")
                ? zone.ask(question)
                : new CompletableFuture<>();
    assertThat(words(observe(OWN, dns, slow))).containsExactly("25.0.2.1 bl.example broken");
  }

  @Test
  void what_a_list_says_is_cut_and_printable() {
    String long_ = "x".repeat(200);
    ReputationObservation seen =
        observe(
            OWN,
            ONE
                + WORKS
                + LISTED
                + "1.2.0.25.bl.example. TXT \"\\027[31mred\" \"\\000%s\" \"%s\"\n"
                    .formatted(long_, long_));
    var listed = (ListVerdict.Listed) seen.answers().get(0).verdict();
    assertThat(listed.reason())
        .startsWith("?[31mred?xxx")
        .endsWith("...")
        .hasSize(ListAnswers.MAX_REASON + 3);
  }

  @Test
  void a_reason_that_does_not_come_is_left_out() {
    ReputationObservation seen =
        observe(OWN, ONE + WORKS + LISTED + "!timeout 1.2.0.25.bl.example TXT\n");
    var listed = (ListVerdict.Listed) seen.answers().get(0).verdict();
    assertThat(listed.reason()).isNull();
  }

  @Test
  void the_reason_is_asked_for_only_where_something_is_listed() {
    var client = new ZoneClient(MAIL + LISTS);
    observe(ReputationLab.ZEN_AND_DBL, client, client);
    assertThat(client.asked())
        .filteredOn(asked -> asked.type() == RecordType.TXT)
        .containsExactly(new Question("example.com", RecordType.TXT));
  }

  @Test
  void every_question_is_asked_as_soon_as_its_subject_is_known() {
    var zone = new ZoneClient(MAIL + LISTS + "1.2.0.25.zen.spamhaus.org. A 127.0.0.2\n");
    Map<Question, CompletableFuture<DnsAnswer>> waiting = new LinkedHashMap<>();
    DnsClient slow = question -> waiting.computeIfAbsent(question, q -> new CompletableFuture<>());
    var seen = ReputationLab.start(ReputationLab.ZEN_AND_DBL, slow, new ListTests(), slow);
    var rounds = new ArrayList<List<String>>();
    while (!seen.isDone()) {
      var round = Map.copyOf(waiting);
      waiting.keySet().removeAll(round.keySet());
      rounds.add(round.keySet().stream().map(Question::toString).sorted().toList());
      round.forEach((question, answer) -> answer.complete(zone.ask(question).join()));
    }
    String six = ".0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20) + ".zen.spamhaus.org";
    assertThat(rounds.get(0))
        .contains(
            "MX example.com",
            "TXT example.com",
            "A 2.0.0.127.zen.spamhaus.org",
            "A 2" + six,
            "A test.dbl.spamhaus.org",
            "A example.com.dbl.spamhaus.org");
    assertThat(rounds.get(1)).contains("A mx.example.com", "A 9.2.0.25.zen.spamhaus.org");
    assertThat(rounds.get(2)).contains("A 1.2.0.25.zen.spamhaus.org").hasSize(2);
    assertThat(rounds.get(3)).containsExactly("TXT 1.2.0.25.zen.spamhaus.org");
    assertThat(rounds).hasSize(4);
  }

  @Test
  void an_address_need_not_wait_for_those_that_do_not_come() {
    var zone = new ZoneClient(MAIL + LISTS);
    var asked = new ArrayList<String>();
    DnsClient dns =
        question ->
            question.equals(new Question("mx.example.com", RecordType.AAAA))
                ? new CompletableFuture<>()
                : zone.ask(question);
    DnsClient lists =
        question -> {
          asked.add(question.name());
          return zone.ask(question);
        };
    assertThat(ReputationLab.start(ZEN, dns, new ListTests(), lists)).isNotDone();
    assertThat(asked).contains("1.2.0.25.zen.spamhaus.org");
  }

  private static ListResolvers resolvers(LoneResolver one) {
    return new ListResolvers(List.of(one), List.of(one), new CompletableFuture<>());
  }

  private static List<String> names(ZoneClient client) {
    return client.asked().stream()
        .filter(asked -> asked.type() == RecordType.A)
        .map(Question::name)
        .toList();
  }
}
