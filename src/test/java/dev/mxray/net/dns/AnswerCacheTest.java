package dev.mxray.net.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.AnswerCache.Kept;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Question QUESTION = new Question("example.com", RecordType.TXT);
  private static final long HOLDS = TimeUnit.SECONDS.toNanos(300);

  private final AtomicLong clock = new AtomicLong();
  private final AnswerCache<String> cache =
      new AnswerCache<>(10, clock::get, answer -> answer + ", kept");

  private static CompletableFuture<Kept<String>> answered(String answer) {
    return CompletableFuture.completedFuture(new Kept<>(answer, HOLDS));
  }

  @Test
  void whoever_asks_first_hears_how_it_went_however_fast_the_answer_is() {
    assertThat(cache.get(QUESTION, asked -> answered("found"))).isCompletedWithValue("found");
  }

  @Test
  void nothing_was_sent_for_those_who_ask_later() {
    assertThat(cache.get(QUESTION, asked -> answered("found"))).isCompleted();
    assertThat(cache.get(QUESTION, asked -> answered("asked again")))
        .isCompletedWithValue("found, kept");
    clock.addAndGet(HOLDS);
    assertThat(cache.get(QUESTION, asked -> answered("asked again")))
        .isCompletedWithValue("asked again");
  }

  @Test
  void all_who_ask_while_it_is_in_flight_hear_how_it_went() {
    var flight = new CompletableFuture<Kept<String>>();
    CompletableFuture<String> first = cache.get(QUESTION, asked -> flight);
    CompletableFuture<String> second = cache.get(QUESTION, asked -> answered("asked again"));
    assertThat(second).isNotDone();
    flight.complete(new Kept<>("found", HOLDS));
    assertThat(first).isCompletedWithValue("found");
    assertThat(second).isCompletedWithValue("found");
  }

  @Test
  void what_was_forgotten_is_asked_again() {
    var flight = new CompletableFuture<Kept<String>>();
    CompletableFuture<String> first = cache.get(QUESTION, asked -> flight);
    cache.forget(QUESTION, flight);
    flight.complete(new Kept<>("nobody answered", 0));
    assertThat(first).isCompletedWithValue("nobody answered");
    assertThat(cache.get(QUESTION, asked -> answered("found"))).isCompletedWithValue("found");
  }

  @Test
  void what_one_asker_does_to_its_future_does_not_concern_the_others() {
    var flight = new CompletableFuture<Kept<String>>();
    CompletableFuture<String> first = cache.get(QUESTION, asked -> flight);
    CompletableFuture<String> second = cache.get(QUESTION, asked -> flight);
    first.cancel(/* mayInterruptIfRunning= */ false);
    flight.complete(new Kept<>("found", HOLDS));
    assertThat(second).isCompletedWithValue("found");
  }
}
