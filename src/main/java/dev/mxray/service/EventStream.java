package dev.mxray.service;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of one job (the HTML standard, §9.2): what has happened so far, then what
 * happens, until the job has ended. A client that comes back with {@code Last-Event-ID} gets what
 * it has not seen.
 */
final class EventStream {
  private static final long BEAT_MILLIS = 15_000;

  private final HttpServerResponse response;
  private final ScanJob job;
  private final Context here;
  private final int seen;
  private final ScanJob.Watcher watcher = this::happened;
  private long beat;
  private boolean ended;

  EventStream(RoutingContext context, ScanJob job) {
    this.response = context.response();
    this.job = job;
    this.here = context.vertx().getOrCreateContext();
    this.seen = seen(context.request().getHeader("Last-Event-ID"));
  }

  void begin() {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    response.closeHandler(gone -> end());
    beat =
        here.owner()
            .setPeriodic(
                BEAT_MILLIS,
                id -> {
                  if (!ended) {
                    var unused = response.write(":\n\n");
                  }
                });
    job.watch(watcher);
  }

  private void happened(ScanJob.Event event) {
    here.runOnContext(now -> send(event));
  }

  private void send(ScanJob.Event event) {
    // A client that does not read gets no more than the end; it can come back.
    if (ended || (response.writeQueueFull() && !event.last())) {
      return;
    }
    // Of a job that outlived its service only the end is left; it is told whatever was seen.
    if (event.number() > seen || event.last()) {
      var unused =
          response.write(
              "id: "
                  + event.number()
                  + "\nevent: "
                  + event.kind()
                  + "\ndata: "
                  + event.data().encode()
                  + "\n\n");
    }
    if (event.last()) {
      end();
      var unused = response.end();
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      here.owner().cancelTimer(beat);
      job.leave(watcher);
    }
  }

  private static int seen(@Nullable String header) {
    try {
      return header == null ? 0 : Integer.parseInt(header.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
