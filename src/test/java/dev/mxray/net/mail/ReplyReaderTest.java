package dev.mxray.net.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.net.mail.Line.End;
import dev.mxray.net.mail.ReplyReader.NoReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private final ReplyReader reader = new ReplyReader();

  @Test
  void one_line_is_a_reply() throws NoReply {
    assertThat(read("220 mx.example.com ESMTP"))
        .containsExactly(new Reply(220, List.of("mx.example.com ESMTP")));
  }

  @Test
  void lines_with_a_hyphen_go_on() throws NoReply {
    Reply reply = new Reply(250, List.of("mx.example.com", "PIPELINING", "STARTTLS"));
    assertThat(read("250-mx.example.com", "250-PIPELINING", "250 STARTTLS")).containsExactly(reply);
    assertThat(reply.lines())
        .containsExactly("250-mx.example.com", "250-PIPELINING", "250 STARTTLS");
  }

  @Test
  void a_code_alone_is_a_reply() throws NoReply {
    assertThat(read("250", "221 ")).containsExactly(reply(250, ""), reply(221, ""));
  }

  @Test
  void several_replies_follow_one_another() throws NoReply {
    assertThat(read("220-a", "220 b", "250 c"))
        .containsExactly(reply(220, "a", "b"), reply(250, "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "22",
        "220x",
        "220.",
        "100 no",
        "600 no",
        "260 no",
        "299 no",
        " 220 mx",
        "HTTP/1.1 400 Bad Request",
        "\u001b[2J220 mx",
        "2\u0662\u0660 mx",
        "+OK POP3 ready",
        "* OK IMAP ready",
        "SSH-2.0-OpenSSH_9.6"
      })
  void what_has_no_code_is_no_reply(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(NoReply.class);
  }

  @Test
  void a_reply_without_end_is_no_reply() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                read("220-still here");
              }
            })
        .isInstanceOf(NoReply.class)
        .hasMessage("a reply of more than 128 lines");
  }

  @Test
  void a_line_without_end_is_no_reply() {
    assertThatThrownBy(() -> reader.accept(new Line("220 aaaa", End.CUT)))
        .isInstanceOf(NoReply.class);
  }

  @Test
  void what_can_be_put_up_with_is_noted() throws NoReply {
    reader.accept(new Line("220-mx\u001b[31m", End.BARE_LF));
    reader.accept(new Line("221 " + "x".repeat(Line.MAX_OCTETS), End.CRLF));
    assertThat(reader.faults())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "control characters",
            "lines of more than 512 octets",
            "lines that end without CR",
            "one reply with several codes");
  }

  @Test
  void an_ordinary_reply_has_no_faults() throws NoReply {
    read("220-mx.example.com\tESMTP", "220 " + "x".repeat(Line.MAX_OCTETS - 6), "250 caf\u00e9");
    assertThat(reader.faults()).isEmpty();
  }

  @Test
  void whatever_comes_is_a_reply_or_none_and_is_bounded() {
    var random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      var fresh = new ReplyReader();
      try {
        for (int i = 0; i < 5; i++) {
          fresh
              .accept(new Line(line(random), random.nextInt(9) == 0 ? End.BARE_LF : End.CRLF))
              .ifPresent(
                  reply -> {
                    assertThat(reply.code()).isBetween(200, 559);
                    assertThat(reply.texts()).isNotEmpty();
                    assertThat(reply.lines()).hasSameSizeAs(reply.texts());
                  });
        }
      } catch (NoReply e) {
        assertThat(e.words()).isNotEmpty();
      }
    }
  }

  private static String line(Random random) {
    var line = new StringBuilder("250-mx.example.com");
    for (int i = random.nextInt(3); i > 0; i--) {
      line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(256));
    }
    return line.substring(0, random.nextInt(line.length() + 1));
  }

  private static Reply reply(int code, String... texts) {
    return new Reply(code, List.of(texts));
  }

  private List<Reply> read(String... lines) throws NoReply {
    var replies = new ArrayList<Reply>();
    for (String line : lines) {
      reader.accept(new Line(line, End.CRLF)).ifPresent(replies::add);
    }
    return replies;
  }
}
