package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled.Connected;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks for what certificates point to, which is signed and therefore fetched in the clear (RFC 5280
 * §4.2.1.13, §4.2.2.1): HTTP/1.1, one request for each connection, no redirects. Connections go
 * through the {@link Dialer}, with its policy for addresses and its budget.
 */
public final class PlainClient {
  private static final int OKAY = 200;
  private static final int MAX_STATUS_LINE = 4096;
  private static final int MAX_HEADERS = 32_768;
  private static final int MAX_CHUNK = 8192;
  private static final int MAX_FIELD = 500;

  private final Dialer dialer;
  private final Duration timeout;

  /**
   * @param timeout of a response, connection included
   */
  public PlainClient(Dialer dialer, Duration timeout) {
    this.dialer = dialer;
    this.timeout = timeout;
  }

  /**
   * Asks for one file, at the first address alone.
   *
   * @param maxOctets of the body; a longer one is a failure
   * @param stop ends it when it completes
   * @return never completes exceptionally; what stands in the way is a value
   */
  public CompletableFuture<Fetched> get(
      PlainUri uri, IpAddress address, int maxOctets, CompletableFuture<How> stop) {
    var result = new CompletableFuture<Fetched>();
    var end = new CompletableFuture<How>();
    var unused = stop.thenAccept(end::complete);
    var unusedToo = end.completeOnTimeout(How.TIMEOUT, timeout.toMillis(), TimeUnit.MILLISECONDS);
    var initializer =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(
                    new OctetLimit((long) maxOctets + MAX_HEADERS + MAX_STATUS_LINE),
                    new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADERS, MAX_CHUNK),
                    new HttpObjectAggregator(maxOctets),
                    new Exchange(uri, address, result));
          }
        };
    var dialling = dialer.dial(address, uri.port(), initializer, end);
    var unusedThree =
        dialling.thenAccept(
            dialled -> {
              if (dialled instanceof NotConnected failure) {
                result.complete(failed(uri, address, failure.how(), failure.told()));
              } else {
                Channel channel = ((Connected) dialled).channel();
                var stopped =
                    end.thenAccept(
                        how -> {
                          result.complete(
                              failed(uri, address, how, Sentence.of("net.http-not-in-time")));
                          EventLoops.unwatched(channel.close());
                        });
                var unusedFour = result.whenComplete((done, bug) -> stopped.cancel(false));
              }
            });
    return result.whenComplete((done, bug) -> end.complete(How.DONE));
  }

  private static Fetched failed(PlainUri uri, IpAddress address, How how, Sentence words) {
    return new Fetched.Failed(
        how, words, List.of(new Attempt(uri.authority() + " [" + address + "]", words, 0)));
  }

  /** One request on one connection. Used by one event loop. */
  private static final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final PlainUri uri;
    private final IpAddress address;
    private final CompletableFuture<Fetched> result;

    Exchange(PlainUri uri, IpAddress address, CompletableFuture<Fetched> result) {
      this.uri = uri;
      this.address = address;
      this.result = result;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var get = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri.target());
      get.headers()
          .set(HttpHeaderNames.HOST, uri.authority())
          .set(HttpHeaderNames.USER_AGENT, "mxray")
          .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY)
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      EventLoops.unwatched(context.writeAndFlush(get));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (response.decoderResult().isFailure()) {
        fail(context, How.GARBAGE, Sentence.of("net.not-http"));
        return;
      }
      int status = response.status().code();
      String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
      result.complete(
          new Fetched.Response(
              address,
              status,
              type == null ? null : type.substring(0, Math.min(MAX_FIELD, type.length())),
              null,
              status == OKAY ? ByteBufUtil.getBytes(response.content()) : new byte[0]));
      EventLoops.unwatched(context.close());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(context, How.CLOSED, Sentence.of("net.http-closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(context, How.GARBAGE, Sentence.of("net.http-long-or-not"));
    }

    private void fail(ChannelHandlerContext context, How how, Sentence words) {
      result.complete(failed(uri, address, how, words));
      EventLoops.unwatched(context.close());
    }
  }
}
