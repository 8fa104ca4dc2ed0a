package dev.mxray.net.dns;

import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.rcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Resolvers that are asked one by one. */
class LoneResolverTest {
  private static final Question LISTED = new Question("2.0.0.127.bl.example", RecordType.A);
  private static final Question SILENT = new Question("silent.example", RecordType.A);
  private static final String RECORD = "2.0.0.127.bl.example. 300 A 127.0.0.2";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final EventLoops loops = EventLoops.open();
  private final List<AutoCloseable> open = new ArrayList<>();

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

  private List<LoneResolver> resolvers(FakeServer... servers) {
    DnsEngine engine =
        DnsEngine.builder(loops)
            .resolvers(List.of(servers).stream().map(FakeServer::spec).toList())
            .build();
    open.add(0, engine);
    return engine.loneResolvers(PATIENCE);
  }

  private static DnsAnswer ask(LoneResolver resolver, Question question) {
    return resolver.ask(question).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void each_has_its_own_answer_and_asks_nobody_else() {
    FakeServer refuses = server(query -> List.of(rcode(query, Rcode.REFUSED)));
    FakeServer answers = server(query -> List.of(answer(query, RECORD)));
    List<LoneResolver> lone = resolvers(refuses, answers);

    assertThat(ask(lone.get(0), LISTED).reason()).isEqualTo(Reason.SERVER_FAILURE);
    assertThat(answers.datagrams).hasValue(0);
    assertThat(ask(lone.get(1), LISTED).status()).isEqualTo(Status.FOUND);
    assertThat(refuses.datagrams).hasValue(1);
  }

  @Test
  void a_late_answer_is_waited_for_without_asking_another() {
    FakeServer slow =
        server(
            query -> {
              Thread.sleep(600);
              return List.of(answer(query, RECORD));
            });
    FakeServer other = server(query -> List.of(answer(query, RECORD)));

    assertThat(ask(resolvers(slow, other).get(0), LISTED).status()).isEqualTo(Status.FOUND);
    assertThat(other.datagrams).hasValue(0);
  }

  @Test
  void one_question_is_in_flight_once_and_its_answer_is_kept() {
    FakeServer server =
        server(
            query -> {
              Thread.sleep(100);
              return List.of(answer(query, RECORD));
            });
    LoneResolver lone = resolvers(server).get(0);
    CompletableFuture<DnsAnswer> one = lone.ask(LISTED);
    CompletableFuture<DnsAnswer> two = lone.ask(LISTED);

    CompletableFuture.allOf(one, two).orTimeout(20, TimeUnit.SECONDS).join();
    ask(lone, LISTED);
    assertThat(server.datagrams).hasValue(1);
  }

  @Test
  void who_says_nothing_to_anybody_is_left_early_when_there_are_others() {
    FakeServer dead = server(query -> List.of());
    FakeServer other = server(query -> List.of(answer(query, RECORD)));
    LoneResolver lone = resolvers(dead, other).get(0);

    assertThat(lone.seemsDown()).isFalse();
    long started = System.nanoTime();
    assertThat(ask(lone, LISTED).reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    assertThat(lone.seemsDown()).isTrue();
  }

  @Test
  void the_only_resolver_is_asked_until_patience_ends() {
    FakeServer dead = server(query -> List.of());

    long started = System.nanoTime();
    assertThat(ask(resolvers(dead).get(0), LISTED).reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(Duration.ofMillis(2900), Duration.ofMillis(4500));
    assertThat(dead.datagrams).hasValueGreaterThan(1);
  }

  @Test
  void silence_about_one_name_is_not_silence() {
    FakeServer picky =
        server(
            query ->
                query.getQuestion().getName().toString().startsWith("silent")
                    ? List.of()
                    : List.of(answer(query, RECORD)));
    FakeServer other = server(query -> List.of(answer(query, RECORD)));
    LoneResolver lone = resolvers(picky, other).get(0);

    CompletableFuture<DnsAnswer> silent = lone.ask(SILENT);
    await().during(Duration.ofMillis(500)).until(() -> !silent.isDone());
    assertThat(ask(lone, LISTED).status()).isEqualTo(Status.FOUND);
    await().during(Duration.ofSeconds(1)).until(() -> !silent.isDone());
    assertThat(silent.orTimeout(20, TimeUnit.SECONDS).join().reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(lone.seemsDown()).isFalse();
  }
}
