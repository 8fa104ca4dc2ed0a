package dev.mxray.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Waits until nobody asks any more. */
public final class Quiet {
  private Quiet() {}

  /** Until no question has come for so long. */
  public static void of(LabDns dns, Duration time) {
    var asked = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(30))
        .during(time)
        .until(() -> asked.getAndSet(dns.total()) == dns.total());
  }
}
