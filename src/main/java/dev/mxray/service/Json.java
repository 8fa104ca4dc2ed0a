package dev.mxray.service;

import dev.mxray.report.JsonWriter;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Parts of reports in the model of Vert.x. */
final class Json {
  private Json() {}

  static JsonObject object(JsonWriter writer, Record part) {
    return new JsonObject(writer.line(part));
  }

  static List<JsonObject> list(JsonWriter writer, List<? extends Record> parts) {
    return parts.stream().map(part -> object(writer, part)).toList();
  }
}
