package dev.mxray.service;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Who asked what, and what became of it: one line for each request. Told by the service to whoever
 * runs it.
 */
@FunctionalInterface
public interface AccessLog {
  /** Tells nobody. */
  AccessLog NONE = entry -> {};

  /** A request was answered. Called on event loops; must return quickly. */
  void answered(Entry entry);

  /**
   * One request.
   *
   * @param client the name of its token, or its address
   * @param path as it was asked, without the query; hostile text
   * @param domain that it asked to scan; empty for other requests
   */
  record Entry(
      Instant at,
      String client,
      String method,
      String path,
      int status,
      long millis,
      String domain) {

    /** The entry as a JSON object on one line. */
    public String json() {
      var line =
          new JsonObject()
              .put("time", at.toString())
              .put("client", client)
              .put("method", method)
              .put("path", path)
              .put("status", status)
              .put("ms", millis);
      if (!domain.isEmpty()) {
        line.put("domain", domain);
      }
      return line.encode();
    }
  }
}
