package dev.mxray.service;

import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.Question;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanListener;
import dev.mxray.scan.ScanOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One scan that a client asked for, and what has happened in it so far. Safe for use by several
 * threads.
 */
final class ScanJob implements ScanListener {
  /** How far a job is. */
  enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean ended() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * Something that a watcher is told.
   *
   * @param number counted from 1 within the job
   */
  record Event(int number, String kind, JsonObject data) {
    /** Whether the job has ended with it. */
    boolean last() {
      return Arrays.stream(State.values()).anyMatch(one -> one.ended() && one.id().equals(kind));
    }
  }

  /** Told of events; calls come from any thread and must return quickly. */
  interface Watcher {
    void happened(Event event);
  }

  /**
   * Events that are kept; a scan has some forty checks and servers, and a hostile one many more.
   */
  private static final int MAX_EVENTS = 400;

  private final String id;
  private final ScanRequest request;
  private final Instant created;
  private final List<Event> events = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private State state = State.QUEUED;
  private @Nullable Report report;
  private int asked;
  private int answered;
  private int conversations;
  private int numbered;

  ScanJob(String id, ScanRequest request, Instant created) {
    this.id = id;
    this.request = request;
    this.created = created;
  }

  /**
   * A job that has ended, of which nothing but its report is known any more.
   *
   * @param language in which the report is told
   */
  static ScanJob ended(String id, Report report, String language) {
    var request =
        new ScanRequest(
            Domain.parse(report.domain()),
            ScanOptions.ALL_CHECKS,
            Duration.ofMillis(report.durationMs()),
            TlsDepth.BASIC,
            language);
    var job = new ScanJob(id, request, Instant.parse(report.scannedAt()));
    job.done(report);
    return job;
  }

  String id() {
    return id;
  }

  ScanRequest request() {
    return request;
  }

  Instant created() {
    return created;
  }

  synchronized State state() {
    return state;
  }

  /** The report; null until the job is done. */
  synchronized @Nullable Report report() {
    return report;
  }

  /** Tells what has happened and what will, until the job has ended or {@link #leave} is called. */
  synchronized void watch(Watcher watcher) {
    events.forEach(watcher::happened);
    if (!state.ended()) {
      watchers.add(watcher);
    }
  }

  synchronized void leave(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** Goes to the state, unless the job has ended already; false then. */
  synchronized boolean enter(State next) {
    if (state.ended()) {
      return false;
    }
    state = next;
    tell(next.id(), new JsonObject().put("domain", request.domain().ascii()));
    if (next.ended()) {
      watchers.clear();
    }
    return true;
  }

  /** The scan has its report. */
  synchronized boolean done(Report result) {
    if (state.ended()) {
      return false;
    }
    report = result;
    state = State.DONE;
    tell(
        State.DONE.id(),
        counts()
            .put("domain", result.domain())
            .put("outcome", result.outcome())
            .put("security_score", result.securityScore())
            .put("grade", result.grade()));
    watchers.clear();
    return true;
  }

  @Override
  public synchronized void checkStarted(Domain domain, Section check) {
    tell("check", new JsonObject().put("check", check.id()).put("state", "started"));
  }

  @Override
  public synchronized void checkFinished(Domain domain, Section check) {
    tell("check", counts().put("check", check.id()).put("state", "finished"));
  }

  @Override
  public synchronized void asked(Domain domain, Question question) {
    asked++;
  }

  @Override
  public synchronized void answered(Domain domain, DnsAnswer answer) {
    answered++;
  }

  @Override
  public synchronized void conversed(Domain domain, ServerObservation server) {
    conversations++;
    tell("progress", counts());
  }

  private JsonObject counts() {
    return new JsonObject()
        .put("questions", asked)
        .put("answers", answered)
        .put("conversations", conversations);
  }

  private void tell(String kind, JsonObject data) {
    // What ends the job is always told.
    if (events.size() >= MAX_EVENTS && !state.ended()) {
      return;
    }
    var event = new Event(++numbered, kind, data);
    events.add(event);
    List.copyOf(watchers).forEach(watcher -> watcher.happened(event));
  }
}
