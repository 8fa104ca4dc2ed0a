package dev.mxray.watch;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.store.AddressReport;
import dev.mxray.store.Profile;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees what a test says: addresses that are listed, or not. */
final class ScriptedLooker implements Looker {
  private final Clock clock;
  private final long delayMillis;
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  volatile String state = "clean";

  ScriptedLooker(Clock clock, long delayMillis) {
    this.clock = clock;
    this.delayMillis = delayMillis;
  }

  @Override
  public CompletionStage<Report> look(Domain domain, Profile profile) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<AddressReport> look(IpAddress address) {
    looks.incrementAndGet();
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    String said = state;
    var answer =
        new ReputationPart(
            address.toString(),
            "bl.test",
            said,
            said.equals("listed") ? List.of("127.0.0.2") : List.of(),
            null,
            null,
            null,
            "ip",
            said.equals("listed") ? "high" : null);
    var report =
        new AddressReport(
            "1.0", address.toString(), clock.instant().toString(), 1, List.of(answer));
    return new CompletableFuture<AddressReport>()
        .completeOnTimeout(report, delayMillis, TimeUnit.MILLISECONDS)
        .whenComplete((done, bug) -> running.decrementAndGet());
  }

  @Override
  public void close() {}
}
