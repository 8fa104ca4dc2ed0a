package dev.mxray.watch;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.store.AddressReport;
import dev.mxray.store.Delivery;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.NewRun;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredWatch;
import dev.mxray.store.WatchStore;
import dev.mxray.watch.config.AlertTarget;
import dev.mxray.watch.config.Route;
import dev.mxray.watch.config.Watch;
import dev.mxray.watch.config.WatchConfig;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * One run of a watch, from the look to the row: what was seen, what the watch knows after it and
 * the alerts that follow are kept in one transaction, under a key that no two runs have. A run that
 * was broken off has left nothing, and is done again; one that was kept is not kept again. Blocks.
 */
final class WatchRun {
  private static final int MAX_RUN_KEY = 300;
  private static final JsonWriter JSON = new JsonWriter();

  private final WatchConfig config;
  private final WatchStore store;
  private final Looker looker;
  private final Clock clock;
  private final WatchJudge judge;

  WatchRun(WatchConfig config, HistoryStore history, Looker looker, Clock clock) {
    this.config = config;
    this.store = history.watches();
    this.looker = looker;
    this.clock = clock;
    this.judge = new WatchJudge(config::confirmations);
  }

  /**
   * What came of a run.
   *
   * @param waits true when something is to be looked at again soon
   * @param told changes that are told
   */
  record Result(String subject, String outcome, boolean waits, List<Change> told) {}

  /**
   * Runs once.
   *
   * @param watchKey under which the watch is kept
   * @param occasion no two runs of the watch have it
   * @throws StoreException when the database fails; then nothing of the run is kept
   */
  Result run(Watch watch, String watchKey, String occasion) throws StoreException {
    String key = runKey(watchKey + "@" + occasion);
    NewRun seen;
    Judging judging;
    if (watch.address()) {
      AddressReport report = joined(looker.look(IpAddress.parse(watch.subject()).orElseThrow()));
      seen = NewRun.of(report).withKey(key);
      judging = (state, now) -> judge.judge(state, report, now);
    } else {
      Report report = joined(looker.look(Domain.parse(watch.subject()), watch.profile()));
      seen = NewRun.of(report, watch.profile()).withKey(key);
      judging = (state, now) -> judge.judge(state, report, watch.profile(), now);
    }
    return keep(watch, watchKey, seen, judging, key);
  }

  /** As long as its column is; beyond that stands a digest. */
  private static String runKey(String key) {
    return key.length() <= MAX_RUN_KEY ? key : uuid(key);
  }

  private static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private interface Judging {
    WatchJudge.Verdict of(Optional<WatchState> state, Instant now);
  }

  private Result keep(Watch watch, String watchKey, NewRun seen, Judging judging, String key)
      throws StoreException {
    Instant now = clock.instant();
    Optional<String> text = store.state(watchKey);
    Optional<WatchState> state = text.map(WatchState::of);
    WatchJudge.Verdict verdict = judging.of(state, now);
    if (config.inMaintenance(watch.subject(), now)) {
      // As if nobody had looked; what is still so afterwards is seen then.
      verdict = new WatchJudge.Verdict(state.orElse(verdict.state()), List.of());
    }
    List<Delivery.New> deliveries = deliveries(watch, seen, verdict.changes(), key, now);
    boolean kept = store.record(watchKey, seen, text, verdict.state().text(), deliveries, now);
    return new Result(
        watch.subject(),
        seen.run().outcome(),
        verdict.waits(),
        kept ? verdict.changes() : List.of());
  }

  private List<Delivery.New> deliveries(
      Watch watch, NewRun seen, List<Change> changes, String key, Instant now) {
    Route route = config.route(watch.subject());
    List<Change> told = changes.stream().filter(route::takes).toList();
    if (told.isEmpty()) {
      return List.of();
    }
    var deliveries = new ArrayList<Delivery.New>();
    for (String name : route.to()) {
      // A command tells of one change, and is repeated by itself.
      boolean single = config.target(name).orElse(null) instanceof AlertTarget.Command;
      List<List<Change>> parts = single ? told.stream().map(List::of).toList() : List.of(told);
      for (int i = 0; i < parts.size(); i++) {
        Alert alert = alert(watch, seen, parts.get(i), key + " " + name + " " + i);
        deliveries.add(
            new Delivery.New(
                alert.id(),
                StoredWatch.owned(name, config.name()),
                JSON.line(alert),
                due(name, now)));
      }
    }
    return deliveries;
  }

  private static Alert alert(Watch watch, NewRun seen, List<Change> changes, String key) {
    return new Alert(
        Alert.SCHEMA_VERSION,
        uuid(key),
        watch.subject(),
        seen.run().kind(),
        seen.run().profile(),
        seen.run().scannedAt(),
        seen.run().score(),
        seen.run().grade(),
        changes);
  }

  /** At the end of the digest's time, which is the same for all alerts within it. */
  private Instant due(String target, Instant now) {
    Duration digest =
        config
            .target(target)
            .filter(AlertTarget.Mail.class::isInstance)
            .map(AlertTarget.Mail.class::cast)
            .map(AlertTarget.Mail::digest)
            .orElse(Duration.ZERO);
    long millis = digest.toMillis();
    return millis == 0
        ? now
        : Instant.ofEpochMilli((now.toEpochMilli() + millis - 1) / millis * millis);
  }

  private static <T> T joined(java.util.concurrent.CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException bug ? bug : e;
    }
  }
}
