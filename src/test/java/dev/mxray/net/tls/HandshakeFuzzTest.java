package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsServerProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server sends: nothing is thrown, nothing leaks, and the caller has an answer. */
class HandshakeFuzzTest {
  private static final TestCertificate EC = TestCertificate.of("mx.example.com").selfSigned();
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").selfSigned();

  private static final int MAX_ROUNDS = 20;

  @ParameterizedTest
  @EnumSource(TlsOffer.class)
  void octets_at_random_end_every_handshake(TlsOffer offer) {
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] octets = new byte[random.nextInt(600)];
      random.nextBytes(octets);
      if (octets.length > 0) {
        octets[0] = (byte) (20 + random.nextInt(4));
      }
      var tls = new TlsClientHandler(offer, "mx.example.com");
      var channel = new EmbeddedChannel(tls);

      channel.writeInbound(Unpooled.wrappedBuffer(octets));
      channel.finishAndReleaseAll();

      assertThat(tls.handshake()).isCompletedExceptionally();
    }
  }

  @Test
  void mutated_handshakes_end_with_a_session_or_a_reason() throws Exception {
    var random = new Random(2);
    int sessions = 0;
    for (int i = 0; i < 600; i++) {
      boolean old = random.nextBoolean();
      int victim = random.nextInt(6);
      int[] record = {0};
      sessions +=
          handshake(
              old
                  ? new OddServer(RSA)
                      .versions(ProtocolVersion.TLSv12)
                      .suites(0xC02F, 0x009E, 0x002F)
                  : new OddServer(EC).versions(ProtocolVersion.TLSv13),
              flight -> record[0]++ == victim % 3 ? mutated(flight, random) : flight);
    }
    assertThat(sessions).isBetween(1, 599);
  }

  @Test
  void a_handshake_in_single_octets_succeeds() throws Exception {
    var server = new TlsServerProtocol();
    server.accept(new OddServer(EC));
    var tls = new TlsClientHandler(TlsOffer.USUAL, "mx.example.com");
    var channel = new EmbeddedChannel(tls);
    for (int round = 0; round < MAX_ROUNDS && !tls.handshake().isDone(); round++) {
      for (byte octet : answer(server, channel)) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
      }
    }

    assertThat(tls.handshake()).isCompleted();
    channel.finishAndReleaseAll();
  }

  /** Whether there was a session; there is an answer in every case. */
  private static int handshake(OddServer peer, UnaryOperator<byte[]> onTheWay) throws IOException {
    var server = new TlsServerProtocol();
    server.accept(peer);
    var tls = new TlsClientHandler(TlsOffer.USUAL, "mx.example.com");
    var channel = new EmbeddedChannel(tls);
    try {
      for (int round = 0; round < MAX_ROUNDS && !tls.handshake().isDone(); round++) {
        byte[] flight = answer(server, channel);
        if (flight.length == 0) {
          break;
        }
        channel.writeInbound(Unpooled.wrappedBuffer(onTheWay.apply(flight)));
      }
    } finally {
      channel.finishAndReleaseAll();
    }
    assertThat(tls.handshake()).isDone();
    return tls.handshake().isCompletedExceptionally() ? 0 : 1;
  }

  /** What the server says to what the client has sent. */
  private static byte[] answer(TlsServerProtocol server, EmbeddedChannel channel) {
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      try {
        server.offerInput(ByteBufUtil.getBytes((ByteBuf) out));
      } catch (IOException e) {
        // It has sent an alert.
      } finally {
        ReferenceCountUtil.release(out);
      }
    }
    byte[] answer = new byte[server.getAvailableOutputBytes()];
    server.readOutput(answer, 0, answer.length);
    return answer;
  }

  private static byte[] mutated(byte[] octets, Random random) {
    byte[] mutated = octets.clone();
    switch (random.nextInt(4)) {
      case 0 -> mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
      case 2 -> {
        int from = random.nextInt(mutated.length);
        for (int i = from; i < Math.min(mutated.length, from + 8); i++) {
          mutated[i] = (byte) random.nextInt(256);
        }
      }
      default -> {
        mutated = Arrays.copyOf(octets, octets.length + 20);
        System.arraycopy(octets, 0, mutated, 20, octets.length);
      }
    }
    return mutated;
  }
}
