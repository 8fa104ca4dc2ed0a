package dev.mxray.service;

import dev.mxray.report.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Scans as jobs: begun, watched, read in every form, forgotten. */
final class ScansApi {
  static final String PATH = "/api/v1/scans";

  /** Under this name a request's domain goes to the log. */
  static final String ASKED = "mxray.domain";

  private static final int BUSY_SECONDS = 10;

  private final ScanJobs jobs;
  private final Gatekeeper gatekeeper;
  private final IdempotencyKeys keys = new IdempotencyKeys();

  ScansApi(ScanJobs jobs, Gatekeeper gatekeeper) {
    this.jobs = jobs;
    this.gatekeeper = gatekeeper;
  }

  void routes(Router router) {
    router.post(PATH).handler(gatekeeper::checkScan).handler(this::create);
    router.get(PATH).handler(this::list);
    router.get(PATH + "/:id").handler(this::get);
    router.get(PATH + "/:id/report").handler(this::report);
    router.get(PATH + "/:id/events").handler(this::events);
    router.delete(PATH + "/:id").handler(this::delete);
  }

  /** Says that no more scans are taken now. */
  static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", String.valueOf(BUSY_SECONDS));
    Problem.unavailable("as many scans as this service takes are waiting; try again later")
        .send(context);
  }

  private void create(RoutingContext context) {
    ScanRequest request;
    try {
      request = ScanRequest.read(context.body().buffer());
      keys.check(context);
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    context.put(ASKED, request.domain().ascii());
    IdempotencyKeys.Outcome former = keys.former(context, jobs);
    if (former.conflict()) {
      new Problem(422, "Unprocessable content", "this Idempotency-Key was used for another request")
          .send(context);
      return;
    }
    Optional<ScanJob> job = former.job().or(() -> jobs.submit(request));
    if (job.isEmpty()) {
      busy(context);
      return;
    }
    keys.remember(context, job.get());
    context
        .response()
        .setStatusCode(former.job().isPresent() ? 200 : 201)
        .putHeader("Location", PATH + "/" + job.get().id())
        .putHeader("Cache-Control", "no-store");
    context.json(shown(job.get()));
  }

  private void list(RoutingContext context) {
    Paging paging;
    try {
      paging = Paging.of(context);
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    var items = new JsonArray();
    jobs.page(paging.offset(), paging.limit()).forEach(job -> items.add(shown(job)));
    context.response().putHeader("Cache-Control", "no-store");
    context.json(paging.shown(items, jobs.size()));
  }

  private void get(RoutingContext context) {
    found(context)
        .ifPresent(
            job -> {
              boolean document =
                  Representation.of(context.request().getHeader("Accept"))
                      .filter(form -> form != Representation.JSON)
                      .isPresent();
              if (job.report() != null && document) {
                report(context);
              } else {
                JsonObject body = shown(job);
                Report report = job.report();
                if (report != null) {
                  body.put("report", new JsonObject(Representation.JSON.of(report)));
                }
                Tagged.send(context, "application/json", body.encode());
              }
            });
  }

  private void report(RoutingContext context) {
    found(context)
        .ifPresent(
            job -> {
              Report report = job.report();
              if (report == null) {
                context.response().putHeader("Retry-After", "1");
                new Problem(
                        409, "Conflict", "the scan has no report yet; it is " + job.state().id())
                    .send(context);
              } else {
                Tagged.send(context, report);
              }
            });
  }

  private void events(RoutingContext context) {
    found(context).ifPresent(job -> new EventStream(context, job).begin());
  }

  private void delete(RoutingContext context) {
    if (jobs.delete(id(context))) {
      context.response().setStatusCode(204).end();
    } else {
      unknown(context);
    }
  }

  private Optional<ScanJob> found(RoutingContext context) {
    Optional<ScanJob> job = jobs.find(id(context));
    if (job.isEmpty()) {
      unknown(context);
    }
    return job;
  }

  private static String id(RoutingContext context) {
    return String.valueOf(context.pathParam("id"));
  }

  private static void unknown(RoutingContext context) {
    Problem.notFound("there is no scan of this id (any more)").send(context);
  }

  private static JsonObject shown(ScanJob job) {
    Report report = job.report();
    var links =
        new JsonObject()
            .put("self", PATH + "/" + job.id())
            .put("events", PATH + "/" + job.id() + "/events")
            .put("report", PATH + "/" + job.id() + "/report");
    return new JsonObject()
        .put("id", job.id())
        .put("domain", job.request().domain().ascii())
        .put("state", job.state().id())
        .put("created_at", job.created().toString())
        .put("security_score", report == null ? null : report.securityScore())
        .put("grade", report == null ? null : report.grade())
        .put("outcome", report == null ? null : report.outcome())
        .put("links", links);
  }
}
