package dev.mxray.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.check.ZoneClient;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.source.InvalidMessageException;
import dev.mxray.message.source.MessageSource;
import dev.mxray.report.ConsoleMessage;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.MessagePart;
import dev.mxray.report.Palette;
import dev.mxray.report.Texts;
import dev.mxray.text.Wording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever a message says, it is judged to the end, and what is printed of it is harmless.
 *
 * <p>As it stands the corpus is replayed. To search for more, in a JVM of its own:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='MessageFuzzTest#any_message'</pre>
 */
class MessageFuzzTest {
  private static final String BASE =
      """
      Return-Path: <alice@example.com>
      Received: from mail.example.com (mail.example.com [192.0.2.1])
       by mx.example.net (Postfix) with ESMTPS id 1; Fri, 20 Nov 2026 11:59:00 +0000
      From: "Alice, A." <alice@example.com> (comment)
      To: bob@example.net
      Subject: Hello
      Date: Fri, 20 Nov 2026 11:59:00 +0000
      Content-Type: multipart/mixed; boundary=b

      --b

      Hello
      --b--
      """
          .replace("\n", "\r\n");

  private static final String[] PIECES = {
    ";",
    "=",
    ":",
    "b=",
    "bh=",
    "h=from:from",
    "l=1",
    "l=0",
    "i=",
    "\r\n",
    "\r\n ",
    "\t",
    "\0",
    "From: ",
    "DKIM-Signature: ",
    "ARC-Seal: i=1; ",
    "ARC-Seal: i=51; ",
    "cv=pass",
    "a=rsa-sha1; ",
    "c=simple/relaxed; ",
    "\u00ff",
    "x=1; ",
    "t=99999999999; ",
    "@",
    "<",
    ">",
    "(",
    "[192.0.2.1]",
    "=?utf-8?q?=00?=",
    "\r",
    "\n",
    "\r\n\r\n",
    "s=..; ",
    "d=com; ",
    "Received: from ",
    "\\",
    "\"",
  };

  private static final String ZONE =
      "example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
          + "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n"
          + "s1._domainkey.example.com. "
          + TestSigner.record(TestSigner.RSA)
          + "\n";

  /** One for all: what it has read of the key is kept. */
  private static final MessageCheck CHECK =
      new MessageCheck(new ZoneClient(ZONE), Clock.fixed(MessageLab.NOW, ZoneOffset.UTC));

  private static final JsonWriter JSON = new JsonWriter();

  @FuzzTest
  void any_message(byte[] octets) {
    MessageSource message;
    try {
      message = MessageCheck.read(new ByteArrayInputStream(octets));
    } catch (InvalidMessageException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MessageVerdict verdict =
        CHECK.check(message, Envelope.unknown()).orTimeout(20, TimeUnit.SECONDS).join();
    MessagePart part = MessagePart.of(verdict, Wording.ENGLISH);
    assertThat(JSON.line(part)).doesNotContain("\n");
    assertThat(ConsoleMessage.text(part, Texts.console(), Palette.OFF, true, 100).chars())
        .noneMatch(c -> c != '\n' && Character.isISOControl(c));
    if (verdict.dmarc().result() == DmarcVerdict.Result.PASS) {
      assertThat(verdict.dmarc().authenticated()).isTrue();
    }
  }

  @Test
  void mutated_messages_are_judged() {
    var random = new Random(6376);
    String signed = new TestSigner().sign(BASE);
    String sealed =
        "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s1; b=AAAA\r\n"
            + new TestSigner().arcSignature(BASE, 1)
            + "ARC-Authentication-Results: i=1; example.com; spf=pass\r\n"
            + signed;
    for (int i = 0; i < 800; i++) {
      any_message(mutated((random.nextBoolean() ? signed : sealed), random));
    }
  }

  private static byte[] mutated(String text, Random random) {
    var out = new StringBuilder(text);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> out.delete(at, Math.min(out.length() - 1, at + random.nextInt(30)));
        case 2 -> out.setCharAt(at, (char) random.nextInt(256));
        default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 200)));
      }
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Canonical forms against those of the signer, which are made with regular expressions. */
  @Test
  void messages_of_random_white_space_verify() {
    var random = new Random(8463);
    String[] body = {" ", "\t", "\r\n", "\r\n", "a", "b\r", "  \t", "\u00e9", ".", "\r\n\r\n"};
    String[] field = {" ", "\t", "\r\n ", "\r\n\t", "x", "y:", ";", "=", "  "};
    for (int i = 0; i < 200; i++) {
      String message =
          "From: a@example.com\r\nX-A:"
              + random(field, random, 12)
              + "x\r\n\r\n"
              + random(body, random, 20);
      var signer = new TestSigner().signed("from:x-a:x-b");
      signer.form((i % 2 == 0 ? "simple/" : "relaxed/") + (i % 4 < 2 ? "simple" : "relaxed"));
      if (i % 5 == 0) {
        signer.limit(random.nextInt(3));
      }
      byte[] signed = signer.sign(message).getBytes(StandardCharsets.ISO_8859_1);
      MessageVerdict verdict = CHECK.check(MessageLab.read(signed), Envelope.unknown()).join();
      SignatureResult result = verdict.dkim().get(0).result();
      assertThat(result)
          .as(verdict.dkim().get(0).reason() + ": " + message)
          .isIn(
              SignatureResult.PASS, i % 5 == 0 ? SignatureResult.PERMERROR : SignatureResult.PASS);
    }
  }

  private static String random(String[] pieces, Random random, int most) {
    var out = new StringBuilder();
    for (int n = random.nextInt(most); n > 0; n--) {
      out.append(pieces[random.nextInt(pieces.length)]);
    }
    return out.toString();
  }

  @Test
  void the_longest_fields_are_read_in_time() {
    for (String piece : new String[] {"a", ";", "a=b;", "(", "\r\n ", "<a@b>,", "=?utf-8?q?a?= "}) {
      for (String name : new String[] {"From", "DKIM-Signature", "ARC-Seal", "Received"}) {
        byte[] field = piece.repeat(300_000 / piece.length()).getBytes(StandardCharsets.US_ASCII);
        byte[] start = (name + ": ").getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(start, start.length + field.length);
        System.arraycopy(field, 0, message, start.length, field.length);
        long before = System.nanoTime();
        any_message(message);
        assertThat(System.nanoTime() - before)
            .as(name + " of " + piece)
            .isLessThan(TimeUnit.SECONDS.toNanos(10));
      }
    }
  }
}
