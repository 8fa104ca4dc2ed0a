package dev.mxray.service;

import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredWatch;
import dev.mxray.watch.config.Watch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches, which {@code mxray watch} on the same database runs. */
final class WatchesApi {
  static final String PATH = "/api/v1/watches";

  private static final Set<String> FIELDS = Set.of("subject", "cron", "zone", "jitter", "profile");
  private static final int MAX_TEXT = 300;

  private final HistoryStore store;
  private final Gatekeeper gatekeeper;
  private final Clock clock;

  WatchesApi(HistoryStore store, Gatekeeper gatekeeper, Clock clock) {
    this.store = store;
    this.gatekeeper = gatekeeper;
    this.clock = clock;
  }

  void routes(Router router) {
    router.get(PATH).handler(context -> Blocking.run(context, () -> list(context)));
    router.post(PATH).handler(gatekeeper::checkScan).handler(this::put);
    router.get(PATH + "/:key").handler(this::get);
    router.delete(PATH + "/:key").handler(this::delete);
  }

  private JsonObject list(RoutingContext context) throws BadRequestException, StoreException {
    Paging paging = Paging.of(context);
    var items = new JsonArray();
    store.watches().watches(paging.limit(), paging.offset()).forEach(one -> items.add(shown(one)));
    return paging.shown(items, store.watches().count());
  }

  private void put(RoutingContext context) {
    StoredWatch watch;
    try {
      watch = watch(context).stored(StoredWatch.API, clock.instant());
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> store.watches().put(watch), /* ordered= */ false)
        .onSuccess(
            added -> {
              context
                  .response()
                  .setStatusCode(added ? 201 : 200)
                  .putHeader("Location", path(watch));
              context.json(shown(watch));
            })
        .onFailure(trouble -> Blocking.failed(context, trouble));
  }

  private void get(RoutingContext context) {
    found(context, watch -> context.json(shown(watch)));
  }

  private void delete(RoutingContext context) {
    found(
        context,
        watch -> {
          if (watch.source().equals(StoredWatch.FILE)) {
            new Problem(409, "Conflict", "this watch is in a configuration file; remove it there")
                .send(context);
            return;
          }
          context
              .vertx()
              .executeBlocking(() -> store.watches().remove(watch.key()), /* ordered= */ false)
              .onSuccess(
                  removed -> {
                    if (removed) {
                      context.response().setStatusCode(204).end();
                    } else {
                      unknown(context);
                    }
                  })
              .onFailure(trouble -> Blocking.failed(context, trouble));
        });
  }

  private void found(RoutingContext context, java.util.function.Consumer<StoredWatch> then) {
    String key = String.valueOf(context.pathParam("key"));
    context
        .vertx()
        .executeBlocking(() -> store.watches().watch(key), /* ordered= */ false)
        .onSuccess(
            (Optional<StoredWatch> watch) -> {
              if (watch.isPresent()) {
                then.accept(watch.get());
              } else {
                unknown(context);
              }
            })
        .onFailure(trouble -> Blocking.failed(context, trouble));
  }

  private static void unknown(RoutingContext context) {
    Problem.notFound("there is no watch of this key").send(context);
  }

  private static Watch watch(RoutingContext context) throws BadRequestException {
    JsonObject json = ScanRequest.object(context.body().buffer());
    for (String field : json.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new BadRequestException("only subject, cron, zone, jitter and profile are known");
      }
    }
    Object jitter = json.getValue("jitter");
    if (jitter != null && !(jitter instanceof Integer)) {
      throw new BadRequestException("jitter is a whole number of seconds");
    }
    try {
      return Watch.of(
          text(json, "subject", null),
          text(json, "profile", "reputation"),
          text(json, "cron", null),
          text(json, "zone", "UTC"),
          Duration.ofSeconds(jitter == null ? 0 : (Integer) jitter));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(JsonObject json, String field, @Nullable String missing)
      throws BadRequestException {
    Object value = json.getValue(field);
    if (value == null && missing != null) {
      return missing;
    }
    if (!(value instanceof String text) || text.isBlank() || text.length() > MAX_TEXT) {
      throw new BadRequestException(field + " is a string of up to " + MAX_TEXT + " characters");
    }
    return text.strip();
  }

  private static JsonObject shown(StoredWatch watch) {
    return new JsonObject()
        .put("key", watch.key())
        .put("subject", watch.subject())
        .put("kind", watch.kind())
        .put("profile", watch.profile())
        .put("cron", watch.cron())
        .put("zone", watch.zone())
        .put("jitter", watch.jitterSeconds())
        .put("source", watch.source())
        .put("created_at", watch.createdAt().toString())
        .put("links", new JsonObject().put("self", path(watch)));
  }

  private static String path(StoredWatch watch) {
    return PATH + "/" + URLEncoder.encode(watch.key(), StandardCharsets.UTF_8);
  }
}
