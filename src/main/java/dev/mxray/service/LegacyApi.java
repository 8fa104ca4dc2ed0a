package dev.mxray.service;

import dev.mxray.scan.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/** The API that clients of the older toolkit know: one scan, one answer. */
final class LegacyApi {
  static final String PATH = "/api/mail-security";

  private final ScanJobs jobs;
  private final Gatekeeper gatekeeper;
  private final Languages languages;
  private final Clock clock;

  LegacyApi(ScanJobs jobs, Gatekeeper gatekeeper, Languages languages, Clock clock) {
    this.jobs = jobs;
    this.gatekeeper = gatekeeper;
    this.languages = languages;
    this.clock = clock;
  }

  /** Whether a path speaks as these clients expect, also when something goes wrong. */
  static boolean speaks(String path) {
    return path != null && path.startsWith("/api/") && !path.startsWith("/api/v1/");
  }

  static JsonObject failure(String why) {
    return new JsonObject().put("success", false).put("error", why);
  }

  void routes(Router router) {
    router.post(PATH).handler(gatekeeper::checkScan).handler(this::scan);
    router.get("/api/health").handler(this::health);
    router.get("/api/tools").handler(this::tools);
  }

  private void scan(RoutingContext context) {
    ScanRequest request;
    try {
      request = ScanRequest.readOlder(context.body().buffer(), languages.usual());
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    context.put(ScansApi.ASKED, request.domain().ascii());
    Optional<ScanJob> job = jobs.submit(request);
    if (job.isEmpty()) {
      ScansApi.busy(context);
      return;
    }
    var here = context.vertx().getOrCreateContext();
    ScanJob.Watcher watcher =
        event -> {
          if (event.last()) {
            here.runOnContext(end -> answer(context, job.get()));
          }
        };
    job.get().watch(watcher);
    context.response().closeHandler(gone -> job.get().leave(watcher));
  }

  private static void answer(RoutingContext context, ScanJob job) {
    var report = job.report();
    if (report == null) {
      (job.state() == ScanJob.State.CANCELLED
              ? new Problem(410, "Gone", "the scan was deleted")
              : new Problem(500, "Internal error", "the scan failed"))
          .send(context);
      return;
    }
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(new JsonObject().put("success", true).put("data", LegacyReport.of(report)).toBuffer());
  }

  private void health(RoutingContext context) {
    context.json(
        new JsonObject()
            .put("status", "healthy")
            .put("service", "mxray")
            .put("version", Version.number())
            .put("timestamp", clock.instant().toString()));
  }

  private void tools(RoutingContext context) {
    context.json(
        new JsonObject()
            .put("success", true)
            .put(
                "tools",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "mail-security")
                            .put("endpoint", PATH)
                            .put("method", "POST")
                            .put("description", "Scans the mail of a domain.")
                            .put(
                                "parameters",
                                new JsonArray().add("domain").add("timeout").add("lang")))));
  }
}
