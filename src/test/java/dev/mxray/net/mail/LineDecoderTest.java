package dev.mxray.net.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.mail.Line.End;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

  @Test
  void lines_end_in_crlf() {
    assertThat(lines("220 one\r\n220 two\r\n"))
        .containsExactly(new Line("220 one", End.CRLF), new Line("220 two", End.CRLF));
  }

  @Test
  void a_bare_lf_ends_a_line_too_and_is_noted() {
    assertThat(lines("220 one\n220 two\r\n"))
        .containsExactly(new Line("220 one", End.BARE_LF), new Line("220 two", End.CRLF));
  }

  @Test
  void a_bare_cr_is_data() {
    assertThat(lines("220 o\rne\r\r\n")).containsExactly(new Line("220 o\rne\r", End.CRLF));
  }

  @Test
  void every_octet_is_kept() {
    var octets = new byte[256];
    for (int i = 0; i < 256; i++) {
      octets[i] = (byte) i;
    }
    String all = new String(octets, StandardCharsets.ISO_8859_1).replace("\n", "");
    assertThat(lines(all + "\r\n")).containsExactly(new Line(all, End.CRLF));
  }

  @Test
  void a_line_may_come_octet_by_octet() {
    assertThat(lines("220 one\r\n250 two\r\n", 1)).hasSize(2);
  }

  @Test
  void a_line_that_does_not_end_is_cut_and_nothing_follows() {
    List<Line> lines = lines("2".repeat(100_000) + "\r\n220 next\r\n", 700);
    assertThat(lines).containsExactly(new Line("2".repeat(LineDecoder.MAX_KEPT), End.CUT));
  }

  @Test
  void the_longest_line_is_kept_whole() {
    String longest = "2".repeat(LineDecoder.MAX_KEPT - 1);
    assertThat(lines(longest + "\r\n")).containsExactly(new Line(longest, End.CRLF));
  }

  @Test
  void what_stands_at_the_end_of_the_connection_is_evidence() {
    assertThat(lines("220 one\r\n220 tw"))
        .containsExactly(new Line("220 one", End.CRLF), new Line("220 tw", End.NONE));
  }

  @Test
  void what_is_unread_when_the_decoder_is_removed_is_passed_on() {
    var decoder = new LineDecoder();
    var channel = new EmbeddedChannel(decoder);
    channel.writeInbound(buffer("220 one\r\n250 inj"));
    assertThat(channel.<Line>readInbound().text()).isEqualTo("220 one");
    channel.pipeline().remove(decoder);
    ByteBuf left = channel.readInbound();
    assertThat(left.toString(StandardCharsets.ISO_8859_1)).isEqualTo("250 inj");
    left.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void whatever_comes_is_bounded_and_nothing_is_lost_before_a_cut() {
    var random = new Random(25);
    for (int round = 0; round < 2000; round++) {
      String text = text(random);
      List<Line> lines = lines(text, 1 + random.nextInt(300));
      assertThat(lines).allMatch(line -> line.text().length() <= LineDecoder.MAX_KEPT);
      var again = new StringBuilder();
      for (Line line : lines) {
        again.append(line.text());
        again.append(
            switch (line.end()) {
              case CRLF -> "\r\n";
              case BARE_LF -> "\n";
              case CUT, NONE -> "";
            });
      }
      assertThat(text).startsWith(again.toString());
      assertThat(
              lines.stream().anyMatch(line -> line.end() == End.CUT) || text.contentEquals(again))
          .isTrue();
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append("\r\n");
        case 1 -> text.append('\n');
        case 2 -> text.append('\r');
        case 3 -> text.append("250-").append((char) random.nextInt(256));
        case 4 -> text.append("x".repeat(random.nextInt(3000)));
        default -> text.append("220 mx.example.com ESMTP\r\n");
      }
    }
    return text.toString();
  }

  private static List<Line> lines(String text) {
    return lines(text, Integer.MAX_VALUE);
  }

  private static List<Line> lines(String text, int piece) {
    var channel = new EmbeddedChannel(new LineDecoder());
    for (int from = 0; from < text.length(); from += Math.min(piece, text.length())) {
      channel.writeInbound(
          buffer(text.substring(from, (int) Math.min((long) from + piece, text.length()))));
    }
    channel.finish();
    var lines = new ArrayList<Line>();
    for (Line line = channel.readInbound(); line != null; line = channel.readInbound()) {
      lines.add(line);
    }
    return lines;
  }

  private static ByteBuf buffer(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
