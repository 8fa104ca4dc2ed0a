package dev.mxray.message;

import dev.mxray.check.ZoneClient;
import dev.mxray.message.source.InvalidMessageException;
import dev.mxray.message.source.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Judges messages of tests by zone text, at a fixed time. */
final class MessageLab {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private MessageLab() {}

  static MessageVerdict judge(String zone, String message) {
    return judge(zone, message, Envelope.unknown());
  }

  static MessageVerdict judge(String zone, String message, Envelope envelope) {
    return judge(zone, message.getBytes(StandardCharsets.ISO_8859_1), envelope);
  }

  static MessageVerdict judge(String zone, byte[] message, Envelope envelope) {
    return new MessageCheck(new ZoneClient(zone), Clock.fixed(NOW, ZoneOffset.UTC))
        .check(read(message), envelope)
        .join();
  }

  /** At the time of now, for messages that were just signed. */
  static MessageVerdict judgeNow(String zone, String message) {
    return new MessageCheck(new ZoneClient(zone), Clock.systemUTC())
        .check(read(message.getBytes(StandardCharsets.ISO_8859_1)), Envelope.unknown())
        .join();
  }

  static MessageSource read(byte[] message) {
    try {
      return MessageCheck.read(new ByteArrayInputStream(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidMessageException e) {
      throw new AssertionError("no message: " + e.getMessage(), e);
    }
  }
}
