package dev.mxray.check.dkim;

import static dev.mxray.check.dkim.TestKeys.txt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.dkim.DkimObservation.State;
import dev.mxray.finding.Finding;
import dev.mxray.key.SharedFactors;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.report.DkimPart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DkimProbeTest {
  private static final String GOOD = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048;
  private static final String GOOD_TOO = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048_OTHER;
  private static final String MX = "@ MX 10 mx.example.net.\n";
  private static final String GOOGLE = "@ TXT \"v=spf1 include:_spf.google.com -all\"\n";
  private static final int USUAL =
      Selectors.bundled().search("example.com", LocalDate.EPOCH, false).size();

  @Test
  void a_denied_domainkey_saves_the_catalogue() {
    var dns = client(MX + GOOGLE);

    DkimObservation dkim = observe(dns, "given");

    assertThat(dkim.state()).isEqualTo(State.ABSENT);
    assertThat(dkim.seen()).isTrue();
    assertThat(dkim.selectorsTried()).isEqualTo(2);
    assertThat(names(dns))
        .containsExactly(
            "_domainkey.example.com",
            "random._domainkey.example.com",
            "example.com",
            "example.com",
            "given._domainkey.example.com",
            "google._domainkey.example.com");
  }

  @Test
  void an_existing_domainkey_leads_to_the_catalogue_each_selector_once() {
    var dns = client(MX + GOOGLE + at("unguessable", GOOD));

    DkimObservation dkim = observe(dns, "given", "GOOGLE");

    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
    assertThat(dkim.seen()).isFalse();
    assertThat(dkim.selectorsTried()).isEqualTo(USUAL + 1);
    assertThat(dns.asked()).doesNotHaveDuplicates();
  }

  @Test
  void a_wrong_denial_of_domainkey_is_found_out_by_a_given_selector() {
    DkimObservation dkim =
        observe(new WrongDenial(client(MX + at("given", GOOD) + at("s1", GOOD_TOO))), "given");

    assertThat(DkimPart.of(dkim).found()).containsExactly("given", "s1");
  }

  @Test
  void a_wrong_denial_of_domainkey_is_found_out_by_an_inferred_selector() {
    DkimObservation dkim =
        observe(new WrongDenial(client(MX + GOOGLE + at("google", GOOD) + at("s1", GOOD_TOO))));

    assertThat(DkimPart.of(dkim).found()).containsExactly("google", "s1");
  }

  @Test
  void a_wrong_denial_of_domainkey_is_found_out_by_a_wildcard() {
    DkimObservation dkim =
        observe(new WrongDenial(client(MX + at("*", "v=DKIM1; p=") + at("s1", GOOD))));

    assertThat(DkimPart.of(dkim).found()).containsExactly("s1");
  }

  @Test
  void a_denied_domainkey_proves_nothing_when_the_provider_cannot_be_told() {
    var dns = client(MX + "!servfail example.com TXT\n");

    DkimObservation dkim = observe(dns);

    assertThat(dkim.selectorsTried()).isEqualTo(USUAL);
    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
  }

  @Test
  void an_alias_at_domainkey_that_ends_nowhere_is_no_denial() {
    DkimObservation dkim = observe(client(MX + "_domainkey CNAME gone.example.net.\n"));

    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
    assertThat(dkim.node().isPresent()).isTrue();
  }

  @Test
  void when_nobody_answers_the_catalogue_is_not_asked() {
    var dns =
        client(
            "!timeout example.com *\n!timeout _domainkey.example.com *\n!timeout *._domainkey.example.com *\n");

    DkimObservation dkim = observe(dns);

    assertThat(dkim.state()).isEqualTo(State.UNKNOWN);
    assertThat(dns.asked()).hasSize(4);
    assertThat(dkim.wildcardRecord()).isNull();
  }

  @Test
  void two_dependent_round_trips_are_enough() {
    var dns = new RoundTrips(client(MX + GOOGLE + at("s1", GOOD)));

    CompletableFuture<DkimObservation> observation = DkimProbe.observe(search(), dns);

    assertThat(dns.answerAll()).isEqualTo(5 - 1);
    assertThat(dns.answerAll()).isGreaterThanOrEqualTo(USUAL);
    assertThat(observation).isCompleted();
  }

  @Test
  void a_wildcard_key_is_not_a_key_of_every_selector() {
    DkimObservation dkim = observe(client(MX + at("*", GOOD)));

    assertThat(dkim.selectors()).isEmpty();
    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
    assertThat(dkim.wildcardRecord()).isTrue();
  }

  @Test
  void a_key_that_differs_from_the_wildcard_answer_counts() {
    DkimObservation dkim = observe(client(MX + at("*", GOOD) + at("s1", GOOD_TOO)));

    assertThat(DkimPart.of(dkim).found()).containsExactly("s1");
  }

  @Test
  void a_wildcard_of_another_kind_is_no_dkim_record() {
    DkimObservation dkim = observe(client(MX + "* TXT \"v=spf1 -all\"\n"));

    assertThat(dkim.selectors()).isEmpty();
    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
    assertThat(dkim.wildcardRecord()).isFalse();
  }

  @Test
  void a_wildcard_alias_that_ends_nowhere_dangles_at_no_selector() {
    DkimObservation dkim = observe(client(MX + "*._domainkey CNAME gone.example.net.\n"));

    assertThat(dkim.selectors()).isEmpty();
    assertThat(dkim.state()).isEqualTo(State.NOT_FOUND);
  }

  @Test
  void an_answer_that_most_selectors_share_is_a_wildcard_when_the_test_of_it_failed() {
    DkimObservation dkim =
        observe(
            client(
                MX
                    + at("*", GOOD)
                    + at("s1", GOOD_TOO)
                    + "!servfail random._domainkey.example.com TXT\n"));

    assertThat(DkimPart.of(dkim).found()).containsExactly("s1");
    assertThat(dkim.wildcardRecord()).isNull();
  }

  @Test
  void a_key_that_some_selectors_share_is_no_wildcard_when_the_test_of_it_failed() {
    String[] given = IntStream.range(0, 12).mapToObj(i -> "g" + i).toArray(String[]::new);
    var zone = new StringBuilder(MX + "!servfail random._domainkey.example.com TXT\n");
    for (String selector : given) {
      zone.append(at(selector, GOOD));
    }

    assertThat(DkimPart.of(observe(client(zone.toString()), given)).found()).containsExactly(given);
  }

  @Test
  void a_key_behind_an_alias_is_shown_with_its_target_and_provider() {
    DkimObservation dkim =
        observe(
            client(
                MX
                    + "s1._domainkey CNAME s1.domainkey.u1.wl.sendgrid.net.\n"
                    + "s1.domainkey.u1.wl.sendgrid.net. "
                    + txt(GOOD)
                    + "\n"));

    assertThat(DkimPart.of(dkim).selectors())
        .containsExactly(
            new DkimPart.Selector(
                "s1",
                GOOD,
                "rsa",
                2048,
                false,
                false,
                "s1.domainkey.u1.wl.sendgrid.net",
                "SendGrid"));
  }

  @Test
  void an_alias_to_a_name_without_a_key_is_shown_and_blamed_for_nothing() {
    DkimObservation dkim = observe(client(MX + "s1._domainkey CNAME empty\nempty A 192.0.2.1\n"));

    assertThat(DkimPart.of(dkim).selectors())
        .containsExactly(
            new DkimPart.Selector("s1", null, null, null, false, false, "empty.example.com", null));
    assertThat(DkimRules.judge(dkim, false))
        .extracting(f -> f.type().id())
        .containsExactly("dkim-not-found");
  }

  @Test
  void a_deep_search_asks_the_last_tier() {
    var search =
        new DkimSearch(
            "example.com",
            Selectors.bundled(),
            List.of(),
            true,
            LocalDate.of(2026, 11, 20),
            "random",
            new SharedFactors());
    DkimObservation dkim = DkimProbe.observe(search, client(MX + at("202607e", GOOD))).join();

    assertThat(dkim.selectors())
        .singleElement()
        .extracting(SelectorObservation::provider)
        .isEqualTo("Stalwart");
  }

  @Test
  void the_report_lists_broken_and_revoked_records_and_finds_only_readable_keys() {
    DkimPart part =
        DkimPart.of(
            observe(
                client(
                    MX
                        + at("google", "v=DKIM2; k=rsa; p=" + TestKeys.RSA_2048)
                        + at("default", "v=DKIM1; p=")
                        + at("mail", "p=aGVsbG8gd29ybGQ=")
                        + at("dkim", "v=DKIM1; t=y; p=" + TestKeys.RSA_512)
                        + at("s2", "k=ed25519; p=" + TestKeys.ED25519))));

    assertThat(part.state()).isEqualTo("present");
    assertThat(part.found()).containsExactlyInAnyOrder("dkim", "s2");
    Map<String, String> seen = new LinkedHashMap<>();
    part.selectors()
        .forEach(
            s ->
                seen.put(
                    s.selector(),
                    s.keyType() + " " + s.keyBits() + " " + s.revoked() + " " + s.testing()));
    assertThat(seen)
        .isEqualTo(
            Map.of(
                "google", "null null false false",
                "default", "null null true false",
                "mail", "null null false false",
                "dkim", "rsa 512 false true",
                "s2", "ed25519 256 false false"));
  }

  @Test
  void the_order_of_records_in_an_answer_changes_nothing() {
    List<String> records = List.of(GOOD, "v=DKIM1; p=", "v=DKIM1", GOOD_TOO, "v=DKIM1; k");
    String one = String.join("", records.stream().map(r -> at("s1", r)).toList());
    String other =
        String.join(
            "", IntStream.rangeClosed(1, 5).mapToObj(i -> at("s1", records.get(5 - i))).toList());

    List<Finding> findings = DkimRules.judge(observe(client(MX + one)), false);

    assertThat(DkimRules.judge(observe(client(MX + other)), false)).isEqualTo(findings);
    assertThat(findings)
        .extracting(f -> f.type().id())
        .contains("dkim-multiple-records", "dkim-key-revoked", "dkim-syntax-error");
  }

  /** A name server that denies empty non-terminals. */
  private record WrongDenial(ZoneClient dns) implements DnsClient {
    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      return question.name().equals("_domainkey.example.com")
          ? dns.ask(new Question("nothing.example.com", question.type()))
          : dns.ask(question);
    }
  }

  /** Answers when told, everything that was asked until then. */
  private static final class RoundTrips implements DnsClient {
    private final ZoneClient dns;
    private List<Runnable> waiting = new ArrayList<>();

    RoundTrips(ZoneClient dns) {
      this.dns = dns;
    }

    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      var future = new CompletableFuture<DnsAnswer>();
      waiting.add(() -> future.complete(dns.ask(question).join()));
      return future;
    }

    int answerAll() {
      List<Runnable> now = waiting;
      waiting = new ArrayList<>();
      now.forEach(Runnable::run);
      return now.size();
    }
  }

  private static ZoneClient client(String zone) {
    return new ZoneClient("$ORIGIN example.com.\n" + zone);
  }

  private static DkimSearch search(String... given) {
    return new DkimSearch(
        "example.com",
        Selectors.bundled(),
        List.of(given),
        false,
        LocalDate.EPOCH,
        "random",
        new SharedFactors());
  }

  private static DkimObservation observe(DnsClient dns, String... given) {
    return DkimProbe.observe(search(given), dns).join();
  }

  private static List<String> names(ZoneClient dns) {
    return dns.asked().stream().map(Question::name).toList();
  }

  private static String at(String selector, String record) {
    return selector + "._domainkey " + txt(record) + "\n";
  }
}
