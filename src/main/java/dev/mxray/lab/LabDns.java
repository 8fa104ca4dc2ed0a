package dev.mxray.lab;

import dev.mxray.check.dnssec.DnssecAnchors;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * A resolver on 127.0.0.1, UDP and TCP on one port, that answers from {@link Zones}.
 *
 * <p>Starting and closing wait for the sockets, so neither may be called on an event loop.
 */
public final class LabDns implements AutoCloseable {
  /** How many questions are remembered; later ones are answered and only counted in all. */
  public static final int MAX_REMEMBERED = 10_000;

  /** An ephemeral TCP port may be taken on UDP; then another one is tried. */
  private static final int BIND_TRIES = 20;

  private static final int HEADER_SIZE = 12;
  private static final int MAX_SIZE = 65_535;
  private static final int IDLE_SECONDS = 30;

  private final LabAnswers answers;
  private final LabBehaviour behaviour;
  private final IoEventLoopGroup group;
  private final @Nullable IoEventLoopGroup ownGroup;
  private final ChannelGroup channels;
  private final InetSocketAddress address;

  private final Object lock = new Object();
  private final List<Question> asked = new ArrayList<>();
  private final Map<Question, Integer> counts = new HashMap<>();
  private int total;
  private int overTcp;

  private LabDns(
      Zones zones,
      LabBehaviour behaviour,
      int port,
      IoEventLoopGroup group,
      @Nullable IoEventLoopGroup ownGroup) {
    this.answers = new LabAnswers(zones, behaviour);
    this.behaviour = behaviour;
    this.group = group;
    this.ownGroup = ownGroup;
    this.channels = new DefaultChannelGroup(group.next(), /* stayClosed= */ true);
    this.address = bind(port);
  }

  /** Starts a plain server on an ephemeral port, with a thread of its own. */
  public static LabDns start(Zones zones) {
    return start(zones, Way.PLAIN, 0);
  }

  /**
   * Starts a server with a thread of its own.
   *
   * @param port the port on 127.0.0.1; 0 for an ephemeral one
   * @throws UncheckedIOException when the port cannot be bound
   */
  public static LabDns start(Zones zones, LabBehaviour behaviour, int port) {
    IoEventLoopGroup own = LabListener.ownLoop("mxray-lab-dns");
    try {
      return new LabDns(zones, behaviour, port, own, own);
    } catch (RuntimeException e) {
      LabListener.shutDown(own);
      throw e;
    }
  }

  /**
   * Starts a server on event loops of somebody else, who also shuts them down.
   *
   * @param group event loops for NIO or epoll
   * @throws UncheckedIOException when the port cannot be bound
   */
  public static LabDns start(
      Zones zones, LabBehaviour behaviour, int port, IoEventLoopGroup group) {
    return new LabDns(zones, behaviour, port, group, null);
  }

  /** What has to be trusted for the signatures of every such server: its root's key. */
  public static DnssecAnchors trustAnchors() {
    return DnssecAnchors.parse(LabSigner.anchor());
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** The server as {@code --resolver} takes it: {@code 127.0.0.1:5353}. */
  public String spec() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /**
   * The first {@value #MAX_REMEMBERED} questions in the order of their arrival, those that were not
   * answered too; without types that {@link RecordType} does not know.
   */
  public List<Question> asked() {
    synchronized (lock) {
      return List.copyOf(asked);
    }
  }

  /** How often a question came, among the first {@value #MAX_REMEMBERED} questions. */
  public int count(Question question) {
    synchronized (lock) {
      return counts.getOrDefault(question, 0);
    }
  }

  /** How many questions came in all, of whatever type. */
  public int total() {
    synchronized (lock) {
      return total;
    }
  }

  /** How many of all questions came over TCP. */
  public int overTcp() {
    synchronized (lock) {
      return overTcp;
    }
  }

  /** Closes the port and every connection, and ends the server's own thread. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    if (ownGroup != null) {
      LabListener.shutDown(ownGroup);
    }
  }

  private InetSocketAddress bind(int port) {
    boolean tcp = behaviour != Way.TRUNCATED_TCP_REFUSED;
    for (int left = port == 0 ? BIND_TRIES : 1; ; left--) {
      ChannelFuture first = (tcp ? listen(port) : receive(port)).awaitUninterruptibly();
      if (first.isSuccess()) {
        channels.add(first.channel());
        var bound = (InetSocketAddress) first.channel().localAddress();
        if (!tcp) {
          return bound;
        }
        ChannelFuture second = receive(bound.getPort()).awaitUninterruptibly();
        if (second.isSuccess()) {
          channels.add(second.channel());
          return bound;
        }
        first.channel().close().awaitUninterruptibly();
        first = second;
      }
      if (left == 1) {
        throw new UncheckedIOException(
            new IOException("cannot listen on 127.0.0.1 port " + port, first.cause()));
      }
    }
  }

  private ChannelFuture receive(int port) {
    return new Bootstrap()
        .group(group)
        .channel(
            group.isIoType(EpollIoHandler.class)
                ? EpollDatagramChannel.class
                : NioDatagramChannel.class)
        .handler(new Datagrams())
        .bind(LabListener.loopback(port));
  }

  private ChannelFuture listen(int port) {
    return LabListener.listener(group, this::connected).bind(LabListener.loopback(port));
  }

  private void connected(Channel channel) {
    channels.add(channel);
    if (behaviour == Way.TRUNCATED_TCP_CLOSED) {
      Unwatched.of(channel.close());
      return;
    }
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(new LengthFieldBasedFrameDecoder(MAX_SIZE + 2, 0, 2, 0, 2))
        .addLast(new LengthFieldPrepender(2))
        .addLast(new Frames());
  }

  private void serve(ChannelHandlerContext context, ByteBuf in, boolean tcp, Consumer<byte[]> out) {
    List<byte[]> replies = replies(ByteBufUtil.getBytes(in), tcp);
    if (behaviour instanceof LabBehaviour.Slow slow) {
      Duration delay = slow.delay();
      Unwatched.of(
          context
              .executor()
              .schedule(() -> replies.forEach(out), delay.toMillis(), TimeUnit.MILLISECONDS));
    } else {
      replies.forEach(out);
    }
  }

  private List<byte[]> replies(byte[] octets, boolean tcp) {
    if (octets.length < HEADER_SIZE) {
      return List.of();
    }
    int id = (octets[0] & 0xFF) << 8 | (octets[1] & 0xFF);
    Message query;
    try {
      query = new Message(octets);
    } catch (IOException e) {
      return List.of(LabAnswers.formatError(id));
    }
    if (query.getHeader().getFlag(Flags.QR)) {
      // Two servers must not answer each other for ever.
      return List.of();
    }
    if (query.getQuestion() == null) {
      return List.of(LabAnswers.formatError(id));
    }
    remember(query.getQuestion(), tcp);
    return answers.to(query, tcp);
  }

  private void remember(Record question, boolean tcp) {
    synchronized (lock) {
      total++;
      overTcp += tcp ? 1 : 0;
      if (asked.size() == MAX_REMEMBERED) {
        return;
      }
      for (RecordType type : RecordType.values()) {
        if (type.code() == question.getType()) {
          var it = new Question(question.getName().toString(), type);
          asked.add(it);
          counts.merge(it, 1, Integer::sum);
        }
      }
    }
  }

  private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      InetSocketAddress client = packet.sender();
      serve(
          context,
          packet.content(),
          /* tcp= */ false,
          reply ->
              Unwatched.of(
                  context.writeAndFlush(
                      new DatagramPacket(Unpooled.wrappedBuffer(reply), client))));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A client's closed port comes back as an error here; the next datagram is served all the
      // same.
    }
  }

  private final class Frames extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      serve(
          context,
          frame,
          /* tcp= */ true,
          reply -> Unwatched.of(context.writeAndFlush(Unpooled.wrappedBuffer(reply))));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Unwatched.of(context.close());
    }
  }
}
