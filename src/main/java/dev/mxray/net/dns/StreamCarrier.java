package dev.mxray.net.dns;

import dev.mxray.net.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one resolver, opened when needed and used by all questions at once (RFC 7766
 * §6.2), over TCP or TLS. A connection that the server closes while questions are out is opened
 * once more for them, when it had been answering: the server may have closed it as idle just then.
 */
final class StreamCarrier implements Carrier {
  private static final int CONNECT_MILLIS = 5000;

  /** RFC 7766 §6.2.3: "of the order of a few seconds". */
  private static final long IDLE_SECONDS = 10;

  private static final int MAX_MESSAGE = 65535;

  private final EventLoops loops;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final @Nullable Secrecy secrecy;
  private final Random random;
  private final Counters counters;
  private @Nullable Connection connection;

  StreamCarrier(
      EventLoops loops,
      EventLoop loop,
      InetSocketAddress address,
      @Nullable Secrecy secrecy,
      Random random,
      Counters counters) {
    this.loops = loops;
    this.loop = loop;
    this.address = address;
    this.secrecy = secrecy;
    this.random = random;
    this.counters = counters;
  }

  @Override
  public Sending send(byte[] query, Reception reception) {
    var call = new Call(query, reception);
    dispatch(call);
    return call;
  }

  @Override
  public void close() {
    Connection open = connection;
    if (open != null) {
      open.ended(new Failure("closed", false));
    }
  }

  private void dispatch(Call call) {
    Connection open = connection;
    if (open == null) {
      open = new Connection();
      connection = open;
      open.open();
    }
    open.send(call);
  }

  /** One query, on one connection or, after that was closed, on another. */
  private static final class Call implements Sending, Reception {
    private final byte[] query;
    private final Reception reception;
    private @Nullable Connection on;
    private InFlight.@Nullable Entry entry;
    private boolean cancelled;
    private boolean repeated;

    Call(byte[] query, Reception reception) {
      this.query = query;
      this.reception = reception;
    }

    @Override
    public boolean reply(byte[] octets) {
      return reception.reply(octets);
    }

    @Override
    public void failed(String words, boolean network) {
      reception.failed(words, network);
    }

    @Override
    public void late(long roundTripNanos) {
      reception.late(roundTripNanos);
    }

    @Override
    public void cancel() {
      cancelled = true;
      if (on != null && entry != null) {
        on.inFlight.retire(entry);
        on.rest();
      }
    }

    @Override
    public void abandon() {
      Connection used = on;
      InFlight.Entry sent = entry;
      cancel();
      if (used != null && (sent == null || used.lastArrival - sent.sentAt() < 0)) {
        used.ended(new Failure("timeout", false));
      }
    }
  }

  private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
    private final InFlight inFlight = new InFlight(random, counters);
    private final Queue<Call> unsent = new ArrayDeque<>();
    private @Nullable Channel channel;
    private boolean ready;
    private @Nullable Failure ended;
    private boolean answering;
    private long lastArrival = Long.MIN_VALUE / 2;
    private @Nullable ScheduledFuture<?> idle;

    void open() {
      ChannelFuture future =
          new Bootstrap()
              .group(loop)
              .channel(loops.streamChannel())
              .disableResolver()
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
              .option(ChannelOption.TCP_NODELAY, true)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                      if (secrecy != null) {
                        opened.pipeline().addLast(secrecy.handler(opened));
                      }
                      opened
                          .pipeline()
                          .addLast(new LengthFieldBasedFrameDecoder(MAX_MESSAGE + 2, 0, 2, 0, 2))
                          .addLast(Connection.this);
                    }
                  })
              .connect(address);
      channel = future.channel();
      future.addListener(
          done -> {
            if (!done.isSuccess()) {
              ended(Failure.of(done.cause()));
            } else if (secrecy == null) {
              established();
            }
          });
    }

    void send(Call call) {
      if (ended != null) {
        call.failed(ended.words(), ended.network()); // it could not even be opened
        return;
      }
      call.on = this;
      if (idle != null) {
        idle.cancel(/* mayInterruptIfRunning= */ false);
        idle = null;
      }
      if (ready) {
        write(call);
      } else {
        unsent.add(call);
      }
    }

    private void established() {
      ready = true;
      for (Call call = unsent.poll(); call != null; call = unsent.poll()) {
        if (!call.cancelled) {
          write(call);
        }
      }
      rest();
    }

    private void write(Call call) {
      call.entry = inFlight.add(call.query, call);
      byte[] length = {(byte) (call.query.length >>> 8), (byte) call.query.length};
      Channel open = channel;
      if (open != null) {
        // A failed write closes the connection, and that is where it is dealt with.
        EventLoops.unwatched(open.writeAndFlush(Unpooled.wrappedBuffer(length, call.query)));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          established();
        } else {
          ended(Failure.of(handshake.cause()));
        }
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      lastArrival = System.nanoTime();
      answering = true;
      inFlight.arrived(ByteBufUtil.getBytes(message));
      rest();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ended(Failure.of(cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended(new Failure("connection closed", false));
    }

    /** Starts the idle clock when nothing is in flight. */
    void rest() {
      if (ended == null && ready && inFlight.isEmpty() && unsent.isEmpty() && idle == null) {
        idle =
            loop.schedule(() -> ended(new Failure("idle", false)), IDLE_SECONDS, TimeUnit.SECONDS);
      }
    }

    void ended(Failure failure) {
      if (ended != null) {
        return;
      }
      ended = failure;
      if (connection == this) {
        connection = null;
      }
      if (idle != null) {
        idle.cancel(/* mayInterruptIfRunning= */ false);
      }
      if (channel != null) {
        EventLoops.unwatched(channel.close());
      }
      for (InFlight.Entry entry : inFlight.removeAll()) {
        if (entry.reception() instanceof Call call) {
          again(call, failure);
        }
      }
      for (Call call = unsent.poll(); call != null; call = unsent.poll()) {
        if (!call.cancelled) {
          call.failed(failure.words(), failure.network());
        }
      }
    }

    private void again(Call call, Failure failure) {
      if (answering && !call.repeated && failure.words().equals("connection closed")) {
        call.repeated = true;
        dispatch(call);
      } else {
        call.failed(failure.words(), failure.network());
      }
    }
  }
}
