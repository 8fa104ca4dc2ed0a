package dev.mxray.service;

import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.store.HistoryStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The HTTP service. It listens from {@link #start} to {@link #stop}; the scanner and the history
 * are the caller's to close, afterwards.
 */
public final class MxrayService {
  private static final int MAX_BODY = 16 * 1024;
  private static final int MAX_HEADERS = 8 * 1024;
  private static final int MAX_LINE = 4 * 1024;
  private static final int IDLE_SECONDS = 75;
  private static final int WORKERS = 4;
  private static final int LOOPS = 2;

  private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

  private final ServiceOptions options;
  private final Clock clock;
  private final AccessLog log;
  private final HistoryStore store;
  private final Vertx vertx;
  private final HttpServer server;
  private final Router router;
  private final ScanJobs jobs;
  private final KeptScans kept;
  private final Languages languages;
  private final ConnectionGuard connections;
  private final Telemetry telemetry;

  private MxrayService(
      ServiceOptions options,
      Scanner scanner,
      ScanOptions scans,
      HistoryStore store,
      AccessLog log,
      Clock clock) {
    this.options = options;
    this.clock = clock;
    this.log = log;
    this.store = store;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS));
    this.languages = new Languages(options.language());
    this.jobs =
        new ScanJobs(
            job -> begin(scanner, scans, job),
            options.running(),
            options.waiting(),
            clock,
            this::scanned);
    this.kept = new KeptScans(vertx, jobs, store);
    this.connections = new ConnectionGuard(vertx, options.requestTime());
    this.telemetry = new Telemetry(jobs, connections, store);
    this.router = router();
    this.server =
        vertx
            .createHttpServer(http())
            .connectionHandler(connections::opened)
            .requestHandler(router)
            .invalidRequestHandler(
                request ->
                    request.response().setStatusCode(400).putHeader("Connection", "close").end());
  }

  /**
   * Begins to listen.
   *
   * @param scanner does the scans; its policy for addresses holds for every client
   * @param scans the options that requests narrow
   * @param store keeps the reports
   * @return completes when requests are taken; exceptionally when it cannot listen there
   */
  public static CompletionStage<MxrayService> start(
      ServiceOptions options,
      Scanner scanner,
      ScanOptions scans,
      HistoryStore store,
      AccessLog log,
      Clock clock) {
    var service = new MxrayService(options, scanner, scans, store, log, clock);
    var started = new CompletableFuture<MxrayService>();
    service
        .server
        .listen(options.port(), options.host())
        .onSuccess(listening -> started.complete(service))
        .onFailure(
            trouble ->
                service.vertx.close().onComplete(closed -> started.completeExceptionally(trouble)));
    return started;
  }

  /** Every method and path that is answered, as the description of the API writes them. */
  List<String> routes() {
    return router.getRoutes().stream()
        .filter(route -> route.getPath() != null && route.methods() != null)
        .flatMap(
            route ->
                route.methods().stream()
                    .map(
                        method ->
                            method.name()
                                + " "
                                + PARAMETER.matcher(route.getPath()).replaceAll("{$1}")))
        .distinct()
        .toList();
  }

  /** The port at which it listens. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Takes no more scans, lets those that run end within the drain time, and closes.
   *
   * @return completes when nothing listens any more
   */
  public CompletionStage<Void> stop() {
    return jobs.drain()
        .completeOnTimeout(null, options.drainTime().toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(idle -> kept.settled().toCompletionStage())
        .thenCompose(settled -> server.shutdown(1, TimeUnit.SECONDS).toCompletionStage())
        .handle((closed, trouble) -> vertx.close().toCompletionStage())
        .thenCompose(closing -> closing);
  }

  private HttpServerOptions http() {
    var http =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADERS)
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxChunkSize(MAX_BODY)
            .setMaxFormAttributeSize(MAX_LINE)
            .setIdleTimeout(IDLE_SECONDS)
            .setUseAlpn(false)
            .setHttp2ClearTextEnabled(false)
            .setCompressionSupported(true);
    if (options.certificate() != null && options.key() != null) {
      http.setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(options.certificate().toString())
                  .setKeyPath(options.key().toString()));
    }
    return http;
  }

  private Router router() {
    var gatekeeper = new Gatekeeper(options);
    Router router = Router.router(vertx);
    router.route().handler(this::begun);
    router.route().handler(gatekeeper::check);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    new LegacyApi(jobs, gatekeeper, languages, clock).routes(router);
    new ScansApi(jobs, kept, gatekeeper, languages).routes(router);
    new HistoryApi(store, languages).routes(router);
    new WatchesApi(store, gatekeeper, clock).routes(router);
    new CatalogueApi(languages).routes(router);
    telemetry.routes(router);
    new Pages(languages, options.tokens() != null).routes(router);
    router.errorHandler(404, context -> Problem.notFound("nothing is at this path").send(context));
    router.errorHandler(
        405,
        context ->
            new Problem(405, "Method not allowed", "this path does not take that method")
                .send(context));
    router.errorHandler(
        413,
        context ->
            new Problem(413, "Content too large", "a request has at most " + MAX_BODY + " octets")
                .send(context));
    router.errorHandler(
        400, context -> Problem.badRequest("the request cannot be read").send(context));
    router.errorHandler(500, MxrayService::bug);
    return router;
  }

  /** Every request: its time limit, and its line in the log. */
  private void begun(RoutingContext context) {
    var request = context.request();
    connections.asked(request.connection());
    long started = System.nanoTime();
    long timer =
        vertx.setTimer(
            options.requestTime().toMillis(),
            late -> {
              if (!request.isEnded()) {
                new Problem(408, "Request timeout", "the request was not complete in time")
                    .send(context);
                request.connection().close();
              }
            });
    context.addEndHandler(
        ended -> {
          vertx.cancelTimer(timer);
          connections.answered(request.connection());
          Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
          int status = context.response().getStatusCode();
          telemetry.answered(status, elapsed);
          log.answered(
              new AccessLog.Entry(
                  clock.instant(),
                  Gatekeeper.client(context),
                  request.method().name(),
                  String.valueOf(request.path()),
                  status,
                  elapsed.toMillis(),
                  asked(context)));
        });
    context.next();
  }

  private static String asked(RoutingContext context) {
    String domain = context.get(ScansApi.ASKED);
    return domain == null ? "" : domain;
  }

  private static void bug(RoutingContext context) {
    Logs.SERVICE.error("a request failed", context.failure());
    new Problem(500, "Internal error", "the service failed; its log says why").send(context);
  }

  private CompletionStage<Report> begin(Scanner scanner, ScanOptions scans, ScanJob job) {
    ScanRequest request = job.request();
    return scanner.scan(
        request.domain(), request.options(scans), job, languages.findings(request.language()));
  }

  private void scanned(ScanJob job, Report report) {
    telemetry.scanned(report);
    kept.keep(job, report);
  }
}
