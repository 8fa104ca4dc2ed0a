package dev.mxray.net.dns;

import static dev.mxray.net.dns.EngineLab.RECORD;
import static dev.mxray.net.dns.EngineLab.SILENT;
import static dev.mxray.net.dns.EngineLab.TXT;
import static dev.mxray.net.dns.EngineLab.always;
import static dev.mxray.net.dns.EngineLab.ask;
import static dev.mxray.net.dns.EngineLab.outcomes;
import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.negative;
import static dev.mxray.net.dns.FakeServer.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Which resolver is asked when, and what comes of resolvers that are of no use. */
class ResolverChoiceTest {
  @RegisterExtension final EngineLab lab = new EngineLab();

  @Test
  void servfail_refused_and_referral_move_on_to_the_next_at_once() {
    FakeServer first = lab.server(query -> List.of(rcode(query, Rcode.SERVFAIL)));
    FakeServer second = lab.server(query -> List.of(rcode(query, Rcode.REFUSED)));
    FakeServer third =
        lab.server(query -> List.of(negative(query, Rcode.NOERROR, "com. 300 NS a.gtld.")));
    DnsAnswer answer = ask(lab.engine(first, second, third, lab.server(always(RECORD))), TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("SERVFAIL", "REFUSED", "referral", "NOERROR");
    assertThat(answer.millis()).isLessThan(350);
  }

  @Test
  void all_servfail_is_unknown_at_once_with_the_extended_error() {
    FakeServer.Script failing =
        query -> {
          Message reply = FakeServer.reply(query, Rcode.SERVFAIL, List.of(), List.of());
          reply.addRecord(
              new OPTRecord(1232, 0, 0, 0, new ExtendedErrorCodeOption(6, "bogus\u0007 key")),
              Section.ADDITIONAL);
          return List.of(reply.toWire());
        };
    DnsAnswer answer = ask(lab.engine(lab.server(failing), lab.server(failing)), TXT);
    assertThat(answer.status()).isEqualTo(Status.UNKNOWN);
    assertThat(answer.reason()).isEqualTo(Reason.SERVER_FAILURE);
    assertThat(outcomes(answer))
        .hasSize(2)
        .allMatch(o -> o.matches("SERVFAIL \\(EDE 6 .*: bogus\\? key\\)"));
    assertThat(answer.millis()).isLessThan(1000);
  }

  @Test
  void a_silent_resolver_is_overtaken_by_the_next() {
    FakeServer silent = lab.server(SILENT);
    DnsEngine engine = lab.engine(silent, lab.server(always(RECORD)));
    DnsAnswer answer = ask(engine, TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("late", "NOERROR");
    assertThat(answer.millis()).isBetween(350L, 900L);
    DnsAnswer next = ask(engine, new Question("www.example.com", RecordType.A));
    assertThat(next.millis()).isLessThan(300);
    assertThat(silent.datagrams).hasValue(1);
  }

  @Test
  void silence_ends_with_the_time_of_the_question_after_repetition() {
    FakeServer silent = lab.server(SILENT);
    DnsAnswer answer = ask(lab.engine(Duration.ofMillis(1500), silent), TXT);
    assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(outcomes(answer)).containsExactly("timeout");
    assertThat(answer.millis()).isBetween(1400L, 2500L);
    assertThat(silent.datagrams).hasValue(2);
  }

  @Test
  void a_lost_datagram_is_sent_again() {
    var count = new AtomicInteger();
    FakeServer lossy =
        lab.server(q -> count.getAndIncrement() == 0 ? List.of() : List.of(answer(q, RECORD)));
    assertThat(ask(lab.engine(lossy), TXT).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void a_server_without_edns_is_asked_without_and_remembered() {
    FakeServer old =
        lab.server(
            query -> {
              if (query.getOPT() == null) {
                return List.of(answer(query, RECORD));
              }
              byte[] header = java.util.Arrays.copyOf(rcode(query, Rcode.FORMERR), 12);
              header[5] = 0;
              return List.of(header);
            });
    DnsEngine engine = lab.engine(old);
    assertThat(outcomes(ask(engine, TXT))).containsExactly("NOERROR");
    assertThat(old.datagrams).hasValue(2);
    ask(engine, new Question("a.example.com", RecordType.TXT));
    assertThat(old.datagrams).hasValue(3);
  }

  @Test
  void nobody_listening_is_a_network_failure_at_once() {
    DnsAnswer answer = ask(lab.engine(FakeServer.nobody(0), FakeServer.nobody(1)), TXT);
    assertThat(answer.reason()).isEqualTo(Reason.NETWORK);
    assertThat(outcomes(answer)).containsExactly("connection refused", "connection refused");
    assertThat(answer.millis()).isLessThan(1000);
  }

  @Test
  void one_dead_resolver_does_not_slow_a_hundred_questions_down() {
    DnsEngine engine = lab.engine(lab.server(SILENT), lab.server(always(RECORD)));
    long start = System.nanoTime();
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    futures.forEach(f -> assertThat(f.join().status()).isEqualTo(Status.NODATA));
    for (int i = 0; i < 10; i++) {
      ask(engine, new Question("m" + i + ".example.com", RecordType.TXT));
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1500);
  }
}
