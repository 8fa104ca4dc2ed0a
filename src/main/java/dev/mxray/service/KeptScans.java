package dev.mxray.service;

import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.NewRun;
import dev.mxray.store.Profile;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredReport;
import dev.mxray.text.TextFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The scans that can be asked for by their id: those in memory, and those that have ended and whose
 * reports are in the history, also of a service that ran before. A scan that is forgotten leaves
 * its report in the history, where it can no longer be found by its id. Safe for use by several
 * threads.
 */
final class KeptScans {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Vertx vertx;
  private final ScanJobs jobs;
  private final HistoryStore store;

  /** Reports on their way to the history, by job. */
  private final Map<String, Promise<Void>> underWay = new ConcurrentHashMap<>();

  /** Jobs that are being forgotten. */
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();

  KeptScans(Vertx vertx, ScanJobs jobs, HistoryStore store) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.store = store;
  }

  /** Keeps a report; a database that fails does not keep clients from theirs. */
  void keep(ScanJob job, Report report) {
    boolean whole = job.request().checks().equals(ScanOptions.ALL_CHECKS);
    Promise<Void> end = Promise.promise();
    underWay.put(job.id(), end);
    // Who forgets the job either has done so already, or waits for the end.
    boolean named = jobs.find(job.id()).isPresent();
    vertx
        .executeBlocking(
            () -> {
              NewRun run = NewRun.of(report, whole ? Profile.FULL : Profile.CHOSEN);
              String key = key(job.id(), job.request().language());
              return store.add(named ? run.withKey(key) : run);
            },
            /* ordered= */ false)
        .onFailure(
            trouble ->
                Logs.SERVICE.error(
                    "a report was not kept: {}",
                    trouble instanceof StoreException ? trouble.getMessage() : trouble))
        .onComplete(
            kept -> {
              underWay.remove(job.id(), end);
              end.complete();
            });
  }

  /** Completes when no report is on its way to the history. */
  Future<Void> settled() {
    return Future.join(underWay.values().stream().map(Promise::future).toList()).mapEmpty();
  }

  /** A scan by its id. */
  Future<Optional<ScanJob>> find(String id) {
    Optional<ScanJob> job = jobs.find(id);
    if (job.isPresent() || !ID.matcher(id).matches() || leaving.contains(id)) {
      return Future.succeededFuture(job);
    }
    return vertx.executeBlocking(() -> ofHistory(id), /* ordered= */ false);
  }

  /** Forgets a scan; one that waits never begins. False when there is none of this id. */
  Future<Boolean> forget(String id) {
    if (!ID.matcher(id).matches() || !leaving.add(id)) {
      return Future.succeededFuture(false);
    }
    boolean inMemory = jobs.delete(id);
    Promise<Void> kept = underWay.get(id);
    return (kept == null ? Future.<Void>succeededFuture() : kept.future())
        .compose(
            settled ->
                vertx.executeBlocking(() -> store.releaseKeys(keys(id)), /* ordered= */ false))
        .map(released -> inMemory || released > 0)
        .onComplete(end -> leaving.remove(id));
  }

  private Optional<ScanJob> ofHistory(String id) throws StoreException, IOException {
    for (String language : TextFile.LANGUAGES) {
      Optional<StoredReport> stored = store.report(key(id, language));
      if (stored.isPresent()) {
        return Optional.of(ScanJob.ended(id, stored.get().report(), language));
      }
    }
    return Optional.empty();
  }

  private static List<String> keys(String id) {
    return TextFile.LANGUAGES.stream().map(language -> key(id, language)).toList();
  }

  /** The language is part of it because the document does not say in which it was told. */
  private static String key(String id, String language) {
    return "scan " + language + " " + id;
  }
}
