package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled;
import dev.mxray.net.guard.Route;
import dev.mxray.observe.Ending;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands documents to web servers: one POST for each connection, TLS with the JDK's rules for names
 * and certificates, no redirects followed, no proxy. The address that is dialled is held against
 * the policy, not the name. Of an answer only the status is read.
 */
public final class WebPoster implements AutoCloseable {
  private static final int MAX_STATUS_LINE = 4096;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CHUNK = 8192;
  private static final int MAX_ADDRESSES = 4;

  private final EventLoops loops = EventLoops.open();
  private final DnsEngine dns;
  private final Duration timeout;

  /**
   * @param timeout for all of one request
   */
  public WebPoster(Duration timeout) {
    this.timeout = timeout;
    this.dns = DnsEngine.builder(loops).timeout(timeout).build();
  }

  /**
   * What to hand to whom.
   *
   * @param url {@code http} or {@code https}
   * @param headers beside those of HTTP itself
   * @param body sent as UTF-8
   * @param allowPrivate whether the server may have an address that nobody on the internet can have
   * @param trust of the server's certificate; null for the JDK's
   */
  public record Post(
      URI url,
      Map<String, String> headers,
      String body,
      boolean allowPrivate,
      @Nullable TrustManagerFactory trust) {}

  /**
   * Hands over a document.
   *
   * @return the status of the answer; completes exceptionally with an {@link IOException} of one
   *     line when there was none
   */
  public CompletableFuture<Integer> post(Post post) {
    CompletableFuture<Integer> status =
        addresses(host(post.url()))
            .thenCompose(
                addresses -> attempt(post, addresses.stream().limit(MAX_ADDRESSES).toList(), null));
    return status
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(error -> CompletableFuture.failedFuture(said(post, error)));
  }

  @Override
  public void close() {
    dns.close();
    loops.close();
  }

  private CompletableFuture<Integer> attempt(
      Post post, List<IpAddress> left, @Nullable IOException before) {
    if (left.isEmpty()) {
      return CompletableFuture.failedFuture(
          before == null ? new IOException("the host has no address") : before);
    }
    var policy = new AddressPolicy(post.allowPrivate());
    IpAddress address = left.get(0);
    Optional<Sentence> refusal = policy.refusal(address);
    List<IpAddress> others = left.subList(1, left.size());
    if (refusal.isPresent()) {
      return attempt(
          post,
          others,
          new IOException(
              "its address "
                  + address
                  + " is "
                  + refusal.get()
                  + ", which only 'allow_private: true' lets be contacted"));
    }
    var status = new CompletableFuture<Integer>();
    var giveUp = new CompletableFuture<Ending.How>();
    var dialer =
        new Dialer(
            loops,
            policy,
            new ConnectionBudget(
                ConnectionBudget.DEFAULT_PER_ADDRESS, ConnectionBudget.DEFAULT_IN_ALL),
            Route.DIRECT,
            timeout);
    return dialer
        .dial(address, port(post.url()), new Exchange(post, status), giveUp)
        .thenCompose(
            dialled -> {
              if (dialled instanceof Dialled.Connected connected) {
                return status.whenComplete(
                    (code, error) -> EventLoops.unwatched(connected.channel().close()));
              }
              String words = ((Dialled.NotConnected) dialled).words();
              return attempt(post, others, new IOException(address + ": " + words));
            })
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((code, error) -> giveUp.complete(Ending.How.TIMEOUT));
  }

  private CompletableFuture<List<IpAddress>> addresses(String host) {
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      return CompletableFuture.completedFuture(List.of(literal.get()));
    }
    CompletableFuture<List<IpAddress>> four = ask(host, RecordType.A);
    CompletableFuture<List<IpAddress>> six = ask(host, RecordType.AAAA);
    return four.thenCombine(
        six, (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
  }

  private CompletableFuture<List<IpAddress>> ask(String host, RecordType type) {
    return dns.ask(new Question(host, type))
        .thenApply(
            answer -> {
              var addresses = new ArrayList<IpAddress>();
              if (answer.status() == DnsAnswer.Status.FOUND) {
                answer
                    .records()
                    .forEach(one -> addresses.add(IpAddress.of(one.rdataToWireCanonical())));
              }
              return addresses;
            });
  }

  private static IOException said(Post post, Throwable error) {
    Throwable cause =
        error instanceof java.util.concurrent.CompletionException && error.getCause() != null
            ? error.getCause()
            : error;
    String words =
        cause instanceof java.util.concurrent.TimeoutException
            ? "no answer in time"
            : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new IOException(host(post.url()) + ": " + words, cause);
  }

  private static String host(URI url) {
    String host = String.valueOf(url.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isTls(URI url) {
    return "https".equals(url.getScheme());
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isTls(url) ? 443 : 80;
  }

  /** One request on its connection. */
  private static final class Exchange extends ChannelInitializer<Channel> {
    private final Post post;
    private final CompletableFuture<Integer> status;

    Exchange(Post post, CompletableFuture<Integer> status) {
      this.post = post;
      this.status = status;
    }

    @Override
    protected void initChannel(Channel channel) throws SSLException {
      if (isTls(post.url())) {
        var context = SslContextBuilder.forClient();
        if (post.trust() != null) {
          context.trustManager(post.trust());
        }
        channel
            .pipeline()
            .addLast(
                context
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build()
                    .newHandler(channel.alloc(), host(post.url()), port(post.url())));
      }
      channel
          .pipeline()
          .addLast(new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADERS, MAX_CHUNK))
          .addLast(new Answer(post, status));
    }
  }

  /** Sends the request and reads the status. */
  private static final class Answer extends SimpleChannelInboundHandler<HttpObject> {
    private final Post post;
    private final CompletableFuture<Integer> status;

    Answer(Post post, CompletableFuture<Integer> status) {
      this.post = post;
      this.status = status;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      URI url = post.url();
      String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
      ByteBuf body = Unpooled.copiedBuffer(post.body(), StandardCharsets.UTF_8);
      int length = body.readableBytes();
      var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, target, body);
      request
          .headers()
          .set(
              HttpHeaderNames.HOST,
              url.getPort() >= 0 ? url.getHost() + ":" + url.getPort() : url.getHost())
          .set(HttpHeaderNames.CONTENT_LENGTH, length)
          .set(HttpHeaderNames.CONNECTION, "close");
      post.headers().forEach((name, value) -> request.headers().set(name, value));
      EventLoops.unwatched(context.writeAndFlush(request));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (message instanceof HttpResponse response) {
        if (response.decoderResult().isFailure()) {
          status.completeExceptionally(new IOException("the answer is not HTTP"));
        } else if (response.status().code() >= 200) { // RFC 9110 §15.2
          status.complete(response.status().code());
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      status.completeExceptionally(new IOException("the connection was closed without an answer"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      status.completeExceptionally(
          new IOException(
              String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), cause));
      EventLoops.unwatched(context.close());
    }
  }
}
