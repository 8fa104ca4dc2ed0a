package dev.mxray.net.dns;

import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.negative;
import static dev.mxray.net.dns.FakeServer.rcode;
import static dev.mxray.net.dns.FakeServer.truncated;
import static dev.mxray.net.dns.FakeServer.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** The engine against scripted servers on loopback sockets. */
class DnsEngineTest {
  private static final Question TXT = new Question("example.com", RecordType.TXT);
  private static final String RECORD = "example.com. 300 TXT \"v=spf1 -all\"";
  private static final String SOA =
      "example.com. 300 SOA ns.example.com. root.example.com. 1 2 3 4 60";

  private final EventLoops loops = EventLoops.open();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    loops.close();
  }

  private FakeServer server(FakeServer.Script script) {
    FakeServer server = FakeServer.udp(script);
    open.add(server);
    return server;
  }

  private FakeServer server(FakeServer.Script udp, FakeServer.Script tcp) {
    FakeServer server = FakeServer.both(udp, tcp);
    open.add(server);
    return server;
  }

  private DnsEngine engine(Duration timeout, FakeServer... servers) {
    return engine(timeout, Stream.of(servers).map(FakeServer::spec).toList());
  }

  private DnsEngine engine(Duration timeout, List<ResolverSpec> specs) {
    DnsEngine engine =
        DnsEngine.builder(loops).resolvers(specs).timeout(timeout).ticker(clock::get).build();
    open.add(0, engine);
    return engine;
  }

  private DnsEngine engine(ResolverSpec... specs) {
    return engine(Duration.ofSeconds(5), List.of(specs));
  }

  private DnsEngine engine(FakeServer... servers) {
    return engine(Duration.ofSeconds(5), servers);
  }

  private static DnsAnswer ask(DnsEngine engine, Question question) {
    return engine.ask(question).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static List<String> outcomes(DnsAnswer answer) {
    return answer.attempts().stream().map(Attempt::outcome).toList();
  }

  private static FakeServer.Script always(String... records) {
    return query -> List.of(answer(query, records));
  }

  private static final FakeServer.Script SILENT = query -> List.of();

  @Test
  void an_answer_is_found_with_its_size_and_its_attempt() {
    DnsAnswer answer = ask(engine(server(always(RECORD))), TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("v=spf1 -all");
    assertThat(answer.size()).isGreaterThan(40);
    assertThat(outcomes(answer)).containsExactly("NOERROR");
  }

  @Test
  void the_query_has_edns_and_asks_for_recursion() {
    List<Message> seen = new ArrayList<>();
    FakeServer server =
        server(
            query -> {
              seen.add(query);
              return List.of(answer(query, RECORD));
            });
    ask(engine(server), TXT);
    assertThat(seen.get(0).getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat(seen.get(0).getHeader().getFlag(org.xbill.DNS.Flags.RD)).isTrue();
    assertThat(seen.get(0).getHeader().getFlag(org.xbill.DNS.Flags.AD)).isTrue();
  }

  @Test
  void nxdomain_and_nodata_are_answers() {
    FakeServer server =
        server(
            query ->
                query.getQuestion().getName().toString().startsWith("no.")
                    ? List.of(negative(query, Rcode.NXDOMAIN, SOA))
                    : List.of(negative(query, Rcode.NOERROR, SOA)));
    FakeServer second = server(always(RECORD));
    DnsEngine engine = engine(server, second);
    assertThat(ask(engine, new Question("no.example.com", RecordType.TXT)).status())
        .isEqualTo(Status.NXDOMAIN);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.NODATA);
    assertThat(second.datagrams).hasValue(0);
  }

  @Test
  void a_name_that_cannot_be_written_does_not_exist() {
    FakeServer server = server(always(RECORD));
    DnsAnswer answer =
        ask(engine(server), new Question("a".repeat(64) + ".example.com", RecordType.A));
    assertThat(answer.status()).isEqualTo(Status.NXDOMAIN);
    assertThat(server.datagrams).hasValue(0);
  }

  @Test
  void servfail_refused_and_referral_move_on_to_the_next_at_once() {
    FakeServer first = server(query -> List.of(rcode(query, Rcode.SERVFAIL)));
    FakeServer second = server(query -> List.of(rcode(query, Rcode.REFUSED)));
    FakeServer third =
        server(query -> List.of(negative(query, Rcode.NOERROR, "com. 300 NS a.gtld.")));
    DnsAnswer answer = ask(engine(first, second, third, server(always(RECORD))), TXT);
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
    DnsAnswer answer = ask(engine(server(failing), server(failing)), TXT);
    assertThat(answer.status()).isEqualTo(Status.UNKNOWN);
    assertThat(answer.reason()).isEqualTo(Reason.SERVER_FAILURE);
    assertThat(outcomes(answer))
        .hasSize(2)
        .allMatch(o -> o.matches("SERVFAIL \\(EDE 6 .*: bogus\\? key\\)"));
    assertThat(answer.millis()).isLessThan(1000);
  }

  @Test
  void a_silent_resolver_is_overtaken_by_the_next() {
    FakeServer silent = server(SILENT);
    DnsEngine engine = engine(silent, server(always(RECORD)));
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
    FakeServer silent = server(SILENT);
    DnsAnswer answer = ask(engine(Duration.ofMillis(1500), silent), TXT);
    assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(outcomes(answer)).containsExactly("timeout");
    assertThat(answer.millis()).isBetween(1400L, 2500L);
    assertThat(silent.datagrams).hasValue(2);
  }

  @Test
  void a_lost_datagram_is_sent_again() {
    var count = new AtomicInteger();
    FakeServer lossy =
        server(q -> count.getAndIncrement() == 0 ? List.of() : List.of(answer(q, RECORD)));
    assertThat(ask(engine(lossy), TXT).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void wrong_ids_wrong_questions_queries_and_garbage_are_dropped_until_the_right_one_comes() {
    FakeServer liar =
        server(
            query -> {
              byte[] right = answer(query, RECORD);
              var other = FakeServer.reply(query, Rcode.NOERROR, List.of(), List.of());
              other.removeAllRecords(Section.QUESTION);
              other.addRecord(FakeServer.record("other.example. 0 TXT x"), Section.QUESTION);
              byte[] notReply = right.clone();
              notReply[2] &= 0x7f;
              return List.of(
                  withId(right, query.getHeader().getID() ^ 1),
                  other.toWire(),
                  notReply,
                  new byte[] {1},
                  new byte[0],
                  java.util.Arrays.copyOf(right, 14),
                  right);
            });
    DnsEngine engine = engine(liar);
    DnsAnswer answer = ask(engine, TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("NOERROR");
    DnsStatistics statistics = engine.statistics();
    assertThat(statistics.unknownId()).isEqualTo(1);
    assertThat(statistics.wrongQuestion()).isEqualTo(2);
    // An empty datagram does not reach the engine on every transport.
    assertThat(statistics.malformed()).isBetween(2L, 3L);
    assertThat(statistics.sent()).isEqualTo(1);
  }

  @Test
  void a_reply_that_cannot_be_parsed_makes_the_next_resolver_be_asked_and_is_no_end() {
    FakeServer broken =
        server(
            query -> {
              byte[] right = answer(query, RECORD);
              return List.of(java.util.Arrays.copyOf(right, right.length - 3));
            });
    DnsAnswer answer = ask(engine(broken, server(always(RECORD))), TXT);
    assertThat(outcomes(answer)).containsExactly("malformed", "NOERROR");
    assertThat(answer.millis()).isLessThan(350);
    DnsAnswer alone = ask(engine(broken), TXT);
    assertThat(alone.reason()).isEqualTo(Reason.SERVER_FAILURE);
    assertThat(outcomes(alone)).containsExactly("malformed");
  }

  @Test
  void a_flood_of_wrong_answers_does_not_hide_the_right_one() {
    var random = new Random(7);
    FakeServer flooder =
        server(
            query -> {
              List<byte[]> replies = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                int id = (query.getHeader().getID() + 1 + random.nextInt(60000)) & 0xffff;
                replies.add(withId(answer(query, "example.com. 300 TXT forged"), id));
              }
              replies.add(answer(query, RECORD));
              return replies;
            });
    DnsEngine engine = engine(flooder);
    DnsAnswer answer = ask(engine, TXT);
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("v=spf1 -all");
    assertThat(engine.statistics().dropped()).isGreaterThan(0);
  }

  @Test
  void a_truncated_reply_is_asked_for_over_tcp_on_one_connection() {
    FakeServer server = server(q -> List.of(truncated(q)), always(RECORD));
    DnsEngine engine = engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
    List<CompletableFuture<DnsAnswer>> more = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      more.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    more.forEach(future -> assertThat(future.join().status()).isEqualTo(Status.NODATA));
    assertThat(server.streams).hasValue(21);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void truncation_with_tcp_refused_is_a_failed_attempt() {
    FakeServer noTcp = server(q -> List.of(truncated(q)));
    DnsAnswer answer = ask(engine(noTcp, server(always(RECORD))), TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("truncated, TCP refused", "NOERROR");
    assertThat(ask(engine(noTcp), TXT).reason()).isEqualTo(Reason.SERVER_FAILURE);
  }

  @Test
  void a_connection_closed_while_a_question_was_out_is_opened_again() {
    FakeServer server =
        server(
            q -> List.of(truncated(q)),
            query -> {
              if (query.getQuestion().getName().toString().startsWith("close")) {
                throw new java.io.IOException("close");
              }
              return List.of(answer(query, RECORD));
            });
    DnsEngine engine = engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
    DnsAnswer closed = ask(engine, new Question("close.example.com", RecordType.TXT));
    assertThat(outcomes(closed)).containsExactly("truncated, TCP connection closed");
    assertThat(server.connections).hasValue(2);
    assertThat(ask(engine, new Question("a.example.com", RecordType.TXT)).status())
        .isEqualTo(Status.NODATA);
  }

  @Test
  void sixty_kilobytes_in_many_strings_come_over_tcp() {
    String text = ("\"" + "x".repeat(250) + "\" ").repeat(240).strip();
    FakeServer server = server(q -> List.of(truncated(q)), always("example.com. 300 TXT " + text));
    DnsAnswer answer = ask(engine(server), TXT);
    assertThat(Texts.joined(answer.records().get(0))).hasSize(60_000);
    assertThat(answer.size()).isGreaterThan(60_000);
  }

  @Test
  void a_chain_that_leaves_the_message_is_followed() {
    FakeServer server =
        server(
            query ->
                switch (query.getQuestion().getName().toString()) {
                  case "example.com." ->
                      List.of(answer(query, "example.com. 300 CNAME b.example."));
                  case "b.example." -> List.of(answer(query, "b.example. 300 CNAME c.example."));
                  default -> List.of(answer(query, "c.example. 300 TXT end"));
                });
    DnsAnswer answer = ask(engine(server), TXT);
    assertThat(answer.aliases()).containsExactly("b.example", "c.example");
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("end");
    assertThat(server.datagrams).hasValue(3);
  }

  @Test
  void alias_loops_within_and_across_messages_are_unusable() {
    FakeServer within =
        server(always("example.com. 300 CNAME b.example.", "b.example. 300 CNAME example.com."));
    assertThat(ask(engine(within), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    FakeServer across =
        server(
            query -> {
              String name = query.getQuestion().getName().toString();
              String target = name.equals("example.com.") ? "b.example." : "example.com.";
              return List.of(answer(query, name + " 300 CNAME " + target));
            });
    assertThat(ask(engine(across), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    FakeServer endless =
        server(
            query -> {
              String name = query.getQuestion().getName().toString();
              return List.of(answer(query, name + " 300 CNAME x" + name.length() + "." + name));
            });
    assertThat(ask(engine(endless), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    assertThat(endless.datagrams).hasValueLessThanOrEqualTo(AnswerReader.MAX_ALIASES + 1);
  }

  @Test
  void a_server_without_edns_is_asked_without_and_remembered() {
    FakeServer old =
        server(
            query -> {
              if (query.getOPT() == null) {
                return List.of(answer(query, RECORD));
              }
              byte[] header = java.util.Arrays.copyOf(rcode(query, Rcode.FORMERR), 12);
              header[5] = 0;
              return List.of(header);
            });
    DnsEngine engine = engine(old);
    assertThat(outcomes(ask(engine, TXT))).containsExactly("NOERROR");
    assertThat(old.datagrams).hasValue(2);
    ask(engine, new Question("a.example.com", RecordType.TXT));
    assertThat(old.datagrams).hasValue(3);
  }

  @Test
  void a_hundred_equal_questions_cost_one_datagram_and_the_futures_are_independent() {
    FakeServer server =
        server(
            query -> {
              Thread.sleep(100);
              return List.of(answer(query, RECORD));
            });
    DnsEngine engine = engine(server);
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

  @Test
  void answers_are_kept_for_their_ttl() throws InterruptedException {
    FakeServer server = server(always(RECORD));
    DnsEngine engine = engine(server);
    ask(engine, TXT);
    Thread.sleep(100); // the cache dates the answer just after it was given
    clock.addAndGet(TimeUnit.SECONDS.toNanos(299));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(1);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(2);
  }

  @Test
  void negative_answers_are_kept_for_the_minimum_of_the_soa() throws InterruptedException {
    FakeServer server = server(query -> List.of(negative(query, Rcode.NXDOMAIN, SOA)));
    DnsEngine engine = engine(server);
    ask(engine, TXT);
    Thread.sleep(100); // the cache dates the answer just after it was given
    clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(1);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    ask(engine, TXT);
    assertThat(server.datagrams).hasValue(2);
  }

  @Test
  void what_is_unknown_is_not_kept() {
    var count = new AtomicInteger();
    FakeServer server =
        server(
            query ->
                count.getAndIncrement() == 0
                    ? List.of(rcode(query, Rcode.SERVFAIL))
                    : List.of(answer(query, RECORD)));
    DnsEngine engine = engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.UNKNOWN);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void nobody_listening_is_a_network_failure_at_once() {
    DnsAnswer answer = ask(engine(FakeServer.nobody(0), FakeServer.nobody(1)), TXT);
    assertThat(answer.reason()).isEqualTo(Reason.NETWORK);
    assertThat(outcomes(answer)).containsExactly("connection refused", "connection refused");
    assertThat(answer.millis()).isLessThan(1000);
  }

  @Test
  void one_dead_resolver_does_not_slow_a_hundred_questions_down() {
    DnsEngine engine = engine(server(SILENT), server(always(RECORD)));
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

  @Test
  void six_hundred_questions_at_once_all_get_their_answers() {
    FakeServer server = server(always(RECORD));
    DnsEngine engine = engine(server);
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      futures.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    futures.forEach(f -> assertThat(f.join().status()).isEqualTo(Status.NODATA));
  }

  @Test
  void closing_interrupts_what_is_in_flight_and_what_comes_after() {
    DnsEngine engine = engine(server(SILENT));
    CompletableFuture<DnsAnswer> future = engine.ask(TXT);
    engine.close();
    assertThat(future.orTimeout(5, TimeUnit.SECONDS).join().reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(ask(engine, TXT).reason()).isEqualTo(Reason.INTERRUPTED);
  }

  @Test
  void it_works_on_nio_too() {
    try (EventLoops nio = EventLoops.openNio()) {
      FakeServer server = server(q -> List.of(truncated(q)), always(RECORD));
      DnsEngine engine =
          DnsEngine.builder(nio).resolvers(List.of(FakeServer.nobody(0), server.spec())).build();
      DnsAnswer answer = ask(engine, TXT);
      engine.close();
      assertThat(answer.status()).isEqualTo(Status.FOUND);
      assertThat(outcomes(answer)).containsExactly("connection refused", "NOERROR");
    }
  }
}
