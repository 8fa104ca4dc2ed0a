package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handshakes with servers of the JDK. */
class TlsClientHandlerTest {
  private static final TestCertificate CA = TestCertificate.authority("Test CA");
  private static final TestCertificate LEAF =
      TestCertificate.of("mx.example.com").names("mx.example.com").signedBy(CA);

  private static TlsLab lab;

  @BeforeAll
  static void open() {
    lab = new TlsLab();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void a_server_of_tls_13_shows_version_suite_group_and_chain() throws Exception {
    int port = lab.serve(echo("TLSv1.3"));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsSession session = connection.session();

      assertThat(session.version()).isEqualTo("TLSv1.3");
      assertThat(session.cipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
      assertThat(session.group()).isEqualTo("x25519");
      assertThat(session.chain()).containsExactly(LEAF.der(), CA.der());
      assertThat(session.secureRenegotiation()).isTrue();
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void a_server_of_tls_12_shows_version_suite_group_and_chain() throws Exception {
    int port = lab.serve(echo("TLSv1.2"));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsSession session = connection.session();

      assertThat(session.version()).isEqualTo("TLSv1.2");
      assertThat(session.cipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      assertThat(session.group()).isEqualTo("x25519");
      assertThat(session.chain()).containsExactly(LEAF.der(), CA.der());
      assertThat(session.secureRenegotiation()).isTrue();
      assertThat(session.extendedMasterSecret()).isTrue();
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void closing_says_goodbye_to_the_server() throws Exception {
    var closed = new CompletableFuture<Throwable>();
    int port =
        lab.serve(
            secured(
                "TLSv1.3",
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    if (event instanceof SslCloseCompletionEvent end) {
                      closed.complete(end.cause());
                    }
                  }
                }));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.session().version()).isEqualTo("TLSv1.3");
    }

    assertThat(closed.get(TlsLab.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void a_server_that_says_goodbye_ends_the_connection() throws Exception {
    int port =
        lab.serve(
            secured(
                "TLSv1.3",
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    if (event == SslHandshakeCompletionEvent.SUCCESS) {
                      var unused = context.close();
                    }
                  }
                }));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.session().version()).isEqualTo("TLSv1.3");
      assertThat(connection.isClosed()).isTrue();
      assertThat(connection.heard()).isEmpty();
    }
  }

  @Test
  void it_takes_over_a_connection_after_starttls() throws Exception {
    SslContext context = context("TLSv1.3");
    int port =
        lab.serve(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Starttls(context));
              }
            });

    try (var connection = lab.connectPlain(port)) {
      assertThat(connection.ask("STARTTLS\r\n")).isEqualTo("220 go\r\n\r\n");

      var tls = new TlsClientHandler(TlsOffer.USUAL, "mx.example.com");
      connection.channel().pipeline().addFirst(tls);

      assertThat(tls.handshake().get(TlsLab.PATIENCE_SECONDS, TimeUnit.SECONDS).chain()).hasSize(2);
      assertThat(connection.ask("EHLO\r\n")).isEqualTo("EHLO\r\n");
    }
  }

  @Test
  void the_server_name_is_sent() throws Exception {
    var asked = new CompletableFuture<String>();
    SslContext context = context("TLSv1.3");
    int port =
        lab.serve(
            new SniHandler(
                (String name, Promise<SslContext> promise) -> {
                  asked.complete(name);
                  return promise.setSuccess(context);
                }));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      connection.session();
      assertThat(asked.get(TlsLab.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("mx.example.com");
    }
  }

  @Test
  void a_large_text_goes_through_in_both_directions() throws Exception {
    int port = lab.serve(echo("TLSv1.2"));
    String text = "x".repeat(100_000);

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      connection.session();
      assertThat(connection.ask(text)).isEqualTo(text);
    }
  }

  @Test
  void preparation_leaves_nothing_behind() {
    TlsPreparation.prepare();
  }

  private static ChannelInitializer<Channel> echo(String version) throws Exception {
    return secured(version, new Echo());
  }

  private static ChannelInitializer<Channel> secured(String version, ChannelHandler inside)
      throws Exception {
    SslContext context = context(version);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(context.newHandler(channel.alloc()), inside);
      }
    };
  }

  private static SslContext context(String version) throws Exception {
    return SslContextBuilder.forServer(LEAF.keys().getPrivate(), LEAF.x509(), CA.x509())
        .protocols(version)
        .build();
  }

  /** Answers the first line with 220 in the clear, and everything after it inside TLS. */
  private static final class Starttls extends SimpleChannelInboundHandler<ByteBuf> {
    private final SslContext context;

    Starttls(SslContext context) {
      this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, ByteBuf bytes) {
      channel.pipeline().addLast(context.newHandler(channel.alloc()), new Echo()).remove(this);
      var unused =
          channel
              .channel()
              .pipeline()
              .firstContext()
              .writeAndFlush(Unpooled.copiedBuffer("220 go\r\n\r\n", StandardCharsets.US_ASCII));
    }
  }

  @Sharable
  private static final class Echo extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      var unused = context.writeAndFlush(bytes.retain());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }
}
