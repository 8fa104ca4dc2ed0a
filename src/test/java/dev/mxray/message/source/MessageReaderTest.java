package dev.mxray.message.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading: line ends, limits, and memory that does not grow with the message. */
class MessageReaderTest {
  private static final List<BodyForm> BOTH =
      List.of(BodyForm.whole(Canonicalization.SIMPLE), BodyForm.whole(Canonicalization.RELAXED));

  private static MessageSource read(String text) throws Exception {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static MessageSource read(InputStream in) throws Exception {
    return MessageReader.read(in, header -> BOTH);
  }

  /** A stream that repeats a text until so many octets were read, in pieces of odd lengths. */
  private static final class Repeated extends InputStream {
    private final byte[] text;
    private long left;
    private int at;

    Repeated(String text, long octets) {
      this.text = text.getBytes(StandardCharsets.ISO_8859_1);
      this.left = octets;
    }

    @Override
    public int read() {
      return left-- <= 0 ? -1 : text[at++ % text.length];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(Math.min(left, length), text.length - at % text.length);
      System.arraycopy(text, at % text.length, buffer, offset, count);
      at = (at + count) % text.length;
      left -= count;
      return count;
    }
  }

  private static InputStream header(String more) {
    return new ByteArrayInputStream(
        ("From: a@example.com\r\n" + more + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_message_of_100_megabytes_takes_no_more_memory_than_its_header() throws Exception {
    var nesting = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      nesting.append("--b").append(i).append("\r\nContent-Type: multipart/mixed; boundary=b");
      nesting.append(i + 1).append("\r\n\r\n");
    }
    InputStream in =
        new SequenceInputStream(
            header("Content-Type: multipart/mixed; boundary=b0\r\n"),
            new Repeated(nesting.toString(), 100_000_000));
    long before = allocated();
    MessageSource message = read(in);
    long after = allocated();

    assertThat(message.octets()).isGreaterThan(100_000_000);
    assertThat(after - before).isLessThan(8_000_000);
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @Test
  void a_hundred_megabytes_of_empty_lines_are_held_as_a_number() throws Exception {
    MessageSource message =
        read(new SequenceInputStream(header(""), new Repeated("\r\n", 100_000_000)));

    assertThat(message.body(BOTH.get(0)).orElseThrow().length()).isEqualTo(2);
    assertThat(message.body(BOTH.get(1)).orElseThrow().length()).isZero();
  }

  @Test
  void one_line_may_be_as_long_as_it_likes() throws Exception {
    MessageSource message =
        read(new SequenceInputStream(header(""), new Repeated("x", 20_000_000)));

    assertThat(message.body(BOTH.get(0)).orElseThrow().length()).isEqualTo(20_000_002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "X-A: b\r\n", "X-A: b\r\n c\r\n", " \r\n"})
  void a_header_without_end_is_refused_and_says_where(String text) {
    assertThatThrownBy(() -> read(new Repeated(text, 50_000_000)))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageMatching("line \\d+: the header has more than (1 MiB|5000 fields)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n\r\nbody", "no colon here\r\n", "\0\1\2\3", ": no name\r\n"})
  void what_is_no_message_is_refused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage("no header field in it: this is no mail message");
  }

  @Test
  void fields_are_kept_octet_by_octet_with_their_lines() throws Exception {
    MessageSource message =
        read("From mbox Fri Nov 20\nSubject:a\n\tb \njunk\n broken\nFrom : \u00e9@x\n\nbody\n");

    assertThat(message.header().fields())
        .extracting(HeaderField::name, HeaderField::body, HeaderField::line)
        .containsExactly(tuple("Subject", "a\r\n\tb ", 2), tuple("From", " \u00e9@x", 6));
    assertThat(message.faults())
        .extracting(Object::toString)
        .containsExactly("line 4: no header field: there is no name with a colon");
    assertThat(message.header().first("subject").orElseThrow().unfolded()).isEqualTo("a\tb");
  }

  @Test
  void pieces_of_any_length_give_the_same_hashes() throws Exception {
    String text = "From: a@x\r\nX: y\n\r\n a\r\rb \r\n\t\n\r\nlast\r";
    MessageSource whole = read(text);
    for (int piece = 1; piece < text.length(); piece++) {
      var pieces = new ArrayList<InputStream>();
      for (int i = 0; i < text.length(); i += piece) {
        String part = text.substring(i, Math.min(text.length(), i + piece));
        pieces.add(new ByteArrayInputStream(part.getBytes(StandardCharsets.ISO_8859_1)));
      }
      MessageSource read = read(new SequenceInputStream(Collections.enumeration(pieces)));

      assertThat(read.header().fields()).hasSameSizeAs(whole.header().fields());
      for (BodyForm form : BOTH) {
        assertThat(read.body(form).orElseThrow())
            .usingRecursiveComparison()
            .isEqualTo(whole.body(form).orElseThrow());
      }
    }
  }

  @Test
  void a_stream_that_breaks_is_an_io_error() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
  }
}
