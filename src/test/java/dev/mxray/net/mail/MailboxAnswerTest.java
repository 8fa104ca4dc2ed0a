package dev.mxray.net.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.net.mail.MailboxReply.Status;
import dev.mxray.net.mail.ReplyReader.NoReply;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of mailbox servers, line by line. */
class MailboxAnswerTest {
  @Test
  void untagged_lines_come_before_the_tagged_verdict() throws NoReply {
    MailboxReply reply =
        read(
            MailboxAnswer.to(MailboxProtocol.IMAP, "x1"),
            "* CAPABILITY IMAP4rev1 STARTTLS",
            "* OK whatever",
            "x1 OK done");
    assertThat(reply.status()).isEqualTo(Status.OK);
    assertThat(reply.data()).containsExactly("CAPABILITY IMAP4rev1 STARTTLS", "OK whatever");
  }

  @Test
  void an_answer_with_another_tag_is_none() {
    assertThatThrownBy(() -> read(MailboxAnswer.to(MailboxProtocol.IMAP, "x2"), "x1 OK done"))
        .isInstanceOf(NoReply.class);
  }

  @Test
  void a_literal_is_part_of_its_line() throws NoReply {
    MailboxReply reply =
        read(
            MailboxAnswer.to(MailboxProtocol.IMAP, "x1"),
            "* ID (\"name\" {7}",
            "Dovecot)",
            "x1 OK done");
    assertThat(reply.data()).containsExactly("ID (\"name\" Dovecot)");
  }

  @Test
  void a_literal_may_hold_line_ends() throws NoReply {
    MailboxReply reply =
        read(
            MailboxAnswer.to(MailboxProtocol.SIEVE, ""),
            "\"IMPLEMENTATION\" {9+}",
            "one",
            "two!",
            "OK");
    assertThat(reply.data()).containsExactly("\"IMPLEMENTATION\" one two!");
  }

  @ParameterizedTest
  @CsvSource({"* X {8193}", "* X {999999999}"})
  void a_long_literal_is_refused(String line) {
    assertThatThrownBy(() -> read(MailboxAnswer.to(MailboxProtocol.IMAP, "x1"), line))
        .isInstanceOf(NoReply.class);
  }

  @Test
  void the_lines_of_pop3_end_with_a_dot_and_dots_are_doubled() throws NoReply {
    MailboxReply reply =
        read(MailboxAnswer.ofLines(MailboxProtocol.POP3, ""), "+OK list", "USER", "..X", ".");
    assertThat(reply.data()).containsExactly("USER", ".X");
    assertThat(reply.text()).isEqualTo("list");
  }

  @Test
  void a_no_of_pop3_has_no_lines() throws NoReply {
    assertThat(read(MailboxAnswer.ofLines(MailboxProtocol.POP3, ""), "-ERR what?").status())
        .isEqualTo(Status.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "IMAP, 220 mx.example.com ESMTP",
    "IMAP, x1 OK",
    "IMAP, * NO",
    "IMAP, '* '",
    "POP3, 220 mx.example.com ESMTP",
    "POP3, +OKAY",
    "POP3, ''",
    "SIEVE, HTTP/1.1 400 Bad Request",
    "SIEVE, OKAY"
  })
  void nothing_else_passes_for_a_greeting(MailboxProtocol protocol, String line) {
    assertThatThrownBy(() -> read(MailboxAnswer.greeting(protocol), line))
        .isInstanceOf(NoReply.class);
  }

  @Test
  void the_capabilities_of_a_greeting_save_a_question() throws NoReply {
    MailboxReply greeting =
        read(
            MailboxAnswer.greeting(MailboxProtocol.IMAP),
            "* OK [CAPABILITY IMAP4rev1 starttls AUTH=plain] Dovecot ready.");
    MailboxCapabilities found =
        MailboxCapabilities.inGreeting(MailboxProtocol.IMAP, greeting).orElseThrow();
    assertThat(found.offersTls()).isTrue();
    assertThat(found.auth()).containsExactly("PLAIN");
    assertThat(found.passwords()).containsExactly("command LOGIN", "SASL PLAIN");
  }

  @Test
  void a_greeting_of_pop3_has_no_place_for_capabilities() throws NoReply {
    MailboxReply greeting = read(MailboxAnswer.greeting(MailboxProtocol.POP3), "+OK ready");
    assertThat(MailboxCapabilities.inGreeting(MailboxProtocol.POP3, greeting)).isEmpty();
  }

  @Test
  void quoted_capabilities_lose_their_quotes_only() {
    assertThat(MailboxCapabilities.unquoted("\"SASL\" \"PLAIN \\\"X\\\" LOGIN\""))
        .isEqualTo("SASL PLAIN \"X\" LOGIN");
  }

  /** Pieces of what servers say, put together anyhow. */
  private static final List<String> PIECES =
      List.of(
          "* ",
          "OK",
          " ",
          "x1",
          "CAPABILITY",
          "[",
          "]",
          "{3}",
          "{3+}",
          "{",
          "}",
          "\"",
          "\\",
          "+OK",
          "-ERR",
          ".",
          "STARTTLS",
          "AUTH=PLAIN",
          "SASL",
          "\0",
          "\u00ff",
          "BYE",
          "NO",
          "ID (",
          "{-1}");

  @ParameterizedTest
  @EnumSource(MailboxProtocol.class)
  void no_lines_whatever_break_the_reader(MailboxProtocol protocol) {
    var random = new Random(4190);
    for (int i = 0; i < 5000; i++) {
      MailboxAnswer answer =
          switch (i % 3) {
            case 0 -> MailboxAnswer.greeting(protocol);
            case 1 -> MailboxAnswer.to(protocol, "x1");
            default -> MailboxAnswer.ofLines(protocol, "x1");
          };
      try {
        for (int line = 0; line <= MailboxAnswer.MAX_LINES + 1; line++) {
          var text = new StringBuilder();
          for (int piece = random.nextInt(6); piece > 0; piece--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
          }
          Optional<MailboxReply> reply = answer.accept(new Line(text.toString(), Line.End.CRLF));
          if (reply.isPresent()) {
            MailboxCapabilities.of(protocol, reply.get())
                .ifPresent(
                    found -> {
                      assertThat(found.auth()).doesNotContainNull();
                      assertThat(found.passwords()).doesNotContainNull();
                    });
            break;
          }
          assertThat(line).isLessThan(MailboxAnswer.MAX_LINES);
        }
      } catch (NoReply e) {
        assertThat(e.words()).isNotEmpty();
      }
    }
  }

  private static MailboxReply read(MailboxAnswer answer, String... lines) throws NoReply {
    for (int i = 0; i < lines.length - 1; i++) {
      assertThat(answer.accept(new Line(lines[i], Line.End.CRLF))).isEmpty();
    }
    return answer.accept(new Line(lines[lines.length - 1], Line.End.CRLF)).orElseThrow();
  }
}
