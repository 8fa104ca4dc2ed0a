package dev.mxray.service;

import dev.mxray.report.Report;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The scans that clients asked for: so many at once, so many waiting, the last ones kept. Safe for
 * use by several threads.
 */
final class ScanJobs {
  /** Jobs that have ended and are kept, with their reports of some 100 kB. */
  static final int MAX_KEPT = 200;

  private static final int ID_OCTETS = 16;

  private final Function<ScanJob, CompletionStage<Report>> scans;
  private final int mostRunning;
  private final int mostWaiting;
  private final Clock clock;
  private final BiConsumer<ScanJob, Report> sink;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, ScanJob> jobs = new LinkedHashMap<>();
  private final Deque<ScanJob> waiting = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> idle = new ArrayList<>();
  private int running;
  private boolean draining;

  /**
   * @param scans begins the scan of a job, which is told of its progress
   * @param mostRunning scans at once
   * @param mostWaiting jobs that wait for one of these to end; others are refused
   * @param sink gets every complete report; called on a thread of the scanner, must return quickly
   */
  ScanJobs(
      Function<ScanJob, CompletionStage<Report>> scans,
      int mostRunning,
      int mostWaiting,
      Clock clock,
      BiConsumer<ScanJob, Report> sink) {
    this.scans = scans;
    this.mostRunning = mostRunning;
    this.mostWaiting = mostWaiting;
    this.clock = clock;
    this.sink = sink;
  }

  /** Begins a scan, or lets it wait; empty when too many wait or the service is about to end. */
  Optional<ScanJob> submit(ScanRequest request) {
    ScanJob job = new ScanJob(newId(), request, clock.instant());
    boolean now;
    synchronized (this) {
      if (draining || waiting.size() >= mostWaiting) {
        return Optional.empty();
      }
      forgetOldest();
      jobs.put(job.id(), job);
      now = running < mostRunning;
      if (now) {
        running++;
      } else {
        waiting.add(job);
      }
    }
    if (now) {
      begin(job);
    }
    return Optional.of(job);
  }

  synchronized Optional<ScanJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** The jobs, the newest first. */
  synchronized List<ScanJob> page(int offset, int limit) {
    var all = new ArrayList<>(jobs.values());
    Collections.reverse(all);
    return all.stream().skip(offset).limit(limit).toList();
  }

  synchronized int size() {
    return jobs.size();
  }

  /** Forgets a job; one that waits never begins, one that runs ends unseen. False for none. */
  synchronized boolean delete(String id) {
    ScanJob job = jobs.remove(id);
    if (job == null) {
      return false;
    }
    waiting.remove(job);
    job.enter(ScanJob.State.CANCELLED);
    return true;
  }

  synchronized int running() {
    return running;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized boolean draining() {
    return draining;
  }

  /** Takes no more jobs; completes when all that were taken have ended. */
  synchronized CompletableFuture<Void> drain() {
    draining = true;
    var end = new CompletableFuture<Void>();
    if (running == 0 && waiting.isEmpty()) {
      end.complete(null);
    } else {
      idle.add(end);
    }
    return end;
  }

  private void begin(ScanJob job) {
    job.enter(ScanJob.State.RUNNING);
    var unused = scans.apply(job).whenComplete((report, bug) -> ended(job, report, bug));
  }

  private void ended(ScanJob job, Report report, Throwable bug) {
    try {
      if (bug != null) {
        Logs.SERVICE.error("the scan of a domain failed", bug);
        job.enter(ScanJob.State.FAILED);
      } else if (job.done(report)) {
        sink.accept(job, report);
      }
    } finally {
      next();
    }
  }

  /** Lets the next one begin where one has ended, whatever became of that. */
  private void next() {
    ScanJob next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
      }
      if (running == 0) {
        idle.forEach(end -> end.complete(null));
      }
    }
    if (next != null) {
      begin(next);
    }
  }

  /** Forgets the oldest jobs that have ended, so that one more can. */
  private void forgetOldest() {
    int ended = jobs.size() - running - waiting.size();
    Iterator<ScanJob> oldest = jobs.values().iterator();
    while (ended >= MAX_KEPT && oldest.hasNext()) {
      if (oldest.next().state().ended()) {
        oldest.remove();
        ended--;
      }
    }
  }

  private String newId() {
    var octets = new byte[ID_OCTETS];
    random.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }
}
