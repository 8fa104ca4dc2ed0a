package dev.mxray.net.dns;

import dev.mxray.net.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.StreamBufferingEncoder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection to a DNS-over-HTTPS server; HTTP/2 or, when the server chose it, HTTP/1.1. */
final class HttpsConnection extends ChannelInboundHandlerAdapter {
  private static final int CONNECT_MILLIS = 5000;
  private static final long IDLE_SECONDS = 10;

  private final HttpsCarrier carrier;
  private final Set<HttpsCarrier.Call> calls = new HashSet<>();
  private final Queue<HttpsCarrier.Call> unsent = new ArrayDeque<>();
  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> idle;
  private HttpsCarrier.@Nullable Call current;
  private boolean ready;
  private boolean http2;
  private boolean answering;
  private @Nullable Failure ended;
  private long lastArrival = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

  HttpsConnection(HttpsCarrier carrier) {
    this.carrier = carrier;
  }

  void open() {
    ChannelFuture future =
        new Bootstrap()
            .group(carrier.loop())
            .channel(carrier.loops().streamChannel())
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened
                        .pipeline()
                        .addLast(carrier.secrecy().handler(opened), HttpsConnection.this);
                  }
                })
            .connect(carrier.spec().address());
    channel = future.channel();
    future.addListener(
        done -> {
          if (!done.isSuccess()) {
            ended(Failure.of(done.cause()));
          }
        });
  }

  void send(HttpsCarrier.Call call) {
    call.moveTo(this);
    if (ended != null) {
      call.fail(ended); // it could not even be opened
      return;
    }
    calls.add(call);
    unsent.add(call);
    if (idle != null) {
      idle.cancel(/* mayInterruptIfRunning= */ false);
      idle = null;
    }
    if (ready) {
      sendWaiting();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        established(context.pipeline());
      } else {
        ended(Failure.of(handshake.cause()));
      }
    }
    ReferenceCountUtil.release(event);
  }

  private void established(ChannelPipeline pipeline) {
    String protocol = pipeline.get(SslHandler.class).applicationProtocol();
    http2 = ApplicationProtocolNames.HTTP_2.equals(protocol);
    pipeline.remove(this);
    if (http2) {
      pipeline.addLast(
          Http2FrameCodecBuilder.forClient()
              .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
              .encoderEnforceMaxConcurrentStreams(true)
              .gracefulShutdownTimeoutMillis(0)
              .build(),
          new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
    } else {
      pipeline.addLast(
          new HttpClientCodec(),
          new HttpObjectAggregator(HttpsCarrier.MAX_MESSAGE, /* closeOnExpectationFailed= */ true),
          new Responses(this::currentCall));
    }
    pipeline.addLast(new Ending());
    ready = true;
    sendWaiting();
    rest();
  }

  private HttpsCarrier.@Nullable Call currentCall() {
    HttpsCarrier.Call call = current;
    current = null;
    return call;
  }

  private void sendWaiting() {
    Channel open = channel;
    while (open != null && ended == null && (http2 || current == null)) {
      HttpsCarrier.Call call = unsent.poll();
      if (call == null) {
        return;
      }
      if (call.isDone()) {
        continue;
      }
      if (http2) {
        stream(open, call);
      } else {
        current = call;
        EventLoops.unwatched(open.writeAndFlush(carrier.request(call.query())));
      }
    }
  }

  private void stream(Channel open, HttpsCarrier.Call call) {
    new Http2StreamChannelBootstrap(open)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel opened) {
                opened
                    .pipeline()
                    .addLast(
                        new Http2StreamFrameToHttpObjectCodec(/* isServer= */ false),
                        new HttpObjectAggregator(HttpsCarrier.MAX_MESSAGE),
                        new Responses(() -> call));
              }
            })
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> started(opened, call));
  }

  private void started(Future<Http2StreamChannel> opened, HttpsCarrier.Call call) {
    if (!opened.isSuccess()) {
      call.fail(Failure.of(opened.cause()));
      return;
    }
    Http2StreamChannel stream = opened.getNow();
    if (call.isDone()) {
      EventLoops.unwatched(stream.close());
      return;
    }
    call.use(stream);
    stream
        .writeAndFlush(carrier.request(call.query()))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                again(call, unwritten(written.cause()));
              }
            });
  }

  /** A question that waited for a stream when the server said goodbye was never sent. */
  private static Failure unwritten(Throwable cause) {
    return cause instanceof StreamBufferingEncoder.Http2GoAwayException
        ? new Failure("connection closed", false)
        : Failure.of(cause);
  }

  /** A response came for this call, or nobody waits for one. */
  void left(HttpsCarrier.Call call) {
    calls.remove(call);
    rest();
  }

  void heard() {
    lastArrival = System.nanoTime();
    answering = true;
  }

  /** True when nothing has come since. */
  boolean silentSince(long nanos) {
    return lastArrival - nanos < 0;
  }

  private void rest() {
    if (ended == null && ready && calls.isEmpty() && idle == null) {
      idle =
          carrier
              .loop()
              .schedule(() -> ended(new Failure("idle", false)), IDLE_SECONDS, TimeUnit.SECONDS);
    }
  }

  void ended(Failure failure) {
    if (ended != null) {
      return;
    }
    ended = failure;
    carrier.forget(this);
    if (idle != null) {
      idle.cancel(/* mayInterruptIfRunning= */ false);
    }
    if (channel != null) {
      EventLoops.unwatched(channel.close());
    }
    for (HttpsCarrier.Call call : Set.copyOf(calls)) {
      again(call, failure);
    }
  }

  /** Asks once more on a new connection when the server may have closed this one as idle. */
  private void again(HttpsCarrier.Call call, Failure failure) {
    if (call.isDone()) {
      return;
    }
    // A server of HTTP/1.1 may close after each response: those still in line were not sent yet.
    boolean fresh = unsent.remove(call);
    if (answering && (fresh || !call.isRepeated()) && failure.words().equals("connection closed")) {
      if (!fresh) {
        call.repeat();
      }
      calls.remove(call);
      carrier.connected().send(call);
    } else {
      call.fail(failure);
    }
  }

  /** The server takes no more questions here (RFC 9113 §6.8). */
  private void goingAway() {
    carrier.forget(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ended(Failure.of(cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ended(new Failure("connection closed", false));
  }

  /** The last of the pipeline: what reaches it is not about one question. */
  private final class Ending extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2GoAwayFrame) {
        goingAway();
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ended(Failure.of(cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended(new Failure("connection closed", false));
    }
  }

  /** Gives whole responses to the calls they belong to. */
  private final class Responses extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Supplier<HttpsCarrier.@Nullable Call> whose;

    Responses(Supplier<HttpsCarrier.@Nullable Call> whose) {
      this.whose = whose;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      HttpsCarrier.Call call = whose.get();
      if (call != null) {
        call.response(response);
      }
      if (!http2 && !HttpUtil.isKeepAlive(response)) {
        ended(new Failure("connection closed", false));
      } else {
        sendWaiting();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      HttpsCarrier.Call call = whose.get();
      if (call != null) {
        call.fail(Failure.of(cause));
      }
      if (!http2) {
        ended(Failure.of(cause));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      HttpsCarrier.Call call = http2 ? whose.get() : null;
      if (call != null && call.uses(context.channel())) {
        again(call, new Failure("connection closed", false)); // RST_STREAM, or all of it
      }
      context.fireChannelInactive();
    }
  }
}
