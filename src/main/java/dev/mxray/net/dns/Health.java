package dev.mxray.net.dns;

import java.util.concurrent.TimeUnit;

/**
 * How well a resolver has been doing: a moving round-trip time (RFC 6298 §2) and whether it has
 * lately failed us. All times are nanoseconds of one monotonic clock.
 */
final class Health {
  private static final long FIRST_HEDGE = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long MIN_HEDGE = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long MAX_HEDGE = TimeUnit.MILLISECONDS.toNanos(1000);

  /** RFC 6298 §2: the first time-out, and the least. */
  private static final long MIN_RETRANSMIT = TimeUnit.SECONDS.toNanos(1);

  /**
   * How long a resolver that failed stands behind the others before one question tries it again.
   */
  private static final long FIRST_SUSPICION = TimeUnit.SECONDS.toNanos(10);

  private static final long MAX_SUSPICION = TimeUnit.SECONDS.toNanos(80);

  /** A resolver that answers everything with SERVFAIL is as good as dead. */
  private static final int MAX_SERVER_FAILURES = 5;

  private long smoothed;
  private long variation;
  private boolean answeredOnce;
  private long lastAnswer;
  // Also read by those who ask one resolver alone, on other threads.
  private volatile boolean suspect;
  private volatile long suspectUntil;
  private long suspicion = FIRST_SUSPICION;
  private int misses;
  private int serverFailures;

  /** It sent a usable answer. */
  void answered(long roundTrip, long now) {
    measured(roundTrip, now);
    suspect = false;
    suspicion = FIRST_SUSPICION;
    misses = 0;
    serverFailures = 0;
  }

  /** It sent an answer that says that it could not help: alive, and perhaps the name's fault. */
  void serverFailure(long roundTrip, long now) {
    measured(roundTrip, now);
    if (++serverFailures >= MAX_SERVER_FAILURES) {
      missed(now);
    }
  }

  /** An answer came after all: it lives, but it is slow. */
  void answeredLate(long roundTrip, long now) {
    measured(roundTrip, now);
    misses = 0;
  }

  /** It refused, failed to connect, or said nothing since {@code askedAt}. */
  void missed(long now) {
    misses++;
    if (!suspect || now - suspectUntil >= 0) {
      suspect = true;
      suspectUntil = now + suspicion;
    }
  }

  /** It is late with a question; a miss unless it has answered another one meanwhile. */
  void late(long askedAt, long now) {
    if (!answeredOnce || lastAnswer - askedAt < 0) {
      missed(now);
    }
  }

  /** True when others should be asked first. */
  boolean isSuspect(long now) {
    return suspect && now - suspectUntil < 0;
  }

  /** Called for the question that tries a suspect again, so that only one does. */
  void tried(long now) {
    if (suspect && now - suspectUntil >= 0) {
      suspicion = Math.min(MAX_SUSPICION, suspicion * 2);
      suspectUntil = now + suspicion;
    }
  }

  /** True when it has never answered although it was asked several times. */
  boolean isDead() {
    return !answeredOnce && misses >= 3;
  }

  /** How long to wait before the next resolver is asked as well. */
  long hedgeDelay() {
    return answeredOnce
        ? Math.max(MIN_HEDGE, Math.min(MAX_HEDGE, smoothed + 4 * variation))
        : FIRST_HEDGE;
  }

  /** How long to wait before the first datagram is sent again. */
  long retransmitDelay() {
    return answeredOnce ? Math.max(MIN_RETRANSMIT, smoothed + 4 * variation) : MIN_RETRANSMIT;
  }

  private void measured(long roundTrip, long now) {
    if (answeredOnce) {
      variation += (Math.abs(roundTrip - smoothed) - variation) / 4;
      smoothed += (roundTrip - smoothed) / 8;
    } else {
      smoothed = roundTrip;
      variation = roundTrip / 2;
    }
    answeredOnce = true;
    lastAnswer = now;
  }
}
