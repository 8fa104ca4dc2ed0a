package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.http.ServerCheck.Verdict;
import dev.mxray.net.tls.TlsClientHandler;
import dev.mxray.net.tls.TlsFailureException;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on one connection, which is closed behind the answer: handshake, a look at the
 * certificate, GET, response (RFC 9112). Used by one event loop.
 */
final class HttpsExchange extends SimpleChannelInboundHandler<HttpObject> {
  private static final String NAME = "mxray";
  private static final int OKAY = 200;

  /* Of a response; what real servers send is far below. */
  private static final int MAX_STATUS_LINE = 4096;
  private static final int MAX_HEADERS = 32_768;
  private static final int MAX_CHUNK = 8192;
  private static final int MAX_INFORMATIONAL = 8;

  /** Characters of a field of the response that are kept. */
  private static final int MAX_FIELD = 500;

  /** Octets of a connection beside the body: handshake, records, headers, chunks. */
  private static final int MAX_OVERHEAD = 524_288;

  private final WebRequest request;
  private final IpAddress address;
  private final ServerCheck check;
  private final Duration timeout;
  private final CompletableFuture<Fetched> result = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private Sentence step = Sentence.of("net.step-tls");
  private @Nullable HttpResponse response;
  private @Nullable ScheduledFuture<?> timer;
  private int informational;

  HttpsExchange(WebRequest request, IpAddress address, ServerCheck check, Duration timeout) {
    this.request = request;
    this.address = address;
    this.check = check;
    this.timeout = timeout;
  }

  /** Completes with what came of it; never exceptionally. */
  CompletableFuture<Fetched> result() {
    return result;
  }

  /** What a new channel for this exchange begins with. */
  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        var tls = new TlsClientHandler(TlsOffer.USUAL, request.uri().host(), timeout);
        channel
            .pipeline()
            .addLast(
                new OctetLimit((long) request.maxOctets() + MAX_OVERHEAD),
                tls,
                new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADERS, MAX_CHUNK),
                HttpsExchange.this);
        var unused =
            tls.handshake()
                .whenComplete(
                    (session, failure) -> {
                      if (session != null) {
                        secured(channel, session);
                      } else if (failure instanceof TlsFailureException tlsFailure) {
                        fail(channel, how(tlsFailure), tlsFailure.told());
                      }
                    });
      }
    };
  }

  private void secured(Channel channel, TlsSession session) {
    var unused =
        check
            .verify(session, request.uri().host())
            .whenComplete(
                (verdict, bug) ->
                    EventLoops.unwatched(
                        channel
                            .eventLoop()
                            .submit(
                                () -> {
                                  if (bug == null) {
                                    verified(channel, verdict);
                                  } else if (result.completeExceptionally(bug)) {
                                    close(channel);
                                  }
                                })));
  }

  private void verified(Channel channel, Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      end(channel, new Fetched.Refused(address, refused.faults()));
    } else if (verdict instanceof Verdict.Unknown unknown) {
      fail(channel, How.UNREACHABLE, unknown.told());
    } else if (!result.isDone()) {
      step = Sentence.of("net.step-http");
      timer =
          channel
              .eventLoop()
              .schedule(
                  () ->
                      fail(channel, How.TIMEOUT, Sentence.of("net.http-late", timeout.toMillis())),
                  timeout.toMillis(),
                  TimeUnit.MILLISECONDS);
      channel
          .writeAndFlush(get())
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  fail(channel, How.CLOSED, Sentence.of("net.http-unsent"));
                }
              });
    }
  }

  private FullHttpRequest get() {
    var get =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, request.uri().target());
    get.headers()
        .set(HttpHeaderNames.HOST, request.uri().authority())
        .set(HttpHeaderNames.USER_AGENT, NAME)
        .set(HttpHeaderNames.ACCEPT, request.accept())
        .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return get;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    Channel channel = context.channel();
    if (result.isDone()) {
      return;
    }
    if (message.decoderResult().isFailure()) {
      fail(channel, How.GARBAGE, garbage(message.decoderResult().cause()));
      return;
    }
    if (message instanceof HttpResponse head) {
      head(channel, head);
    }
    if (message instanceof HttpContent content && response != null) {
      content(channel, response, content);
    }
  }

  private void head(Channel channel, HttpResponse head) {
    if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      if (++informational > MAX_INFORMATIONAL) {
        fail(channel, How.GARBAGE, Sentence.of("net.http-endless"));
      }
      return;
    }
    response = head;
    String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
    if (head.status().code() != OKAY) {
      answer(channel, head, new byte[0]);
    } else if (!ContentCoding.isKnown(coding)) {
      fail(channel, How.GARBAGE, Sentence.of("net.http-coding", cut(coding)));
    } else if (HttpUtil.getContentLength(head, 0L) > request.maxOctets()) {
      tooLong(channel);
    }
  }

  private void content(Channel channel, HttpResponse head, HttpContent content) {
    if (result.isDone()) {
      return;
    }
    ByteBuf octets = content.content();
    if (body.size() + (long) octets.readableBytes() > request.maxOctets()) {
      tooLong(channel);
      return;
    }
    try {
      octets.readBytes(body, octets.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail like this
    }
    if (content instanceof LastHttpContent) {
      whole(channel, head);
    }
  }

  private void whole(Channel channel, HttpResponse head) {
    String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
    var content = ContentCoding.content(coding, body.toByteArray(), request.maxOctets());
    if (content.isEmpty()) {
      fail(channel, How.GARBAGE, Sentence.of("net.http-undecoded"));
    } else if (content.get().length > request.maxOctets()) {
      tooLong(channel);
    } else {
      answer(channel, head, content.get());
    }
  }

  private void answer(Channel channel, HttpResponse head, byte[] content) {
    end(
        channel,
        new Fetched.Response(
            address,
            head.status().code(),
            field(head, HttpHeaderNames.CONTENT_TYPE),
            field(head, HttpHeaderNames.LOCATION),
            content));
  }

  private static @Nullable String field(HttpResponse head, CharSequence name) {
    String value = head.headers().get(name);
    return value == null ? null : cut(value);
  }

  private static String cut(String value) {
    return value.length() > MAX_FIELD ? value.substring(0, MAX_FIELD) : value;
  }

  private void tooLong(Channel channel) {
    fail(channel, How.GARBAGE, Sentence.of("net.too-much", request.maxOctets()));
  }

  private static Sentence garbage(Throwable cause) {
    return cause instanceof TooLongFrameException
        ? Sentence.of("net.http-long")
        : Sentence.of("net.not-http");
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context.channel(), How.CLOSED, Sentence.of("net.http-closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TlsFailureException failure) {
      fail(context.channel(), how(failure), failure.told());
    } else if (cause instanceof TooLongFrameException) {
      tooLong(context.channel());
    } else {
      fail(context.channel(), How.CLOSED, Sentence.of("net.tls-broke"));
    }
  }

  /** Ends the exchange, from whatever thread. */
  void stop(Channel channel, How how) {
    Sentence words =
        how == How.TIMEOUT ? Sentence.of("net.http-not-in-time") : Sentence.of("net.stopped");
    EventLoops.unwatched(channel.eventLoop().submit(() -> fail(channel, how, words)));
  }

  private void fail(Channel channel, How how, Sentence words) {
    end(channel, new Fetched.Failed(how, Sentence.of("net.at-step", step, words), List.of()));
  }

  private void end(Channel channel, Fetched outcome) {
    if (result.complete(outcome)) {
      close(channel);
    }
  }

  private void close(Channel channel) {
    if (timer != null) {
      timer.cancel(/* mayInterruptIfRunning= */ false);
    }
    EventLoops.unwatched(channel.close());
  }

  private static How how(TlsFailureException failure) {
    return switch (failure.kind()) {
      case ALERT -> How.ALERT;
      case GARBAGE -> How.GARBAGE;
      case CLOSED -> How.CLOSED;
      case RESET -> How.RESET;
      case TIMEOUT -> How.TIMEOUT;
    };
  }
}
