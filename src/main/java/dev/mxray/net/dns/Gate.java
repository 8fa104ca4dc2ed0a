package dev.mxray.net.dns;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets a limited number of questions through to a resolver at a time; the others wait in line. */
final class Gate {
  private final Queue<Ticket> line = new ArrayDeque<>();
  private int free;
  private boolean busy;

  Gate(int limit) {
    this.free = limit;
  }

  /** A place in the line, or inside. */
  final class Ticket {
    private final Runnable start;
    private boolean inside;
    private boolean gone;

    private Ticket(Runnable start) {
      this.start = start;
    }

    /** Leaves, from wherever it is; once. */
    void leave() {
      if (gone) {
        return;
      }
      gone = true;
      if (inside) {
        free++;
        next();
      }
    }
  }

  /** Starts something now or when its turn comes. */
  Ticket enter(Runnable start) {
    var ticket = new Ticket(start);
    line.add(ticket);
    next();
    return ticket;
  }

  /** Lets in whoever may; what starts may leave at once, which must not make the stack grow. */
  private void next() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (free > 0 && !line.isEmpty()) {
        Ticket ticket = line.remove();
        if (!ticket.gone) {
          free--;
          ticket.inside = true;
          ticket.start.run();
        }
      }
    } finally {
      busy = false; // a closing loop rejects timers: that must not shut the gate for good
    }
  }
}
