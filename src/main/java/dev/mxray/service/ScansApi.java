package dev.mxray.service;

import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scans as jobs: begun, watched, read in every form, forgotten. */
final class ScansApi {
  static final String PATH = "/api/v1/scans";

  /** Under this name a request's domain goes to the log. */
  static final String ASKED = "mxray.domain";

  private static final int BUSY_SECONDS = 10;
  private static final JsonWriter DOCUMENTS = new JsonWriter();

  private final ScanJobs jobs;
  private final Gatekeeper gatekeeper;
  private final KeptScans kept;
  private final Languages languages;
  private final ReportAnswer answer;
  private final IdempotencyKeys keys = new IdempotencyKeys();

  ScansApi(ScanJobs jobs, KeptScans kept, Gatekeeper gatekeeper, Languages languages) {
    this.jobs = jobs;
    this.kept = kept;
    this.gatekeeper = gatekeeper;
    this.languages = languages;
    this.answer = new ReportAnswer(languages);
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
    Optional<String> key;
    try {
      request = ScanRequest.read(context.body().buffer(), languages.accepted(context));
      key = IdempotencyKeys.key(context);
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    context.put(ASKED, request.domain().ascii());
    IdempotencyKeys.Outcome begun =
        key.map(
                own ->
                    keys.once(own, context.body().buffer(), jobs::find, () -> jobs.submit(request)))
            .orElseGet(() -> IdempotencyKeys.Outcome.of(jobs.submit(request)));
    if (begun.conflict()) {
      new Problem(422, "Unprocessable content", "this Idempotency-Key was used for another request")
          .send(context);
      return;
    }
    if (begun.job().isEmpty()) {
      busy(context);
      return;
    }
    ScanJob job = begun.job().get();
    context
        .response()
        .setStatusCode(begun.former() ? 200 : 201)
        .putHeader("Location", PATH + "/" + job.id())
        .putHeader("Cache-Control", "no-store");
    context.json(shown(job));
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
    found(
        context,
        job -> {
          boolean document =
              Representation.of(context.request().getHeader("Accept"))
                  .filter(form -> form != Representation.JSON)
                  .isPresent();
          Report report = job.report();
          if (report != null && document) {
            answer.send(context, report, job.request().language());
          } else {
            json(context, job);
          }
        });
  }

  private void json(RoutingContext context, ScanJob job) {
    String shown = shown(job).encode();
    Report report = job.report();
    if (report == null) {
      Tagged.send(context, "application/json", shown);
      return;
    }
    context
        .vertx()
        .executeBlocking(
            () -> with(shown, answer.told(context, report, job.request().language())),
            /* ordered= */ false)
        .onSuccess(body -> Tagged.send(context, "application/json", body))
        .onFailure(trouble -> Blocking.failed(context, trouble));
  }

  /** Puts a report of some 100 kB behind the fields of its job without reading it again. */
  private static String with(String job, Report report) {
    return job.substring(0, job.length() - 1) + ",\"report\":" + DOCUMENTS.line(report) + "}";
  }

  private void report(RoutingContext context) {
    found(
        context,
        job -> {
          Report report = job.report();
          if (report == null) {
            context.response().putHeader("Retry-After", "1");
            new Problem(409, "Conflict", "the scan has no report yet; it is " + job.state().id())
                .send(context);
          } else {
            answer.send(context, report, job.request().language());
          }
        });
  }

  private void events(RoutingContext context) {
    found(context, job -> new EventStream(context, job).begin());
  }

  private void delete(RoutingContext context) {
    var here = context.vertx().getOrCreateContext();
    kept.forget(id(context))
        .onComplete(
            forgotten -> here.runOnContext(now -> deleted(context, forgotten.result(), forgotten)));
  }

  private static void deleted(
      RoutingContext context, @Nullable Boolean there, AsyncResult<Boolean> forgotten) {
    if (there == null) {
      Blocking.failed(context, forgotten.cause());
    } else if (there) {
      context.response().setStatusCode(204).end();
    } else {
      unknown(context);
    }
  }

  private void found(RoutingContext context, Consumer<ScanJob> then) {
    kept.find(id(context))
        .onSuccess(job -> job.ifPresentOrElse(then, () -> unknown(context)))
        .onFailure(trouble -> Blocking.failed(context, trouble));
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
        .put(Languages.FIELD, job.request().language())
        .put("created_at", job.created().toString())
        .put("security_score", report == null ? null : report.securityScore())
        .put("grade", report == null ? null : report.grade())
        .put("outcome", report == null ? null : report.outcome())
        .put("links", links);
  }
}
