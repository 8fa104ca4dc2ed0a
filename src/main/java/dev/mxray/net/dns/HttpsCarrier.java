package dev.mxray.net.dns;

import dev.mxray.net.EventLoops;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DNS over HTTPS by POST (RFC 8484 §4.1), over one connection: HTTP/2 with a stream for each
 * question, or, when the server chooses it, HTTP/1.1 with one question after the other.
 */
final class HttpsCarrier implements Carrier {
  static final List<String> PROTOCOLS =
      List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);

  static final int MAX_MESSAGE = 65535;
  private static final String MEDIA_TYPE = "application/dns-message";

  private final EventLoops loops;
  private final EventLoop loop;
  private final ResolverSpec spec;
  private final Secrecy secrecy;
  private final Counters counters;
  private @Nullable HttpsConnection connection;

  HttpsCarrier(
      EventLoops loops, EventLoop loop, ResolverSpec spec, Secrecy secrecy, Counters counters) {
    this.loops = loops;
    this.loop = loop;
    this.spec = spec;
    this.secrecy = secrecy;
    this.counters = counters;
  }

  @Override
  public Sending send(byte[] query, Reception reception) {
    // RFC 8484 §4.1: the id is 0, so that caches on the way see equal questions as equal.
    Replies.setId(query, 0);
    counters.sent.incrementAndGet();
    HttpsConnection open = connected();
    var call = new Call(open, query, reception);
    open.send(call);
    return call;
  }

  HttpsConnection connected() {
    HttpsConnection open = connection;
    if (open == null) {
      open = new HttpsConnection(this);
      connection = open;
      open.open();
    }
    return open;
  }

  @Override
  public void close() {
    HttpsConnection open = connection;
    if (open != null) {
      open.ended(new Failure("closed", false));
    }
  }

  /** A connection takes no more questions. */
  void forget(HttpsConnection gone) {
    if (connection == gone) {
      connection = null;
    }
  }

  EventLoops loops() {
    return loops;
  }

  EventLoop loop() {
    return loop;
  }

  ResolverSpec spec() {
    return spec;
  }

  Secrecy secrecy() {
    return secrecy;
  }

  FullHttpRequest request(byte[] query) {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, spec.path(), Unpooled.wrappedBuffer(query));
    String host = spec.name() == null ? literal() : spec.name();
    int port = spec.address().getPort();
    request
        .headers()
        .set(HttpHeaderNames.HOST, port == 443 ? host : host + ":" + port)
        .set(HttpHeaderNames.CONTENT_TYPE, MEDIA_TYPE)
        .set(HttpHeaderNames.ACCEPT, MEDIA_TYPE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, query.length)
        .set(HttpConversionUtil.ExtensionHeaderNames.SCHEME.text(), "https");
    return request;
  }

  private String literal() {
    String address = spec.address().getAddress().getHostAddress();
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /** One query on one connection. */
  final class Call implements Sending {
    private HttpsConnection on;
    private boolean repeated;
    private final byte[] query;
    private final Reception reception;
    private final long sentAt = System.nanoTime();
    private boolean done;
    private @Nullable Channel stream;

    Call(HttpsConnection on, byte[] query, Reception reception) {
      this.on = on;
      this.query = query;
      this.reception = reception;
    }

    byte[] query() {
      return query;
    }

    boolean isDone() {
      return done;
    }

    /** True when it has been sent on a second connection. */
    boolean isRepeated() {
      return repeated;
    }

    void repeat() {
      repeated = true;
      stream = null;
    }

    void moveTo(HttpsConnection connection) {
      on = connection;
    }

    void use(Channel channel) {
      stream = channel;
    }

    boolean uses(Channel channel) {
      return channel == stream;
    }

    void response(FullHttpResponse response) {
      if (done) {
        return;
      }
      on.heard();
      int status = response.status().code();
      String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
      if (status != 200) {
        fail(new Failure("HTTP " + status, false));
      } else if (!HttpUtil.getMimeType(type.isEmpty() ? "none" : type)
          .toString()
          .equalsIgnoreCase(MEDIA_TYPE)) {
        counters.malformed.incrementAndGet();
        fail(new Failure("malformed", false));
      } else {
        message(ByteBufUtil.getBytes(response.content()));
      }
    }

    private void message(byte[] octets) {
      switch (Replies.fit(octets, query)) {
        case SHORT -> counters.malformed.incrementAndGet();
        case OTHER -> counters.wrongQuestion.incrementAndGet();
        case OURS -> {
          counters.received.incrementAndGet();
          leave();
          reception.reply(octets);
          return;
        }
      }
      fail(new Failure("malformed", false));
    }

    void fail(Failure failure) {
      if (!done) {
        leave();
        reception.failed(failure.words(), failure.network());
      }
    }

    private void leave() {
      done = true;
      if (stream != null) {
        EventLoops.unwatched(stream.close());
      }
      on.left(this);
    }

    @Override
    public void cancel() {
      if (!done) {
        leave();
      }
    }

    @Override
    public void abandon() {
      cancel();
      if (on.silentSince(sentAt)) {
        on.ended(new Failure("timeout", false));
      }
    }
  }
}
