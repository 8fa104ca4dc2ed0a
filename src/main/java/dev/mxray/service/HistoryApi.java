package dev.mxray.service;

import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.Run;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What former scans saw. */
final class HistoryApi {
  static final String DOMAINS = "/api/v1/domains";
  static final String REPORTS = "/api/v1/reports";

  private static final int MAX_ID_DIGITS = 18;

  private final HistoryStore store;
  private final ReportAnswer answer;

  HistoryApi(HistoryStore store, Languages languages) {
    this.store = store;
    this.answer = new ReportAnswer(languages);
  }

  void routes(Router router) {
    router.get(DOMAINS).handler(context -> Blocking.run(context, () -> subjects(context)));
    router
        .get(DOMAINS + "/:domain/history")
        .handler(context -> Blocking.run(context, () -> history(context)));
    router.get(REPORTS + "/:id").handler(this::report);
  }

  private JsonObject subjects(RoutingContext context) throws BadRequestException, StoreException {
    Paging paging = Paging.of(context);
    var items = new JsonArray();
    store.subjects(paging.limit(), paging.offset()).forEach(run -> items.add(shown(run)));
    return paging.shown(items, store.countSubjects());
  }

  private JsonObject history(RoutingContext context) throws BadRequestException, StoreException {
    Paging paging = Paging.of(context);
    String subject = subject(String.valueOf(context.pathParam("domain")));
    Instant since = since(context.request().getParam("since"));
    var items = new JsonArray();
    store
        .runs(subject, since, paging.limit(), paging.offset())
        .forEach(run -> items.add(shown(run)));
    return paging.shown(items, store.count(subject, since)).put("domain", subject);
  }

  private void report(RoutingContext context) {
    Optional<Long> id = id(String.valueOf(context.pathParam("id")));
    if (id.isEmpty()) {
      Problem.notFound("there is no report of this id").send(context);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> store.report(id.get()))
        .onSuccess(stored -> send(context, stored))
        .onFailure(trouble -> Blocking.failed(context, trouble));
  }

  private void send(RoutingContext context, Optional<StoredReport> stored) {
    if (stored.isEmpty()) {
      Problem.notFound("there is no report of this id").send(context);
    } else if (!stored.get().isDomain()) {
      Tagged.send(context, "application/json", stored.get().json());
    } else {
      try {
        answer.send(context, stored.get().report(), /* told= */ null);
      } catch (IOException e) {
        new Problem(500, "Internal error", "the report cannot be read any more").send(context);
      }
    }
  }

  private static Optional<Long> id(String text) {
    return text.matches("[0-9]{1," + MAX_ID_DIGITS + "}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static String subject(String text) throws BadRequestException {
    try {
      return Domain.parse(text).ascii();
    } catch (InvalidDomainException e) {
      throw new BadRequestException("domain: " + e.getMessage());
    }
  }

  private static @Nullable Instant since(@Nullable String text) throws BadRequestException {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRequestException("since is a moment such as 2026-11-01T00:00:00Z");
    }
  }

  private static JsonObject shown(Run run) {
    return new JsonObject()
        .put("id", run.id())
        .put("domain", run.subject())
        .put("profile", run.profile())
        .put("scanned_at", run.scannedAt().toString())
        .put("duration_ms", run.durationMs())
        .put("outcome", run.outcome())
        .put("security_score", run.score())
        .put("grade", run.grade())
        .put("score_low", run.low())
        .put("score_high", run.high())
        .put(
            "findings",
            new JsonObject()
                .put("critical", run.findings().critical())
                .put("high", run.findings().high())
                .put("medium", run.findings().medium())
                .put("low", run.findings().low())
                .put("info", run.findings().info()))
        .put("listings", run.listings())
        .put("certificate_days", run.certificateDays())
        .put("links", new JsonObject().put("report", REPORTS + "/" + run.id()));
  }
}
