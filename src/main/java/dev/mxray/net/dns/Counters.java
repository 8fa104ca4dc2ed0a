package dev.mxray.net.dns;

import java.util.concurrent.atomic.AtomicLong;

/** The running numbers behind {@link DnsStatistics}; written by the engine's loop only. */
final class Counters {
  final AtomicLong sent = new AtomicLong();
  final AtomicLong received = new AtomicLong();
  final AtomicLong late = new AtomicLong();
  final AtomicLong unknownId = new AtomicLong();
  final AtomicLong wrongQuestion = new AtomicLong();
  final AtomicLong malformed = new AtomicLong();
  final AtomicLong wrongSource = new AtomicLong();

  DnsStatistics now() {
    return new DnsStatistics(
        sent.get(),
        received.get(),
        late.get(),
        unknownId.get(),
        wrongQuestion.get(),
        malformed.get(),
        wrongSource.get());
  }
}
