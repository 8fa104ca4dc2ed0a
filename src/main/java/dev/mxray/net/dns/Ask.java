package dev.mxray.net.dns;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * One question to one resolver, until it answers, fails or is cancelled: sends again when a
 * datagram may have been lost, goes to TCP when the reply is truncated, drops EDNS when the server
 * does not know it.
 */
final class Ask {
  private static final long MAX_RETRANSMIT = TimeUnit.SECONDS.toNanos(5);

  /** A stream does not lose messages; after this the connection is taken for dead. */
  private static final long STREAM_PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** A slow resolver has answered the first datagram by then: some 3 s. */
  private static final int PATIENT_REPETITIONS = 2;

  /** An unreadable reply may be forged; a second one to another id is the server's own. */
  private static final int MAX_GARBLED = 2;

  /**
   * Who asked. Is told one end, {@code answered} or {@code failed}, unless the ask is cancelled.
   */
  interface Listener {
    void answered(Ask ask, Message message, int size);

    void failed(Ask ask);

    /** A reply could not be read; a better one may follow. */
    void doubted(Ask ask);

    /** The second repetition is due, and still not a word. */
    void silent(Ask ask);
  }

  private final Resolver resolver;
  private final Query query;
  private final Listener listener;
  private final List<Carrier.Sending> sendings = new ArrayList<>();
  private final long startedAt = System.nanoTime();
  private long endedAt;
  private Gate.@Nullable Ticket ticket;
  private @Nullable ScheduledFuture<?> timer;
  private long retransmitDelay;
  private int repetitions;
  private boolean edns;
  private boolean ednsRefused;
  private boolean truncated;
  private int garbled;
  private boolean done;
  private String outcome = "";
  private boolean network;

  Ask(Resolver resolver, Query query, Listener listener) {
    this.resolver = resolver;
    this.query = query;
    this.listener = listener;
    this.edns = resolver.knowsEdns();
    this.retransmitDelay =
        resolver.isDatagram() ? resolver.health().retransmitDelay() : STREAM_PATIENCE;
  }

  void start() {
    Gate.Ticket place = resolver.gate().enter(this::send);
    ticket = place;
    if (done) {
      place.leave(); // it failed while it was sent
    }
  }

  Resolver resolver() {
    return resolver;
  }

  long startedAt() {
    return startedAt;
  }

  boolean isDone() {
    return done;
  }

  /** True when the network, not the resolver, stood in the way. */
  boolean isNetworkFailure() {
    return network;
  }

  /** What came of it in words; when nothing did, the given ones. */
  String outcome(String otherwise) {
    if (!outcome.isEmpty()) {
      return outcome;
    }
    return garbled > 0 ? "malformed" : otherwise;
  }

  long millis() {
    long end = done ? endedAt : System.nanoTime();
    return TimeUnit.NANOSECONDS.toMillis(end - startedAt);
  }

  void cancel() {
    if (!done) {
      end();
    }
  }

  /** Turns an answer that was read, and is of no use, into a failure. */
  void refuse(String words) {
    outcome = words;
  }

  private void send() {
    if (done) {
      return;
    }
    Carrier whenTruncated = resolver.whenTruncated();
    Carrier carrier = truncated && whenTruncated != null ? whenTruncated : resolver.first();
    long sentAt = System.nanoTime();
    sendings.add(carrier.send(query.octets(edns), new Waiting(sentAt, !resolver.isDatagram())));
    if (!done) {
      arm();
    }
  }

  private void arm() {
    long delay = truncated ? STREAM_PATIENCE : retransmitDelay;
    timer = resolver.loop().schedule(this::again, delay, TimeUnit.NANOSECONDS);
  }

  private void again() {
    if (truncated) {
      withdraw(/* abandon= */ true);
      fail("truncated, TCP timeout", false);
      return;
    }
    resolver.health().late(startedAt, System.nanoTime());
    if (resolver.isDatagram()) {
      retransmitDelay = Math.min(MAX_RETRANSMIT, retransmitDelay * 2);
    } else {
      withdraw(/* abandon= */ true);
    }
    if (++repetitions >= PATIENT_REPETITIONS && !done) {
      listener.silent(this);
    }
    if (!done) {
      send();
    }
  }

  private void withdraw(boolean abandon) {
    for (Carrier.Sending sending : List.copyOf(sendings)) {
      if (abandon) {
        sending.abandon();
      } else {
        sending.cancel();
      }
    }
    sendings.clear();
    stopTimer();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(/* mayInterruptIfRunning= */ false);
      timer = null;
    }
  }

  private void end() {
    done = true;
    endedAt = System.nanoTime();
    withdraw(/* abandon= */ false);
    if (ticket != null) {
      ticket.leave();
    }
  }

  private void fail(String words, boolean networkFailure) {
    if (done) {
      return;
    }
    outcome = words;
    network = networkFailure;
    end();
    listener.failed(this);
  }

  /** The reception of one sending. */
  private final class Waiting implements Carrier.Reception {
    private final long sentAt;
    private final boolean stream;

    Waiting(long sentAt, boolean stream) {
      this.sentAt = sentAt;
      this.stream = stream || truncated;
    }

    @Override
    public boolean reply(byte[] octets) {
      if (done) {
        return true;
      }
      if (!stream && Replies.truncated(octets)) {
        overTcp();
        return true;
      }
      Message message = Replies.parse(octets);
      if (message == null) {
        return garbled();
      }
      int rcode = message.getRcode();
      boolean ednsTrouble =
          rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS;
      if (edns && ednsTrouble) {
        edns = false;
        ednsRefused = true;
        withdraw(/* abandon= */ false);
        send();
        return true;
      }
      read(message, rcode, octets.length);
      return true;
    }

    private void read(Message message, int rcode, int size) {
      long now = System.nanoTime();
      outcome = Replies.outcome(message);
      boolean useful = rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
      if (useful) {
        resolver.health().answered(now - sentAt, now);
        if (ednsRefused) {
          resolver.knowsNoEdns();
        }
        end();
        listener.answered(Ask.this, message, size);
        return;
      }
      if (rcode == Rcode.SERVFAIL) {
        resolver.health().serverFailure(now - sentAt, now);
      } else {
        resolver.health().missed(now);
      }
      fail(outcome, false);
    }

    private void overTcp() {
      long now = System.nanoTime();
      resolver.health().answered(now - sentAt, now);
      truncated = true;
      withdraw(/* abandon= */ false);
      send();
    }

    private boolean garbled() {
      resolver.counters().malformed.incrementAndGet();
      garbled++;
      if (stream || garbled >= MAX_GARBLED) {
        resolver.health().missed(System.nanoTime());
        fail(truncated ? "truncated, TCP malformed" : "malformed", false);
        return true;
      }
      listener.doubted(Ask.this);
      return false;
    }

    @Override
    public void failed(String words, boolean networkFailure) {
      if (truncated) {
        String tcp = words.equals("connection refused") ? "refused" : words;
        fail("truncated, TCP " + tcp, false);
        return;
      }
      resolver.health().missed(System.nanoTime());
      fail(words, networkFailure);
    }

    @Override
    public void late(long roundTripNanos) {
      resolver.health().answeredLate(roundTripNanos, System.nanoTime());
    }
  }
}
