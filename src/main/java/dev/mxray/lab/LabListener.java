package dev.mxray.lab;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An ephemeral TCP port on 127.0.0.1 and the connections to it, counted.
 *
 * <p>Opening and closing wait for the socket, so neither may be called on an event loop.
 */
final class LabListener implements AutoCloseable {
  private final ChannelGroup channels;
  private final InetSocketAddress address;

  private final Object lock = new Object();
  private int total;
  private int open;
  private final Set<Channel> talking = new HashSet<>();
  private int most;

  /** Who serves a connection. */
  interface Server {
    /**
     * Puts its handlers into the pipeline of a new connection.
     *
     * @param number which one it is, from 1
     * @param held how many connections are held now, this one among them
     */
    void connected(Channel channel, int number, int held);
  }

  LabListener(IoEventLoopGroup group, Server server) {
    this.channels = new DefaultChannelGroup(group.next(), /* stayClosed= */ true);
    this.address = listen(group, server);
  }

  /** A single daemon thread for a server that stands alone. */
  static IoEventLoopGroup ownLoop(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory(name, /* daemon= */ true), NioIoHandler.newFactory());
  }

  /** Ends the threads of event loops, and waits for it. */
  static void shutDown(IoEventLoopGroup group) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Always IPv4, whatever the JVM prefers; octets are never looked up. */
  static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What listens for connections and gives each of them to somebody. */
  static ServerBootstrap listener(IoEventLoopGroup group, Consumer<Channel> connected) {
    return new ServerBootstrap()
        .group(group)
        .channel(
            group.isIoType(EpollIoHandler.class)
                ? EpollServerSocketChannel.class
                : NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                connected.accept(channel);
              }
            });
  }

  private InetSocketAddress listen(IoEventLoopGroup group, Server server) {
    ChannelFuture bound =
        listener(group, channel -> connected(channel, server))
            .bind(loopback(0))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new UncheckedIOException(new IOException("cannot listen on 127.0.0.1", bound.cause()));
    }
    channels.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private void connected(Channel channel, Server server) {
    int number;
    int now;
    synchronized (lock) {
      total++;
      open++;
      talking.add(channel);
      most = Math.max(most, talking.size());
      number = total;
      now = talking.size();
    }
    channel
        .closeFuture()
        .addListener(
            closed -> {
              synchronized (lock) {
                open--;
                talking.remove(channel);
              }
            });
    channels.add(channel);
    server.connected(channel, number, now);
  }

  InetSocketAddress address() {
    return address;
  }

  /** How many connections came in all. */
  int total() {
    synchronized (lock) {
      return total;
    }
  }

  /** How many connections are open. */
  int open() {
    synchronized (lock) {
      return open;
    }
  }

  /**
   * Both sides have said goodbye: the connection no longer counts among those that are held at
   * once, since it may be seen to be closed only after the next one came.
   */
  void parted(Channel channel) {
    synchronized (lock) {
      talking.remove(channel);
    }
  }

  /** How many connections were held at once, at most. */
  int mostAtOnce() {
    synchronized (lock) {
      return most;
    }
  }

  /** Closes the port and every connection. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
  }
}
