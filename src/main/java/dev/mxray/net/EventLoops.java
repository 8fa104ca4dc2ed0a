package dev.mxray.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads that do all network work; native epoll where it loads, NIO otherwise. */
public final class EventLoops implements AutoCloseable {
  /** One scan is mostly waiting; a bulk run gains little beyond this. */
  private static final int MAX_THREADS = 4;

  private final boolean epoll;
  private final MultiThreadIoEventLoopGroup group;

  private EventLoops(boolean epoll, int threads) {
    this.epoll = epoll;
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("mxray-net", /* daemon= */ true), factory);
  }

  /** Loops for this machine: one per processor, at most four. Threads start when first used. */
  public static EventLoops open() {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    return new EventLoops(Epoll.isAvailable(), threads);
  }

  /** Loops on NIO, whatever the machine offers. */
  public static EventLoops openNio() {
    return new EventLoops(/* epoll= */ false, 2);
  }

  /** What {@link #open} would use, without opening anything: {@code epoll} or {@code nio}. */
  public static String available() {
    return Epoll.isAvailable() ? "epoll" : "nio";
  }

  /** What these loops use: {@code epoll} or {@code nio}. */
  public String transport() {
    return epoll ? "epoll" : "nio";
  }

  /** One of the loops. */
  public EventLoop next() {
    return group.next();
  }

  /** The channel class for UDP on these loops. */
  public Class<? extends Channel> datagramChannel() {
    return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  /** The channel class for TCP on these loops. */
  public Class<? extends Channel> streamChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /**
   * Has what comes next acknowledged at once, where the transport can. A peer that sends a reply in
   * two pieces holds the second one back until the first is acknowledged (RFC 1122 §4.2.3.4), and
   * this side would wait with that for something to say (§4.2.3.2). To be said after each write.
   */
  public static void acknowledgeAtOnce(Channel channel) {
    if (channel instanceof EpollSocketChannel && channel.isActive()) {
      channel.config().setOption(EpollChannelOption.TCP_QUICKACK, true);
    }
  }

  /** Closes all channels and ends the threads, without waiting for either. */
  @Override
  public void close() {
    unwatched(group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }

  /** Says that nobody needs to know what comes of this. */
  public static void unwatched(Future<?> future) {}
}
