package dev.mxray.weather;

import dev.mxray.net.mail.MailboxProtocol;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The servers of all spells, each on a port of its own of the loopback. */
final class Storm implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicLong visits = new AtomicLong();

  /**
   * Starts a server.
   *
   * @param protocol null for SMTP
   */
  InetSocketAddress serve(Spell spell, @Nullable MailboxProtocol protocol, boolean implicit) {
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    open.add(channel);
                    channel
                        .pipeline()
                        .addLast(new Visit(spell, protocol, implicit, visits.incrementAndGet()));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return (InetSocketAddress) server.localAddress();
  }

  /** What the servers do whose connections the scanner has not ended. */
  List<String> open() {
    var visits = new ArrayList<String>();
    // Not a stream, which wants to know their number: they end meanwhile, and then have no visit.
    for (Channel channel : open) {
      Visit visit = channel.pipeline().get(Visit.class);
      if (visit != null) {
        visits.add(visit.toString());
      }
    }
    return visits;
  }

  /** Connections there ever were. */
  long visits() {
    return visits.get();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
