package dev.mxray.service;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What went wrong with a request, as RFC 9457 describes it.
 *
 * @param status of HTTP
 * @param title the same for every problem of its kind
 * @param detail one sentence about this one; may repeat what the client sent
 */
record Problem(int status, String title, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  static Problem badRequest(BadRequestException wrong) {
    return badRequest(String.valueOf(wrong.getMessage()));
  }

  static Problem unauthorized(String detail) {
    return new Problem(401, "Unauthorized", detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  static Problem tooMany(String detail) {
    return new Problem(429, "Too many requests", detail);
  }

  static Problem unavailable(String detail) {
    return new Problem(503, "Service unavailable", detail);
  }

  /** Ends the response with this problem, in the shape that its path speaks. */
  void send(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    boolean older = LegacyApi.speaks(context.request().path());
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", older ? "application/json" : MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end((older ? LegacyApi.failure(detail) : json()).encode())
        .onFailure(gone -> context.response().reset());
  }

  private JsonObject json() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }
}
