package dev.mxray.service;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the number of connections, and the time in which a request on one has to be there: clients
 * that send a header octet by octet, or nothing, are cut off.
 */
final class ConnectionGuard {
  private static final int MAX_CONNECTIONS = 2000;
  private static final int MAX_PER_CLIENT = 400;

  /** How long a client may keep a connection for its next request. */
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Duration time;
  private final Map<String, Integer> perClient = new ConcurrentHashMap<>();
  private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

  /**
   * @param time within which the header of the first request has to be there
   */
  ConnectionGuard(Vertx vertx, Duration time) {
    this.vertx = vertx;
    this.time = time;
  }

  void opened(HttpConnection connection) {
    String client = String.valueOf(connection.remoteAddress().hostAddress());
    int mine = perClient.merge(client, 1, Integer::sum);
    await(connection, time);
    connection.closeHandler(
        gone -> {
          asked(connection);
          timers.remove(connection);
          perClient.computeIfPresent(client, (name, count) -> count > 1 ? count - 1 : null);
        });
    if (mine > MAX_PER_CLIENT || timers.size() > MAX_CONNECTIONS) {
      connection.close();
    }
  }

  /** A request's header has arrived there. */
  void asked(HttpConnection connection) {
    Long timer = timers.get(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** A request was answered there; the next one may follow. */
  void answered(HttpConnection connection) {
    if (timers.containsKey(connection)) {
      await(connection, KEPT);
    }
  }

  private void await(HttpConnection connection, Duration wait) {
    timers.put(connection, vertx.setTimer(wait.toMillis(), id -> connection.close()));
  }

  int connections() {
    return timers.size();
  }
}
