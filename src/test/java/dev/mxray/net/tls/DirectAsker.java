package dev.mxray.net.tls;

import dev.mxray.text.Sentence;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Says each hello on a connection of its own, at once. */
final class DirectAsker implements HelloAsker {
  private final MultiThreadIoEventLoopGroup loops;
  private final int port;
  private final AtomicInteger connections = new AtomicInteger();

  DirectAsker(MultiThreadIoEventLoopGroup loops, int port) {
    this.loops = loops;
    this.port = port;
  }

  @Override
  public int connections() {
    return connections.get();
  }

  @Override
  public int width() {
    return 4;
  }

  @Override
  public CompletableFuture<HelloAnswer> ask(Hello hello) {
    return once(hello)
        .thenApply(
            result ->
                result.end() == HelloHandler.End.SILENT
                    ? new HelloAnswer.Unheard(
                        dev.mxray.observe.Reason.TIMEOUT, Sentence.verbatim("silent"), true)
                    : result.answer());
  }

  CompletableFuture<HelloHandler.Result> once(Hello hello) {
    connections.incrementAndGet();
    var handler = new HelloHandler(hello, new SecureRandom(), Duration.ofSeconds(2));
    var unused =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(handler);
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port);
    return handler.result();
  }
}
