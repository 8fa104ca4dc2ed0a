package dev.mxray.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Which part of a list a client wants: {@code ?limit=50&offset=0}. */
record Paging(int limit, int offset) {
  static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_OFFSET = 1_000_000;

  static Paging of(RoutingContext context) throws BadRequestException {
    return new Paging(
        number(context, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        number(context, "offset", 0, 0, MAX_OFFSET));
  }

  JsonObject shown(JsonArray items, int total) {
    return new JsonObject()
        .put("items", items)
        .put("total", total)
        .put("limit", limit)
        .put("offset", offset);
  }

  private static int number(RoutingContext context, String name, int missing, int least, int most)
      throws BadRequestException {
    @Nullable String text = context.request().getParam(name);
    if (text == null) {
      return missing;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new BadRequestException(name + " is a number from " + least + " to " + most);
  }
}
