package dev.mxray.net.dns;

import static dev.mxray.net.dns.EngineLab.RECORD;
import static dev.mxray.net.dns.EngineLab.SILENT;
import static dev.mxray.net.dns.EngineLab.SOA;
import static dev.mxray.net.dns.EngineLab.TXT;
import static dev.mxray.net.dns.EngineLab.always;
import static dev.mxray.net.dns.EngineLab.ask;
import static dev.mxray.net.dns.EngineLab.outcomes;
import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.negative;
import static dev.mxray.net.dns.FakeServer.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** The engine against scripted servers on loopback sockets. */
class DnsEngineTest {
  @RegisterExtension final EngineLab lab = new EngineLab();

  @Test
  void an_answer_is_found_with_its_size_and_its_attempt() {
    DnsAnswer answer = ask(lab.engine(lab.server(always(RECORD))), TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("v=spf1 -all");
    assertThat(answer.size()).isGreaterThan(40);
    assertThat(outcomes(answer)).containsExactly("NOERROR");
  }

  @Test
  void the_query_has_edns_and_asks_for_recursion() {
    List<Message> seen = new ArrayList<>();
    FakeServer server =
        lab.server(
            query -> {
              seen.add(query);
              return List.of(answer(query, RECORD));
            });
    ask(lab.engine(server), TXT);
    assertThat(seen.get(0).getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat(seen.get(0).getHeader().getFlag(org.xbill.DNS.Flags.RD)).isTrue();
    assertThat(seen.get(0).getHeader().getFlag(org.xbill.DNS.Flags.AD)).isTrue();
  }

  @Test
  void nxdomain_and_nodata_are_answers() {
    FakeServer server =
        lab.server(
            query ->
                query.getQuestion().getName().toString().startsWith("no.")
                    ? List.of(negative(query, Rcode.NXDOMAIN, SOA))
                    : List.of(negative(query, Rcode.NOERROR, SOA)));
    FakeServer second = lab.server(always(RECORD));
    DnsEngine engine = lab.engine(server, second);
    assertThat(ask(engine, new Question("no.example.com", RecordType.TXT)).status())
        .isEqualTo(Status.NXDOMAIN);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.NODATA);
    assertThat(second.datagrams).hasValue(0);
  }

  @Test
  void a_name_that_cannot_be_written_does_not_exist() {
    FakeServer server = lab.server(always(RECORD));
    DnsAnswer answer =
        ask(lab.engine(server), new Question("a".repeat(64) + ".example.com", RecordType.A));
    assertThat(answer.status()).isEqualTo(Status.NXDOMAIN);
    assertThat(server.datagrams).hasValue(0);
  }

  @Test
  void a_chain_that_leaves_the_message_is_followed() {
    FakeServer server =
        lab.server(
            query ->
                switch (query.getQuestion().getName().toString()) {
                  case "example.com." ->
                      List.of(answer(query, "example.com. 300 CNAME b.example."));
                  case "b.example." -> List.of(answer(query, "b.example. 300 CNAME c.example."));
                  default -> List.of(answer(query, "c.example. 300 TXT end"));
                });
    DnsAnswer answer = ask(lab.engine(server), TXT);
    assertThat(answer.aliases()).containsExactly("b.example", "c.example");
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("end");
    assertThat(server.datagrams).hasValue(3);
  }

  @Test
  void six_hundred_questions_at_once_all_get_their_answers() {
    FakeServer server = lab.server(always(RECORD));
    DnsEngine engine = lab.engine(server);
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      futures.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    futures.forEach(f -> assertThat(f.join().status()).isEqualTo(Status.NODATA));
  }

  @Test
  void closing_interrupts_what_is_in_flight_and_what_comes_after() {
    DnsEngine engine = lab.engine(lab.server(SILENT));
    CompletableFuture<DnsAnswer> future = engine.ask(TXT);
    engine.close();
    assertThat(future.orTimeout(5, TimeUnit.SECONDS).join().reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(ask(engine, TXT).reason()).isEqualTo(Reason.INTERRUPTED);
  }

  @Test
  void it_works_on_nio_too() {
    try (EventLoops nio = EventLoops.openNio()) {
      FakeServer server = lab.server(q -> List.of(truncated(q)), always(RECORD));
      DnsEngine engine =
          DnsEngine.builder(nio).resolvers(List.of(FakeServer.nobody(0), server.spec())).build();
      DnsAnswer answer = ask(engine, TXT);
      engine.close();
      assertThat(answer.status()).isEqualTo(Status.FOUND);
      assertThat(outcomes(answer)).containsExactly("connection refused", "NOERROR");
    }
  }
}
