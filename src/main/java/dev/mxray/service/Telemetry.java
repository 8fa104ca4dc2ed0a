package dev.mxray.service;

import dev.mxray.report.Report;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.watch.Gauges;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** What monitors ask: whether the service lives, whether it takes work, and its numbers. */
final class Telemetry {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String END = "# EOF\n";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScanJobs jobs;
  private final HistoryStore store;
  private final Timer scans;

  Telemetry(ScanJobs jobs, ConnectionGuard connections, HistoryStore store) {
    this.jobs = jobs;
    this.store = store;
    this.scans =
        Timer.builder("mxray_scan").description("Scans that have ended.").register(registry);
    Gauge.builder("mxray_scans_running", jobs, ScanJobs::running)
        .description("Scans that run.")
        .register(registry);
    Gauge.builder("mxray_scans_waiting", jobs, ScanJobs::waiting)
        .description("Scans that wait for their turn.")
        .register(registry);
    Gauge.builder("mxray_http_connections", connections, ConnectionGuard::connections)
        .description("Open connections.")
        .register(registry);
  }

  void routes(Router router) {
    router.get("/metrics").handler(this::metrics);
    router.get("/healthz").handler(context -> context.json(new JsonObject().put("status", "ok")));
    router.get("/readyz").handler(this::ready);
  }

  /** Counts a scan that has ended. */
  void scanned(Report report) {
    scans.record(Duration.ofMillis(report.durationMs()));
    Counter.builder("mxray_scan_outcomes")
        .description("Scans by outcome.")
        .tag("outcome", report.outcome())
        .register(registry)
        .increment();
  }

  /** Counts a request that was answered; by class of status, since paths are the clients' own. */
  void answered(int status, Duration elapsed) {
    Timer.builder("mxray_http_requests")
        .description("Requests by class of status.")
        .tag("status", status / 100 + "xx")
        .register(registry)
        .record(elapsed);
  }

  private void metrics(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    boolean open = accept != null && accept.contains("application/openmetrics-text");
    String type = open ? OPEN_METRICS : PROMETHEUS;
    context
        .vertx()
        .executeBlocking(() -> text(type), /* ordered= */ false)
        .onSuccess(text -> context.response().putHeader("Content-Type", type).end(text))
        .onFailure(trouble -> Blocking.failed(context, trouble));
  }

  /** The service's own numbers, and those of what is watched. */
  private String text(String type) throws StoreException {
    String own = registry.scrape(type);
    boolean ended = own.endsWith(END);
    String families = Gauges.families(store);
    return ended ? own.substring(0, own.length() - END.length()) + families + END : own + families;
  }

  private void ready(RoutingContext context) {
    if (jobs.draining()) {
      Problem.unavailable("the service is about to end").send(context);
      return;
    }
    Blocking.run(
        context,
        () -> {
          store.ping();
          return new JsonObject().put("status", "ready");
        });
  }
}
