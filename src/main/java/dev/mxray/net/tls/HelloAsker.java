package dev.mxray.net.tls;

import java.util.concurrent.CompletableFuture;

/** Brings a hello to one server, each on a connection of its own. */
public interface HelloAsker {
  /** Completes with what came of it, whatever that is; never exceptionally. */
  CompletableFuture<HelloAnswer> ask(Hello hello);

  /** Connections that this took so far. */
  int connections();

  /** How many hellos may be under way at a time, as far as that is known; at least 1. */
  int width();
}
