package dev.mxray.net.dns;

import dev.mxray.net.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to one resolver, over a few connected sockets, each on a port that the system chose
 * (RFC 5452 §4.5): a forger has to guess the port as well as the id. The kernel drops what comes
 * from elsewhere, and says when nobody listens.
 */
final class UdpCarrier implements Carrier {
  private static final int SOCKETS = 4;

  /** A port that a forger has found out is of no use to him for longer. */
  static final long SOCKET_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Longer than a reply takes, after the last question on a socket. */
  private static final long FAREWELL_SECONDS = 30;

  /** Some servers send more than was offered; a datagram cut here is malformed. */
  private static final int MAX_DATAGRAM = 4096;

  /** Room for a burst of some hundred replies. */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final EventLoops loops;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final Random random;
  private final Counters counters;
  private final long socketNanos;
  private final @Nullable Socket[] sockets = new @Nullable Socket[SOCKETS];

  /**
   * @param socketNanos how long a socket takes questions before another replaces it
   */
  UdpCarrier(
      EventLoops loops,
      EventLoop loop,
      InetSocketAddress address,
      Random random,
      Counters counters,
      long socketNanos) {
    this.loops = loops;
    this.loop = loop;
    this.address = address;
    this.random = random;
    this.counters = counters;
    this.socketNanos = socketNanos;
  }

  @Override
  public Sending send(byte[] query, Reception reception) {
    int slot = random.nextInt(SOCKETS);
    Socket socket = sockets[slot];
    if (socket != null && System.nanoTime() - socket.openedAt >= socketNanos) {
      var unused = loop.schedule(socket::leave, FAREWELL_SECONDS, TimeUnit.SECONDS);
      socket = null;
    }
    if (socket == null) {
      socket = new Socket(slot);
      sockets[slot] = socket;
      socket.open();
    }
    return socket.send(query, reception);
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      if (socket != null) {
        socket.ended(new Failure("closed", false));
      }
    }
  }

  private final class Socket extends SimpleChannelInboundHandler<DatagramPacket> {
    private final int slot;
    private final InFlight inFlight = new InFlight(random, counters);
    private final long openedAt = System.nanoTime();
    private @Nullable ChannelFuture opening;

    Socket(int slot) {
      this.slot = slot;
    }

    void open() {
      ChannelFuture future =
          new Bootstrap()
              .group(loop)
              .channel(loops.datagramChannel())
              .disableResolver()
              .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
              .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
              .handler(this)
              .connect(address);
      opening = future;
      future.addListener(
          done -> {
            if (!done.isSuccess()) {
              ended(Failure.of(done.cause()));
            }
          });
    }

    Sending send(byte[] query, Reception reception) {
      InFlight.Entry entry = inFlight.add(query, reception);
      ChannelFuture channel = opening;
      if (channel != null) {
        channel.addListener(
            done -> {
              if (done.isSuccess()) {
                write(channel.channel(), entry);
              } else {
                failOne(entry, Failure.of(done.cause())); // it had failed before we came
              }
            });
      }
      return new Sending() {
        @Override
        public void cancel() {
          inFlight.retire(entry);
        }

        @Override
        public void abandon() {
          inFlight.retire(entry);
        }
      };
    }

    private void write(Channel channel, InFlight.Entry entry) {
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(entry.query()))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  Failure failure = Failure.of(written.cause());
                  if (failure.network()) {
                    // ICMP for an earlier datagram is told to the next one: it holds for all.
                    failAll(failure);
                  } else {
                    failOne(entry, failure);
                  }
                }
              });
    }

    private void failOne(InFlight.Entry entry, Failure failure) {
      if (inFlight.remove(entry)) {
        entry.reception().failed(failure.words(), failure.network());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      // A datagram can slip in between the binding of the socket and its connection.
      if (!address.equals(packet.sender())) {
        counters.wrongSource.incrementAndGet();
        return;
      }
      ByteBuf content = packet.content();
      inFlight.arrived(ByteBufUtil.getBytes(content));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // ICMP: nobody listens there, whichever socket was told; hosts say so only about once a
      // second. The sockets stay good for later questions.
      Failure failure = Failure.of(cause);
      failAll(failure);
      if (failure.network()) {
        for (Socket other : sockets.clone()) {
          if (other != null) {
            other.failAll(failure);
          }
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended(new Failure("unreachable", true));
    }

    /** Closes without a word to those who wait: they have asked again on other sockets. */
    void leave() {
      inFlight.removeAll();
      ended(new Failure("closed", false));
    }

    void ended(Failure failure) {
      if (sockets[slot] == this) {
        sockets[slot] = null;
      }
      if (opening != null) {
        EventLoops.unwatched(opening.channel().close());
      }
      failAll(failure);
    }

    private void failAll(Failure failure) {
      for (InFlight.Entry entry : inFlight.removeAll()) {
        entry.reception().failed(failure.words(), failure.network());
      }
    }
  }
}
