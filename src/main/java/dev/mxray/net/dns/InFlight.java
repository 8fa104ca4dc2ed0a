package dev.mxray.net.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The queries in flight on one socket, by id. Messages that fit none are dropped and counted. The
 * id of a query that was given up is not used again for a while, lest its late reply meets another
 * query.
 */
final class InFlight {
  /** Longer than any reply takes. */
  static final long RETIREMENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Keeps half of the ids free, so that a random one is found soon. */
  private static final int MAX_TAKEN = 0x8000;

  private final Map<Integer, Entry> waiting = new HashMap<>();
  private final Map<Integer, Entry> retired = new LinkedHashMap<>();
  private final Random random;
  private final Counters counters;

  /** One query. */
  static final class Entry {
    private final int id;
    private final byte[] query;
    private final Carrier.Reception reception;
    private final long sentAt = System.nanoTime();
    private long retiredAt;
    private boolean givenUp;

    private Entry(int id, byte[] query, Carrier.Reception reception) {
      this.id = id;
      this.query = query;
      this.reception = reception;
    }

    byte[] query() {
      return query;
    }

    Carrier.Reception reception() {
      return reception;
    }

    long sentAt() {
      return sentAt;
    }
  }

  InFlight(Random random, Counters counters) {
    this.random = random;
    this.counters = counters;
  }

  /** Takes a query in and writes a fresh random id into it. */
  Entry add(byte[] query, Carrier.Reception reception) {
    purge();
    int id;
    do {
      id = random.nextInt(0x10000);
    } while (waiting.containsKey(id) || retired.containsKey(id));
    Replies.setId(query, id);
    var entry = new Entry(id, query, reception);
    waiting.put(id, entry);
    counters.sent.incrementAndGet();
    return entry;
  }

  /** A message came: gives it to whom it belongs, or drops it. */
  void arrived(byte[] message) {
    if (message.length < 2) {
      counters.malformed.incrementAndGet();
      return;
    }
    Entry entry = waiting.get(Replies.id(message));
    boolean late = entry == null;
    if (entry == null) {
      entry = retired.get(Replies.id(message));
    }
    if (entry == null) {
      counters.unknownId.incrementAndGet();
      return;
    }
    switch (Replies.fit(message, entry.query)) {
      case SHORT -> counters.malformed.incrementAndGet();
      case OTHER -> counters.wrongQuestion.incrementAndGet();
      case OURS -> {
        if (late) {
          retired.remove(entry.id);
          counters.late.incrementAndGet();
          entry.reception.late(System.nanoTime() - entry.sentAt);
        } else {
          counters.received.incrementAndGet();
          deliver(entry, message);
        }
      }
    }
  }

  private void deliver(Entry entry, byte[] message) {
    waiting.remove(entry.id);
    if (!entry.reception.reply(message) && !entry.givenUp) {
      waiting.putIfAbsent(entry.id, entry);
    }
  }

  /** Gives up on a query. */
  void retire(Entry entry) {
    entry.givenUp = true;
    if (waiting.remove(entry.id, entry)) {
      entry.retiredAt = System.nanoTime();
      retired.put(entry.id, entry);
    }
  }

  /** Takes one out because it could not be sent; false when it was gone already. */
  boolean remove(Entry entry) {
    return waiting.remove(entry.id, entry);
  }

  /** Takes all out. */
  List<Entry> removeAll() {
    List<Entry> entries = new ArrayList<>(waiting.values());
    waiting.clear();
    return entries;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private void purge() {
    long now = System.nanoTime();
    Iterator<Entry> oldest = retired.values().iterator();
    while (oldest.hasNext()) {
      boolean crowded = waiting.size() + retired.size() >= MAX_TAKEN;
      if (!crowded && now - oldest.next().retiredAt < RETIREMENT_NANOS) {
        return;
      }
      if (crowded) {
        oldest.next();
      }
      oldest.remove();
    }
  }
}
