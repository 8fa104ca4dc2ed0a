package dev.mxray.net.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bouncycastle.tls.TlsServerProtocol;
import org.jspecify.annotations.Nullable;

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

  /** Starts a server of Bouncy Castle that echoes what it is sent. */
  int serve(Supplier<OddServer> server) throws InterruptedException {
    return serve(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new OddServerHandler(server.get()));
          }
        });
  }

  /** Starts a server that answers the first octets with these, and then waits. */
  int answer(byte[] octets) throws InterruptedException {
    return serve(
        new Scripted(
            context -> {
              var unused = context.writeAndFlush(Unpooled.wrappedBuffer(octets));
            }));
  }

  /** Starts a server that does this when the first octets come. */
  int react(Consumer<ChannelHandlerContext> reaction) throws InterruptedException {
    return serve(new Scripted(reaction));
  }

  Connection connect(int port, TlsOffer offer, @Nullable String name) throws InterruptedException {
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

  /** A connection in the clear, to which TLS is added later. */
  Connection connectPlain(int port) throws InterruptedException {
    var heard = new LinkedBlockingQueue<String>();
    Channel channel =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(new Listener(heard))
            .connect(InetAddress.getLoopbackAddress(), port)
            .sync()
            .channel();
    return new Connection(channel, new CompletableFuture<>(), heard);
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

    /** Whether the connection ends within our patience. */
    boolean isClosed() throws InterruptedException {
      return channel.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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

  @Sharable
  private static final class Scripted extends ChannelInboundHandlerAdapter {
    private final Consumer<ChannelHandlerContext> reaction;

    Scripted(Consumer<ChannelHandlerContext> reaction) {
      this.reaction = reaction;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      reaction.accept(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }

  /** Carries a server of Bouncy Castle. */
  private static final class OddServerHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private final TlsServerProtocol protocol = new TlsServerProtocol();
    private final OddServer server;

    OddServerHandler(OddServer server) {
      this.server = server;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws IOException {
      protocol.accept(server);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      boolean broken = false;
      try {
        protocol.offerInput(ByteBufUtil.getBytes(bytes));
        byte[] plain = new byte[protocol.getAvailableInputBytes()];
        protocol.readInput(plain, 0, plain.length);
        if (plain.length > 0) {
          protocol.writeApplicationData(plain, 0, plain.length);
        }
      } catch (IOException e) {
        broken = true;
      }
      byte[] output = new byte[protocol.getAvailableOutputBytes()];
      protocol.readOutput(output, 0, output.length);
      var written = context.writeAndFlush(Unpooled.wrappedBuffer(output));
      if (broken) {
        var unused = written.addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
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
