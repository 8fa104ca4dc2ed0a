package dev.mxray.lab;

import io.netty.util.concurrent.Future;

/** Says that nobody needs to know what comes of something: a client that has gone has gone. */
final class Unwatched {
  private Unwatched() {}

  static void of(Future<?> future) {}
}
