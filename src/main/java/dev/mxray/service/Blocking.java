package dev.mxray.service;

import dev.mxray.store.StoreException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Work that waits for the database, which no event loop does. */
final class Blocking {
  private Blocking() {}

  /** Sends what the work gives, or what went wrong with it. */
  static void run(RoutingContext context, Callable<JsonObject> work) {
    context
        .vertx()
        .executeBlocking(work, /* ordered= */ false)
        .onSuccess(
            body -> {
              context.response().putHeader("Cache-Control", "no-store");
              context.json(body);
            })
        .onFailure(trouble -> failed(context, trouble));
  }

  static void failed(RoutingContext context, Throwable trouble) {
    if (trouble instanceof BadRequestException bad) {
      Problem.badRequest(bad).send(context);
    } else if (trouble instanceof StoreException) {
      Logs.SERVICE.error("the database failed: {}", trouble.getMessage());
      Problem.unavailable("the database does not answer; see the log of the service").send(context);
    } else {
      context.fail(trouble);
    }
  }
}
