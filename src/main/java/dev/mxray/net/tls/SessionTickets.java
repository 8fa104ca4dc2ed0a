package dev.mxray.net.tls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tickets that a server of TLS 1.3 gave away inside (RFC 8446 §4.6.1). They come at any time
 * after the handshake, mostly at once, so this is complete only when the connection has ended. Safe
 * for use by several threads.
 */
public final class SessionTickets {
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong earlyData = new AtomicLong();

  /** One more, with the octets of early data that it allows; 0 for none. */
  void add(long maxEarlyData) {
    count.incrementAndGet();
    earlyData.accumulateAndGet(maxEarlyData, Math::max);
  }

  /** How many came. */
  public int count() {
    return count.get();
  }

  /** Octets that a client may send before the handshake is over (RFC 8446 §4.2.10); 0 for none. */
  public long earlyData() {
    return earlyData.get();
  }
}
