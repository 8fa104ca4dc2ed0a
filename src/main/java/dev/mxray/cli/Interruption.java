package dev.mxray.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while something runs: ends it so that it can print what it knows, waits for that a moment,
 * and lets the JVM end with the signal's own exit code, 130. To be closed when all is printed.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Duration patience;
  private final Thread hook;
  private volatile boolean happened;

  private Interruption(Runnable action, Duration patience) {
    this.patience = patience;
    this.hook =
        new Thread(
            () -> {
              happened = true;
              action.run();
              await();
            },
            "interruption");
  }

  /** Calls the action when the user interrupts. */
  static Interruption watch(Runnable action) {
    return watch(action, PATIENCE);
  }

  /** The same with as long to wait for what the action ends. */
  static Interruption watch(Runnable action, Duration patience) {
    var interruption = new Interruption(action, patience);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** True once the user has interrupted. */
  boolean happened() {
    return happened;
  }

  /** Stops watching; after an interruption, lets the JVM end. */
  @Override
  public void close() {
    done.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM has begun to end in this very moment; the hook finds the latch open.
      }
    }
  }

  private void await() {
    try {
      if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
