package dev.mxray.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.tls.TlsFailureException.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which a handshake fails, told apart. */
class BrokenHandshakesTest {
  private static TlsLab lab;

  @BeforeAll
  static void open() {
    lab = new TlsLab();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "40, handshake_failure, true",
    "70, protocol_version, true",
    "71, insufficient_security, true",
    "80, internal_error, false",
    "112, unrecognized_name, false"
  })
  void a_fatal_alert_is_named_and_may_be_about_the_offer(int number, String name, boolean offer)
      throws Exception {
    int port = lab.answer(octets("15 0303 0002 02 %02x".formatted(number)));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.ALERT);
      assertThat(failure.alert()).hasValue(number);
      assertThat(failure.words())
          .isEqualTo("the server sent the alert " + name + " (" + number + ")");
      assertThat(failure.blamesOffer()).isEqualTo(offer);
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void a_server_that_chooses_an_older_version_than_was_offered_refuses_the_offer()
      throws Exception {
    String hello =
        "0301" + "11".repeat(32) + "00" + "002f" + "00"; // TLS 1.0, AES128-SHA, no compression
    int port = lab.answer(octets("16 0301 002a 02 000026" + hello));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.ALERT);
      assertThat(failure.alert()).hasValue(70);
      assertThat(failure.blamesOffer()).isTrue();
      assertThat(failure.words()).isEqualTo("the server chose a version that was not offered");
    }
  }

  @Test
  void an_answer_in_plaintext_is_garbage_and_shown_harmlessly() throws Exception {
    int port = lab.answer("500 \u001b[31mwhat?\r\n".getBytes(US_ASCII));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.GARBAGE);
      assertThat(failure.words())
          .isEqualTo("the server sent what is not TLS: \"500 .[31mwhat?..\"");
      assertThat(failure.alert()).isEmpty();
      assertThat(failure.blamesOffer()).isFalse();
    }
  }

  @Test
  void records_that_make_no_handshake_are_garbage() throws Exception {
    int port = lab.answer(octets("16 0303 0004 63000000"));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.GARBAGE);
      assertThat(connection.failure().words()).startsWith("the handshake cannot be followed");
    }
  }

  @Test
  void a_record_longer_than_tls_allows_is_garbage() throws Exception {
    int port = lab.answer(octets("16 0303 ffff"));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.GARBAGE);
    }
  }

  @Test
  void empty_records_without_end_are_garbage() throws Exception {
    byte[] empty = octets("16 0303 0000".replace(" ", "").repeat(20_000));
    int port = lab.answer(empty);

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.GARBAGE);
    }
  }

  @Test
  void warnings_without_end_are_garbage() throws Exception {
    byte[] warnings = octets("15030300020170".repeat(60_000));
    int port = lab.answer(warnings);

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.GARBAGE);
      assertThat(connection.failure().words()).startsWith("the handshake goes on after");
    }
  }

  @Test
  void a_server_that_closes_is_closed() throws Exception {
    int port =
        lab.react(
            context -> {
              var unused = context.close();
            });

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
      assertThat(failure.words())
          .isEqualTo("the server closed the connection instead of answering the ClientHello");
    }
  }

  @Test
  void a_server_that_closes_within_a_record_is_closed() throws Exception {
    int port =
        lab.react(
            context -> {
              var unused = context.writeAndFlush(Unpooled.wrappedBuffer(octets("16 0303 0100 02")));
              var unusedToo = context.close();
            });

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
      assertThat(failure.words())
          .isEqualTo("the server closed the connection during the handshake");
    }
  }

  @Test
  void a_close_notify_in_the_middle_is_closed() throws Exception {
    int port = lab.answer(octets("15 0303 0002 01 00"));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.CLOSED);
      assertThat(connection.failure().words()).isEqualTo("the server sent close_notify");
    }
  }

  @Test
  void a_reset_is_a_reset() throws Exception {
    int port =
        lab.react(
            context -> {
              context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
              var unused = context.close();
            });

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().kind()).isEqualTo(Kind.RESET);
    }
  }

  @Test
  void silence_is_a_timeout() throws Exception {
    int port = lab.react(context -> {});
    var tls = new TlsClientHandler(TlsOffer.USUAL, "mx.example.com", Duration.ofMillis(200));

    try (var connection = lab.connect(port, tls)) {
      TlsFailureException failure = connection.failure();

      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure.words()).isEqualTo("the handshake was not done after 200 ms");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void a_caller_that_closes_has_its_answer_too() throws Exception {
    int port = lab.react(context -> {});

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      connection.channel().close().sync();

      assertThat(connection.failure().kind()).isEqualTo(Kind.CLOSED);
    }
  }

  @Test
  void writing_before_there_is_a_session_fails_and_keeps_nothing() throws Exception {
    int port = lab.react(context -> {});

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      var bytes = Unpooled.copiedBuffer("EHLO\r\n", US_ASCII);
      var written = connection.channel().writeAndFlush(bytes).awaitUninterruptibly();

      assertThat(written.cause()).isInstanceOf(IllegalStateException.class);
      assertThat(bytes.refCnt()).isZero();
    }
  }

  @Test
  void a_failure_has_no_stack_trace() throws Exception {
    int port = lab.answer("no\r\n".getBytes(US_ASCII));

    try (var connection = lab.connect(port, TlsOffer.USUAL, "mx.example.com")) {
      assertThat(connection.failure().getStackTrace()).isEmpty();
      assertThat(connection.handshake())
          .failsWithin(Duration.ofSeconds(1))
          .withThrowableThat()
          .isNotInstanceOf(CompletionException.class);
    }
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
