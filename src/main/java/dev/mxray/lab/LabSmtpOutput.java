package dev.mxray.lab;

import dev.mxray.lab.LabSmtpBehaviour.Delivery;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Puts what a server says on the wire, one thing after the other, as slowly as is wanted. */
final class LabSmtpOutput {
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
  void endless(byte[] octets) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(octets))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                channel.eventLoop().execute(() -> endless(octets));
              }
            });
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
        channel.writeAndFlush(
            Unpooled.copiedBuffer(octets.substring(from, to), StandardCharsets.ISO_8859_1)));
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
