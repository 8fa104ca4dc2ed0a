package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mxray.lab.LabHttpsAnswer.Mischief;
import dev.mxray.lab.LabHttpsAnswer.Page;
import dev.mxray.lab.LabHttpsAnswer.Raw;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPS server (HTTP/1.1) on an ephemeral port of 127.0.0.1 that answers some paths, and 404 to
 * the others. Each connection is closed behind its first answer.
 *
 * <p>Starting and closing wait for the sockets, so neither may be called on an event loop.
 */
public final class LabHttps implements AutoCloseable {
  /** How many requests are remembered; later ones are only answered. */
  public static final int MAX_REMEMBERED = 10_000;

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final int MAX_REQUEST_BODY = 65_536;
  private static final int IDLE_SECONDS = 60;
  private static final byte[] ENDLESS = "endless\n".repeat(8192).getBytes(US_ASCII);

  private final SSLContext tls;
  private final Map<String, LabHttpsAnswer> answers;
  private final @Nullable IoEventLoopGroup ownGroup;
  private final LabListener listener;

  private final Object lock = new Object();
  private final List<Request> requests = new ArrayList<>();

  /**
   * What a client asked.
   *
   * @param host the Host header; empty without one
   */
  public record Request(String method, String host, String path) {}

  private LabHttps(
      LabCertificate certificate,
      Map<String, LabHttpsAnswer> answers,
      IoEventLoopGroup group,
      @Nullable IoEventLoopGroup ownGroup) {
    this.tls = LabTls.context(certificate);
    this.answers = Map.copyOf(answers);
    this.ownGroup = ownGroup;
    this.listener = new LabListener(group, this::connected);
  }

  /**
   * Starts a server with a thread of its own.
   *
   * @param answers by path, {@code /.well-known/mta-sts.txt}
   * @throws UncheckedIOException when there is no port for it
   */
  public static LabHttps start(LabCertificate certificate, Map<String, LabHttpsAnswer> answers) {
    IoEventLoopGroup own = LabListener.ownLoop("mxray-lab-https");
    try {
      return new LabHttps(certificate, answers, own, own);
    } catch (RuntimeException e) {
      LabListener.shutDown(own);
      throw e;
    }
  }

  /**
   * Starts a server on event loops of somebody else, who also shuts them down.
   *
   * @param answers by path, {@code /.well-known/mta-sts.txt}
   * @param group event loops for NIO or epoll
   * @throws UncheckedIOException when there is no port for it
   */
  public static LabHttps start(
      LabCertificate certificate, Map<String, LabHttpsAnswer> answers, IoEventLoopGroup group) {
    return new LabHttps(certificate, answers, group, null);
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** How many connections came in all. */
  public int connections() {
    return listener.total();
  }

  /** The first {@value #MAX_REMEMBERED} requests in the order of their arrival. */
  public List<Request> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  /** Closes the port and every connection, and ends the server's own thread. */
  @Override
  public void close() {
    listener.close();
    if (ownGroup != null) {
      LabListener.shutDown(ownGroup);
    }
  }

  private void connected(Channel channel, int number, int open) {
    channel
        .pipeline()
        .addLast(LabTls.handler(tls, PROTOCOLS))
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(MAX_REQUEST_BODY))
        .addLast(new Answering());
  }

  private LabHttpsAnswer answer(FullHttpRequest request) {
    String host = request.headers().get(HttpHeaderNames.HOST);
    synchronized (lock) {
      if (requests.size() < MAX_REMEMBERED) {
        requests.add(new Request(request.method().name(), host == null ? "" : host, request.uri()));
      }
    }
    return answers.getOrDefault(request.uri(), LabHttpsAnswer.status(404));
  }

  private final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      LabHttpsAnswer answer = answer(request);
      if (answer instanceof Page page) {
        say(context, page);
      } else if (answer instanceof Raw raw) {
        raw(context, raw);
      } else if (answer instanceof Mischief mischief) {
        switch (mischief) {
          case CLOSE -> Unwatched.of(context.close());
          case SILENCE -> {}
          case ENDLESS -> {
            HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            Unwatched.of(context.write(head));
            endless(context, () -> new DefaultHttpContent(Unpooled.wrappedBuffer(ENDLESS)));
          }
        }
      }
    }

    /** Past the codec, which would not let just anything through, but inside TLS. */
    private void raw(ChannelHandlerContext context, Raw raw) {
      ChannelHandlerContext below = context.pipeline().context(ReadTimeoutHandler.class);
      var first = below.writeAndFlush(Unpooled.copiedBuffer(raw.first()));
      if (raw.again().length == 0) {
        Unwatched.of(first.addListener(ChannelFutureListener.CLOSE));
      } else {
        endless(below, () -> Unpooled.copiedBuffer(raw.again()));
      }
    }

    private void say(ChannelHandlerContext context, Page page) {
      var response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(page.status()),
              Unpooled.copiedBuffer(page.body(), UTF_8));
      page.headers().forEach(response.headers()::set);
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      Unwatched.of(context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE));
    }

    private void endless(ChannelHandlerContext context, Supplier<Object> more) {
      context
          .writeAndFlush(more.get())
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  context.executor().execute(() -> endless(context, more));
                }
              });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // Clients that hang up or dislike a certificate are what this server is for.
      Unwatched.of(context.close());
    }
  }
}
