package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContextBuilder;
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

  private static ChannelInitializer<Channel> echo(String version) throws Exception {
    var context =
        SslContextBuilder.forServer(LEAF.keys().getPrivate(), LEAF.x509(), CA.x509())
            .protocols(version)
            .build();
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(context.newHandler(channel.alloc()), new Echo());
      }
    };
  }

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
