package dev.mxray.check.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.check.smtp.SmtpObservation.Unseen;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.Dialogues;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.NoTrials;
import dev.mxray.net.mail.Reply;
import dev.mxray.net.mail.SmtpDialogue;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.observe.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is talked to, when, and what the rules make of it. */
class SmtpProbeTest {
  private static final String ZONE =
      """
      example.com.     MX 10 mx.example.com.
      example.com.     MX 20 mx2.example.com.
      mx.example.com.  A    25.0.0.1
      mx.example.com.  AAAA 2e00:25::1
      mx2.example.com. A    25.9.0.2
      """;

  private final List<SmtpTarget> talkedTo = new ArrayList<>();
  private final CompletableFuture<How> stop = new CompletableFuture<>();

  @Test
  void every_port_of_every_address_of_every_exchange_is_talked_to() {
    SmtpObservation smtp = observe(ZONE, healthy());
    assertThat(smtp.servers().stream().map(ServerObservation::subject))
        .containsExactly(
            "mx.example.com[25.0.0.1]:25",
            "mx.example.com[25.0.0.1]:465",
            "mx.example.com[25.0.0.1]:587",
            "mx.example.com[2e00:25::1]:25",
            "mx.example.com[2e00:25::1]:465",
            "mx.example.com[2e00:25::1]:587",
            "mx2.example.com[25.9.0.2]:25",
            "mx2.example.com[25.9.0.2]:465",
            "mx2.example.com[25.9.0.2]:587");
    assertThat(talkedTo).extracting(SmtpTarget::implicitTls).contains(true, false);
    assertThat(talkedTo).allMatch(target -> target.implicitTls() == (target.port() == 465));
    assertThat(smtp.hosts()).containsExactly("mx.example.com", "mx2.example.com");
    assertThat(smtp.greeted()).isEqualTo(2);
  }

  @Test
  void an_exchange_is_talked_to_as_soon_as_one_of_its_addresses_is_known() {
    var zone = new ZoneClient(ZONE);
    var slow = new CompletableFuture<DnsAnswer>();
    DnsClient dns =
        question ->
            question.type() == RecordType.AAAA || question.name().equals("mx2.example.com")
                ? slow.thenCompose(any -> zone.ask(question))
                : zone.ask(question);
    CompletableFuture<SmtpObservation> smtp = observe(dns, SmtpPlan.defaults(), healthy());
    assertThat(smtp).isNotDone();
    assertThat(talkedTo).extracting(SmtpTarget::port).containsExactly(25, 465, 587);

    slow.complete(DnsAnswer.unknown(new Question("x", RecordType.A), Reason.TIMEOUT, List.of(), 0));
    assertThat(smtp.join().servers()).hasSize(9);
  }

  @Test
  void without_mx_the_domain_is_its_own_exchange() {
    SmtpObservation smtp = observe("example.com. A 25.0.0.9\n", healthy());
    assertThat(smtp.hosts()).containsExactly("example.com");
    assertThat(smtp.servers()).hasSize(3);
  }

  @Test
  void with_a_null_mx_or_without_any_address_nobody_is_talked_to() {
    for (String zone :
        List.of("example.com. MX 0 .\nexample.com. A 25.0.0.9\n", "example.com. TXT \"x\"\n")) {
      SmtpObservation smtp = observe(zone, healthy());
      assertThat(smtp.hosts()).isEmpty();
      assertThat(smtp.servers()).isEmpty();
      assertThat(SmtpRules.judge(smtp)).isEmpty();
    }
  }

  @Test
  void submission_servers_that_srv_records_name_are_talked_to_on_their_ports() {
    SmtpObservation smtp =
        observe(
            """
            example.com. MX 10 mx.example.com.
            mx.example.com. A 25.0.0.1
            _submission._tcp.example.com. SRV 0 1 587 smtp.example.net.
            _submission._tcp.example.com. SRV 5 1 465 odd.example.net.
            _submissions._tcp.example.com. SRV 0 1 465 smtp.example.net.
            _submissions._tcp.example.com. SRV 0 1 465 mx.example.com.
            smtp.example.net. A 25.9.0.7
            odd.example.net. A 25.9.0.8
            """,
            healthy());
    assertThat(smtp.servers())
        .extracting(ServerObservation::subject)
        .containsExactly(
            "mx.example.com[25.0.0.1]:25",
            "mx.example.com[25.0.0.1]:465",
            "mx.example.com[25.0.0.1]:587",
            "smtp.example.net[25.9.0.7]:465",
            "smtp.example.net[25.9.0.7]:587");
    assertThat(smtp.hosts()).containsExactly("mx.example.com");
    assertThat(smtp.unseen()).isEmpty();
  }

  @Test
  void
      a_service_that_is_announced_as_not_offered_is_none_and_one_that_cannot_be_looked_up_unseen() {
    String mx = "example.com. MX 10 mx.example.com.\nmx.example.com. A 25.0.0.1\n";
    assertThat(observe(mx + "_submission._tcp.example.com. SRV 0 0 0 .\n", healthy()).servers())
        .hasSize(3);
    SmtpObservation dark = observe(mx + "!servfail _submission._tcp.example.com SRV\n", healthy());
    assertThat(dark.servers()).hasSize(3);
    assertThat(dark.unseen()).extracting(one -> one.subject()).containsExactly("example.com");
  }

  @Test
  void who_asks_for_port_25_alone_hears_of_no_submission() {
    SmtpObservation smtp =
        observe(
                new ZoneClient(
                    """
                    example.com. MX 10 mx.example.com.
                    mx.example.com. A 25.0.0.1
                    _submission._tcp.example.com. SRV 0 1 587 mx.example.com.
                    """),
                SmtpPlan.defaults().withPorts(List.of(25)),
                healthy())
            .join();
    assertThat(smtp.servers()).hasSize(1);
  }

  @Test
  void exchanges_beyond_the_limit_are_listed_and_not_talked_to() {
    String many =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    String.format(
                        "example.com. MX %d m%d.example.com.%nm%d.example.com. A 25.2.%d.%d%n",
                        i, i, i, i / 250, i % 250 + 1))
            .collect(Collectors.joining());
    SmtpObservation smtp = observe(many, healthy());
    assertThat(smtp.hosts()).hasSize(10).startsWith("m0.example.com").endsWith("m9.example.com");
    assertThat(smtp.notProbed()).hasSize(290).startsWith("m10.example.com");
    assertThat(talkedTo).hasSize(30);
  }

  @Test
  void of_an_exchange_with_many_addresses_eight_of_each_family_are_talked_to() {
    String many =
        IntStream.range(1, 100)
            .mapToObj(i -> "mx.example.com. A 25.2.0." + i + "\n")
            .collect(Collectors.joining());
    SmtpObservation smtp = observe("example.com. MX 10 mx.example.com.\n" + many, healthy());
    assertThat(smtp.servers()).hasSize(24);
    assertThat(smtp.unseen())
        .singleElement()
        .satisfies(unseen -> assertThat(unseen.unknown().step()).contains("at 91 more addresses"));
  }

  @Test
  void an_exchange_that_is_an_address_or_this_very_machine_is_not_talked_to() {
    SmtpObservation smtp =
        observe("example.com. MX 10 25\\.0\\.0\\.1.\nexample.com. MX 20 localhost.\n", healthy());
    assertThat(talkedTo).isEmpty();
    assertThat(smtp.servers()).isEmpty();
  }

  @Test
  void what_the_dns_does_not_tell_is_unknown_and_told_once_for_each_subject() {
    assertThat(observe("!servfail example.com MX\n", healthy()).unseen())
        .extracting(Unseen::subject)
        .containsExactly("example.com");
    assertThat(
            observe(ZONE + "!timeout mx.example.com A\n!timeout mx.example.com AAAA\n", healthy())
                .unseen())
        .extracting(Unseen::subject)
        .containsExactly("mx.example.com");
  }

  @Test
  void the_ports_are_those_that_were_chosen() {
    var plan = new SmtpPlan(List.of(587), 1);
    observe(new ZoneClient(ZONE), plan, healthy()).join();
    assertThat(talkedTo).extracting(SmtpTarget::port).containsOnly(587).hasSize(2);
  }

  @Test
  void the_name_in_the_greeting_is_asked_for_only_when_it_is_another_one() {
    var dns = new ZoneClient(ZONE + "other.example.com. A 25.0.0.1\n");
    observe(dns, SmtpPlan.defaults(), healthy()).join();
    assertThat(dns.asked()).hasSize(7); // two of them for the servers of submission

    observe(dns, SmtpPlan.defaults(), greeting("other.example.com ESMTP")).join();
    assertThat(dns.asked())
        .contains(
            new Question("other.example.com", RecordType.A),
            new Question("other.example.com", RecordType.AAAA));
  }

  @Test
  void a_name_that_leads_to_the_address_is_fine_and_one_that_does_not_is_told_once() {
    String zone =
        """
        example.com.       MX 10 mx.example.com.
        mx.example.com.    A 25.0.0.1
        other.example.com. A 25.0.0.1
        wrong.example.com. A 25.0.0.2
        """;
    assertThat(names(zone, "other.example.com")).isEmpty();
    assertThat(names(zone, "OTHER.example.com.")).isEmpty();
    assertThat(names(zone, "wrong.example.com"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("mx.example.com[25.0.0.1]:25");
              assertThat(finding.evidence())
                  .containsEntry("name", "wrong.example.com")
                  .containsEntry("addresses", "25.0.0.2");
            });
    assertThat(names(zone, "gone.example.com"))
        .extracting(finding -> finding.evidence().get("addresses"))
        .containsExactly("NXDOMAIN");
    assertThat(names(zone, "localhost"))
        .extracting(finding -> finding.evidence().get("addresses"))
        .containsExactly("no full name");
  }

  @Test
  void a_name_that_could_not_be_looked_up_is_inconclusive() {
    String zone =
        """
        example.com.    MX 10 mx.example.com.
        mx.example.com. A 25.0.0.1
        !servfail other.example.com A
        """;
    assertThat(SmtpRules.judge(observe(zone, greeting("other.example.com ESMTP"))))
        .extracting(Finding::type, Finding::subject)
        .contains(tuple(FindingType.CHECK_INCONCLUSIVE, "mx.example.com[25.0.0.1]:25"))
        .doesNotContain(tuple(FindingType.SMTP_BANNER_NAME, "mx.example.com[25.0.0.1]:25"));
  }

  @Test
  void silence_on_port_25_everywhere_beside_answers_on_other_ports_is_the_scanners_network() {
    SmtpObservation smtp =
        observe(ZONE, ended(target -> connecting(target.port() == 25 ? How.TIMEOUT : How.REFUSED)));
    assertThat(smtp.servers().stream().filter(server -> server.port() == 25))
        .allMatch(server -> server.state() == State.BLOCKED);
    assertThat(SmtpRules.judge(smtp))
        .extracting(Finding::type, Finding::subject)
        .containsExactly(tuple(FindingType.SMTP_OUTBOUND_BLOCKED, "example.com"));
  }

  @Test
  void silence_is_the_servers_own_when_another_one_answers_or_when_nothing_does() {
    assertThat(
            types(
                ended(
                    target ->
                        connecting(
                            target.address().toString().equals("25.9.0.2")
                                ? How.REFUSED
                                : How.TIMEOUT))))
        .containsOnly(FindingType.SMTP_UNREACHABLE)
        .hasSize(3);
    assertThat(types(ended(target -> connecting(How.TIMEOUT))))
        .containsOnly(FindingType.SMTP_UNREACHABLE);
  }

  @Test
  void silence_in_one_network_only_is_no_suspicion() {
    SmtpObservation smtp =
        observe(
            ZONE.replace("25.9.0.2", "25.0.0.2").replace("mx.example.com.  AAAA", "x. AAAA"),
            ended(target -> connecting(target.port() == 25 ? How.TIMEOUT : How.REFUSED)));
    assertThat(SmtpRules.judge(smtp))
        .extracting(Finding::type)
        .containsOnly(FindingType.SMTP_UNREACHABLE);
  }

  @Test
  void a_machine_without_a_way_to_ipv6_is_not_the_servers_fault() {
    SmtpObservation smtp =
        observe(
            ZONE,
            ended(
                target ->
                    target.address().isIpv4()
                        ? new Ending(Step.EHLO, How.DONE, "complete")
                        : connecting(How.UNREACHABLE)));
    assertThat(smtp.servers().stream().filter(server -> server.address().contains(":")))
        .allMatch(server -> server.state() == State.NOT_PROBED);
    assertThat(SmtpRules.judge(smtp))
        .filteredOn(finding -> finding.type() == FindingType.CHECK_INCONCLUSIVE)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("example.com");
              assertThat(finding.evidence())
                  .containsEntry("step", "connect to 2e00:25::1")
                  .containsEntry("reason", "the network could not be used");
            });
  }

  @Test
  void an_address_that_is_not_public_has_been_told_elsewhere() {
    assertThat(types(ended(target -> connecting(How.NOT_PUBLIC)))).isEmpty();
  }

  @Test
  void a_closed_submission_port_is_no_finding() {
    assertThat(
            types(
                ended(
                    target ->
                        target.port() == 25
                            ? new Ending(Step.EHLO, How.DONE, "complete")
                            : connecting(How.REFUSED))))
        .doesNotContain(FindingType.SMTP_UNREACHABLE);
  }

  @Test
  void what_the_end_of_the_scan_cut_off_is_inconclusive() {
    assertThat(types(ended(target -> new Ending(Step.EHLO, How.DEADLINE, "stopped"))))
        .containsOnly(FindingType.CHECK_INCONCLUSIVE)
        .hasSize(9);
    assertThat(types(ended(target -> connecting(How.INTERRUPTED))))
        .containsOnly(FindingType.CHECK_INCONCLUSIVE)
        .hasSize(1);
  }

  private List<FindingType> types(MailClient mail) {
    return SmtpRules.judge(observe(ZONE, mail)).stream().map(Finding::type).toList();
  }

  private List<Finding> names(String zone, String name) {
    return SmtpRules.judge(observe(zone, greeting(name + " ESMTP"))).stream()
        .filter(finding -> finding.type() == FindingType.SMTP_BANNER_NAME)
        .toList();
  }

  private SmtpObservation observe(String zone, MailClient mail) {
    return observe(new ZoneClient(zone), SmtpPlan.defaults(), mail).join();
  }

  private CompletableFuture<SmtpObservation> observe(
      DnsClient dns, SmtpPlan plan, MailClient mail) {
    var tls = new TlsProbe(() -> TrustAnchors.of(List.of()), Clock.systemUTC(), Runnable::run);
    return SmtpProbe.observe(
        "example.com",
        plan,
        new SmtpProbe.Clients(dns, dns, mail, new NoTrials(), new NoTrials(), tls),
        stop,
        server -> {});
  }

  /** Servers that greet with their own name and have nothing to hide. */
  private MailClient healthy() {
    return mail((target, greeting) -> Dialogues.complete(reply(target.host() + " ESMTP")));
  }

  private MailClient greeting(String text) {
    return mail((target, greeting) -> Dialogues.complete(reply(text)));
  }

  private MailClient ended(Function<SmtpTarget, Ending> ending) {
    return mail((target, greeting) -> Dialogues.ended(ending.apply(target), target.host()));
  }

  private static Reply reply(String text) {
    return new Reply(220, List.of(text));
  }

  private static Ending connecting(How how) {
    return new Ending(Step.CONNECT, how, how.name());
  }

  private interface Talk {
    SmtpDialogue with(SmtpTarget target, Consumer<Reply> greeting);
  }

  private MailClient mail(Talk talk) {
    return (target, until, greeting) -> {
      talkedTo.add(target);
      SmtpDialogue dialogue = talk.with(target, greeting);
      Reply first = dialogue.greeting();
      if (first != null) {
        greeting.accept(first);
      }
      return CompletableFuture.completedFuture(dialogue);
    };
  }
}
