package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.scan.ScanOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Requests that repeat themselves. */
class IdempotencyKeysTest {
  private static final Buffer BODY = Buffer.buffer("{}");

  private final Map<String, ScanJob> jobs = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final IdempotencyKeys keys = new IdempotencyKeys();

  @Test
  void of_requests_with_one_key_that_come_at_once_one_begins_a_job() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    var start = new CountDownLatch(1);
    var outcomes = new ArrayList<Future<IdempotencyKeys.Outcome>>();
    for (int i = 0; i < 8; i++) {
      outcomes.add(
          threads.submit(
              () -> {
                start.await();
                return once(BODY);
              }));
    }
    start.countDown();

    List<IdempotencyKeys.Outcome> all = new ArrayList<>();
    for (Future<IdempotencyKeys.Outcome> outcome : outcomes) {
      all.add(outcome.get());
    }
    threads.shutdown();
    assertThat(begun).hasValue(1);
    assertThat(all).extracting(outcome -> outcome.job().orElseThrow().id()).containsOnly("job 1");
    assertThat(all).extracting(IdempotencyKeys.Outcome::former).containsOnlyOnce(false);
  }

  @Test
  void a_key_of_a_job_that_is_gone_begins_another_one() {
    once(BODY);
    jobs.clear();

    IdempotencyKeys.Outcome again = once(Buffer.buffer("another request"));

    assertThat(again.former()).isFalse();
    assertThat(again.conflict()).isFalse();
    assertThat(jobs).hasSize(1);
  }

  private IdempotencyKeys.Outcome once(Buffer body) {
    return keys.once(
        "client key", body, id -> Optional.ofNullable(jobs.get(id)), () -> Optional.of(begun()));
  }

  private ScanJob begun() {
    String id = "job " + begun.incrementAndGet();
    // What a scan takes to begin: others look meanwhile.
    LockSupport.parkNanos(5_000_000);
    var request =
        new ScanRequest(
            Domain.parse("example.com"),
            ScanOptions.ALL_CHECKS,
            Duration.ofSeconds(1),
            TlsDepth.NONE,
            "en");
    var job = new ScanJob(id, request, Instant.EPOCH);
    jobs.put(id, job);
    return job;
  }
}
