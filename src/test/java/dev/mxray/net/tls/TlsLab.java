package dev.mxray.net.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Servers and clients on the loopback. */
final class TlsLab implements AutoCloseable {
  static final long PATIENCE_SECONDS = 10;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  /** Starts a server; returns its port. */
  int serve(ChannelHandler initializer) throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(initializer)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  Connection connect(int port, TlsOffer offer, String name) throws InterruptedException {
    return connect(port, new TlsClientHandler(offer, name, Duration.ofSeconds(PATIENCE_SECONDS)));
  }

  Connection connect(int port, TlsClientHandler tls) throws InterruptedException {
    var heard = new LinkedBlockingQueue<String>();
    Channel channel =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened.pipeline().addLast(tls, new Listener(heard));
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port)
            .sync()
            .channel();
    return new Connection(channel, tls.handshake(), heard);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  record Connection(
      Channel channel, CompletableFuture<TlsSession> handshake, BlockingQueue<String> heard)
      implements AutoCloseable {

    TlsSession session() throws Exception {
      return handshake.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    TlsFailureException failure() throws Exception {
      try {
        TlsSession session = session();
        throw new AssertionError("succeeded: " + session);
      } catch (ExecutionException e) {
        return (TlsFailureException) Objects.requireNonNull(e.getCause());
      }
    }

    /** Sends and waits for as many characters. */
    String ask(String text) throws Exception {
      channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)).sync();
      var answer = new StringBuilder();
      while (answer.length() < text.length()) {
        String more = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (more == null) {
          throw new AssertionError("silence after \"" + answer + '"');
        }
        answer.append(more);
      }
      return answer.toString();
    }

    @Override
    public void close() {
      channel.close().syncUninterruptibly();
    }
  }

  /** Keeps what comes out of the pipeline. */
  private static final class Listener extends SimpleChannelInboundHandler<ByteBuf> {
    private final BlockingQueue<String> heard;

    Listener(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      heard.add(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      heard.add(cause.toString());
    }
  }
}
