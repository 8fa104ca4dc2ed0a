package dev.mxray.net.dns;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** One resolver as the engine knows it: how to reach it, and how well it has been doing. */
final class Resolver {
  /**
   * As many questions as are out at one resolver at a time; more would overflow the receive buffers
   * of small resolvers, and ours.
   */
  static final int MAX_IN_FLIGHT = 256;

  private final ResolverSpec spec;
  private final EventLoop loop;
  private final Carrier first;
  private final @Nullable Carrier whenTruncated;
  private final Health health = new Health();
  private final Gate gate = new Gate(MAX_IN_FLIGHT);
  private final Counters counters;
  private boolean knowsEdns = true;
  private boolean stripsSignatures;

  /**
   * @param whenTruncated where to ask again when a reply is truncated; null when the first carrier
   *     has no such limit
   */
  Resolver(
      ResolverSpec spec,
      EventLoop loop,
      Carrier first,
      @Nullable Carrier whenTruncated,
      Counters counters) {
    this.spec = spec;
    this.loop = loop;
    this.first = first;
    this.whenTruncated = whenTruncated;
    this.counters = counters;
  }

  String name() {
    return spec.toString();
  }

  EventLoop loop() {
    return loop;
  }

  Carrier first() {
    return first;
  }

  @Nullable Carrier whenTruncated() {
    return whenTruncated;
  }

  /** True when messages may be lost without notice, so that they are worth sending again. */
  boolean isDatagram() {
    return whenTruncated != null;
  }

  Health health() {
    return health;
  }

  Gate gate() {
    return gate;
  }

  Counters counters() {
    return counters;
  }

  boolean knowsEdns() {
    return knowsEdns;
  }

  /** It answered a plain question after it had refused the same with EDNS. */
  void knowsNoEdns() {
    knowsEdns = false;
  }

  /** It left out the signatures of an answer that has them: no use where they are needed. */
  boolean stripsSignatures() {
    return stripsSignatures;
  }

  void stripsSignatures(boolean seen) {
    stripsSignatures = seen;
  }

  void close() {
    first.close();
    if (whenTruncated != null) {
      whenTruncated.close();
    }
  }
}
