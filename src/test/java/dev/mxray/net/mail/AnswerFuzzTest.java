package dev.mxray.net.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.check.software.Fingerprint;
import dev.mxray.net.mail.ReplyReader.NoReply;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever mail and mailbox servers say, it is cut into lines and read to the end of what makes an
 * answer, or refused; and what is made of it does not depend on how it came in pieces.
 *
 * <p>As it stands the corpus is replayed. To search for more, in a JVM of its own:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='AnswerFuzzTest#any_answer'</pre>
 */
class AnswerFuzzTest {
  private static final int MAX_OCTETS = 20_000;

  private static final List<String> PIECES =
      List.of(
          "220 mx.example.com ESMTP Postfix (3.7.11)\r\n",
          "220-",
          "250-SIZE 1000\r\n",
          "250-AUTH=PLAIN LOGIN\r\n",
          "250 LIMITS RCPTMAX=1\r\n",
          "421 4.3.2 no\r\n",
          "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] Dovecot ready.\r\n",
          "* CAPABILITY ",
          "x1 OK ",
          "+OK\r\n",
          "SASL PLAIN\r\n",
          ".\r\n",
          "\"IMPLEMENTATION\" \"Cyrus timsieved 3.6.1\"\r\n",
          "\"SASL\" {5}\r\nPLAIN\r\n",
          "OK\r\n",
          "NO {3+}\r\nabc\r\n",
          "\r",
          "\n",
          "\r\n",
          "{999999999}",
          "{2}\r\n",
          "\u0000",
          "\u001b[2J",
          "\u00ff",
          " ");

  @FuzzTest
  void any_answer(byte[] octets) {
    byte[] said = octets.length <= MAX_OCTETS ? octets : Arrays.copyOf(octets, MAX_OCTETS);
    List<Line> lines = lines(said, said.length + 1);
    assertThat(lines(said, 1 + said.length / 5).equals(lines)).isTrue();
    replies(lines);
    for (MailboxProtocol protocol : MailboxProtocol.values()) {
      Stream.of(
              MailboxAnswer.greeting(protocol),
              MailboxAnswer.to(protocol, "x1"),
              MailboxAnswer.ofLines(protocol, "x1"))
          .forEach(answer -> answers(protocol, answer, lines));
    }
    var fingerprint = new Fingerprint(lines.stream().map(Line::text).toList());
    assertThat(fingerprint.version().map(String::length).orElse(0)).isLessThanOrEqualTo(100);
    assertThat(fingerprint.software()).isNotNull();
  }

  private static List<Line> lines(byte[] said, int size) {
    var channel = new EmbeddedChannel(new LineDecoder());
    for (int at = 0; at < said.length; at += size) {
      channel.writeInbound(Unpooled.copiedBuffer(said, at, Math.min(size, said.length - at)));
    }
    channel.finish();
    var lines = new ArrayList<Line>();
    for (Object line = channel.readInbound(); line != null; line = channel.readInbound()) {
      lines.add((Line) line);
    }
    assertThat(lines.stream().mapToInt(line -> line.text().length()).max().orElse(0))
        .isLessThanOrEqualTo(LineDecoder.MAX_KEPT);
    return lines;
  }

  private static void replies(List<Line> lines) {
    var reader = new ReplyReader();
    try {
      for (Line line : lines) {
        Optional<Reply> reply = reader.accept(line);
        reply.ifPresent(
            one -> {
              assertThat(one.code()).isBetween(200, 559);
              assertThat(one.lines()).hasSize(one.texts().size());
              assertThat(Capabilities.of(one).auth()).doesNotContain("");
            });
      }
    } catch (NoReply e) {
      assertThat(e.words()).isNotEmpty();
    }
  }

  private static void answers(MailboxProtocol protocol, MailboxAnswer answer, List<Line> lines) {
    try {
      for (Line line : lines) {
        Optional<MailboxReply> reply = answer.accept(line);
        if (reply.isPresent()) {
          MailboxCapabilities.of(protocol, reply.get())
              .ifPresent(found -> assertThat(found.passwords()).doesNotContainNull());
          MailboxCapabilities.inGreeting(protocol, reply.get())
              .ifPresent(found -> assertThat(found.auth()).doesNotContainNull());
          return;
        }
      }
    } catch (NoReply e) {
      assertThat(e.words()).isNotEmpty();
    }
  }

  @Test
  void answers_of_random_pieces_are_read() {
    var random = new Random(5321);
    for (int i = 0; i < 2000; i++) {
      var said = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        said.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      any_answer(said.toString().getBytes(ISO_8859_1));
    }
  }

  @Test
  void answers_of_any_length_are_read() {
    for (String piece : PIECES) {
      any_answer(piece.repeat(MAX_OCTETS / piece.length()).getBytes(ISO_8859_1));
    }
  }
}
