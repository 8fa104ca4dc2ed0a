package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour.Delivery;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Puts what a server says on the wire, one thing after the other, as slowly as is wanted. */
final class LabSmtpOutput {
  private static final int GARBAGE_SIZE = 2048;
  private static final byte[] ENDLESS_LINE = "A".repeat(65_536).getBytes(ISO_8859_1);
  private static final int ENDLESS_LINES = 500;
  private static final String HTTP =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n";

  /* Fatal alerts as records (RFC 8446 §5.1, §6): type, version, length, level, description. */
  private static final String HANDSHAKE_FAILURE = "\25\3\3\0\2\2\50";
  private static final String PROTOCOL_VERSION = "\25\3\3\0\2\2\106";

  private final Channel channel;
  private final Delivery delivery;
  private final Queue<Item> waiting = new ArrayDeque<>();
  private boolean busy;

  /** What was begun before the last interruption is not gone on with. */
  private int interruptions;

  /** Lives on the event loop of the channel, as do all calls to it. */
  LabSmtpOutput(Channel channel, Delivery delivery) {
    this.channel = channel;
    this.delivery = delivery;
  }

  /** Says lines behind everything said before, then goes on. */
  void say(List<String> lines, Duration delay, Runnable then) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append(delivery.lineEnd()));
    raw(text.toString(), delay.plus(delivery.delay()), then);
  }

  /** Says octets, as ISO 8859-1, behind everything said before, then goes on. */
  void raw(String octets, Duration delay, Runnable then) {
    waiting.add(new Item(octets, delay, then));
    next();
  }

  /** Leaves out what has not been said yet. */
  void interrupt() {
    waiting.clear();
    busy = false;
    interruptions++;
  }

  /** Says the same for ever, as fast as it is taken. */
  private void endless(byte[] octets) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(octets))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                channel.eventLoop().execute(() -> endless(octets));
              }
            });
  }

  /**
   * Does harm.
   *
   * @param begun how a line begins that is to have no end
   * @param more a line after which another is expected
   * @param close ends the connection
   */
  void act(Mischief mischief, String begun, String more, Runnable close) {
    switch (mischief) {
      case SILENCE -> {}
      case CLOSE -> close.run();
      case RESET -> {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        // From the first handler on, so that TLS does not say goodbye.
        Unwatched.of(channel.pipeline().firstContext().close());
      }
      case GARBAGE -> raw(garbage(), Duration.ZERO, close);
      case HANDSHAKE_FAILURE -> raw(HANDSHAKE_FAILURE, Duration.ZERO, close);
      case PROTOCOL_VERSION -> raw(PROTOCOL_VERSION, Duration.ZERO, close);
      case HTTP -> raw(HTTP, Duration.ZERO, close);
      case ENDLESS_LINE -> raw(begun, Duration.ZERO, () -> endless(ENDLESS_LINE));
      case ENDLESS_LINES -> endless((more + "\r\n").repeat(ENDLESS_LINES).getBytes(ISO_8859_1));
    }
  }

  private static String garbage() {
    var octets = new StringBuilder();
    for (int i = 0; i < GARBAGE_SIZE; i++) {
      octets.append((char) ((i * 37 + 11) % 256));
    }
    return octets.toString();
  }

  private void next() {
    Item item = busy ? null : waiting.poll();
    if (item != null) {
      busy = true;
      int begun = interruptions;
      after(item.delay(), () -> write(item, 0, begun));
    }
  }

  private void write(Item item, int from, int begun) {
    if (begun != interruptions) {
      return;
    }
    if (!channel.isActive()) {
      waiting.clear();
      return;
    }
    Duration pause = delivery.octetPause();
    String octets = item.octets();
    int to = pause == null ? octets.length() : Math.min(from + 1, octets.length());
    Unwatched.of(
        channel.writeAndFlush(Unpooled.copiedBuffer(octets.substring(from, to), ISO_8859_1)));
    if (pause != null && to < octets.length()) {
      Unwatched.of(
          channel
              .eventLoop()
              .schedule(() -> write(item, to, begun), pause.toNanos(), TimeUnit.NANOSECONDS));
      return;
    }
    busy = false;
    item.then().run();
    next();
  }

  private void after(Duration delay, Runnable task) {
    if (delay.isZero()) {
      task.run();
    } else {
      Unwatched.of(channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
    }
  }

  private record Item(String octets, Duration delay, Runnable then) {}
}
