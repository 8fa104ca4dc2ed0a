package dev.mxray.net.dns;

import static dev.mxray.net.dns.EngineLab.RECORD;
import static dev.mxray.net.dns.EngineLab.SOA;
import static dev.mxray.net.dns.EngineLab.TXT;
import static dev.mxray.net.dns.EngineLab.always;
import static dev.mxray.net.dns.EngineLab.ask;
import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.negative;
import static dev.mxray.net.dns.FakeServer.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.DnsAnswer.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;

/** One question is in flight once, and its answer is kept as long as it holds. */
class KeptAnswersTest {
  @RegisterExtension final EngineLab lab = new EngineLab();

  @Test
  void a_hundred_equal_questions_cost_one_datagram_and_the_futures_are_independent() {
    FakeServer server =
        lab.server(
            query -> {
              Thread.sleep(100);
              return List.of(answer(query, RECORD));
            });
    DnsEngine engine = lab.engine(server);
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(engine.ask(TXT));
    }
    futures.get(0).cancel(true);
    futures.get(1).complete(null);
    for (CompletableFuture<DnsAnswer> future : futures.subList(2, 100)) {
      assertThat(future.orTimeout(5, TimeUnit.SECONDS).join().status()).isEqualTo(Status.FOUND);
    }
    assertThat(server.datagrams).hasValue(1);
    assertThat(ask(engine, TXT).attempts()).isEmpty();
    assertThat(server.datagrams).hasValue(1);
  }

  /** The cache dates an answer just after it was given, and all of an engine runs on one loop. */
  private static void afterwards(DnsEngine engine) {
    ask(engine, new Question("another.example.com", RecordType.TXT));
  }

  @Test
  void answers_are_kept_for_their_ttl() {
    FakeServer server = lab.server(always(RECORD));
    DnsEngine engine = lab.engine(server);
    ask(engine, TXT);
    afterwards(engine);
    lab.clock.addAndGet(TimeUnit.SECONDS.toNanos(299));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(2);
    lab.clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(3);
  }

  @Test
  void negative_answers_are_kept_for_the_minimum_of_the_soa() {
    FakeServer server = lab.server(query -> List.of(negative(query, Rcode.NXDOMAIN, SOA)));
    DnsEngine engine = lab.engine(server);
    ask(engine, TXT);
    afterwards(engine);
    lab.clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(2);
    lab.clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(3);
  }

  @Test
  void what_is_unknown_is_not_kept() {
    var count = new AtomicInteger();
    FakeServer server =
        lab.server(
            query ->
                count.getAndIncrement() == 0
                    ? List.of(rcode(query, Rcode.SERVFAIL))
                    : List.of(answer(query, RECORD)));
    DnsEngine engine = lab.engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.UNKNOWN);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
  }
}
