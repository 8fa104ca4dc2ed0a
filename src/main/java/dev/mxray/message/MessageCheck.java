package dev.mxray.message;

import dev.mxray.message.signature.ArcCheck;
import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.message.signature.DkimCheck;
import dev.mxray.message.signature.KeyFinder;
import dev.mxray.message.signature.SignatureVerdict;
import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.InvalidMessageException;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.message.source.MessageReader;
import dev.mxray.message.source.MessageSource;
import dev.mxray.net.dns.DnsClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Judges messages as a receiver does: every DKIM signature, the ARC chain, SPF, and DMARC on top of
 * them. It asks at once what can be asked at once. Safe for use by several threads.
 */
public final class MessageCheck {
  private final DnsClient dns;
  private final Clock clock;
  private final KeyFinder keys;

  /**
   * A check.
   *
   * @param clock the time, for signatures that expire
   */
  public MessageCheck(DnsClient dns, Clock clock) {
    this(dns, clock, new KeyFinder(dns));
  }

  private MessageCheck(DnsClient dns, Clock clock, KeyFinder keys) {
    this.dns = dns;
    this.clock = clock;
    this.keys = keys;
  }

  /** The same check with another client; what was read of keys is shared. */
  public MessageCheck asking(DnsClient other) {
    return new MessageCheck(other, clock, keys.asking(other));
  }

  /**
   * Reads a message, which may be as long as it likes, in bounded memory.
   *
   * @throws InvalidMessageException when it is no message, or its header is beyond a limit
   * @throws IOException when the stream cannot be read
   */
  public static MessageSource read(InputStream in) throws IOException, InvalidMessageException {
    return MessageReader.read(in, MessageCheck::bodyForms);
  }

  private static List<BodyForm> bodyForms(MessageHeader header) {
    var forms = new ArrayList<BodyForm>(DkimCheck.bodyForms(header));
    forms.addAll(ArcCheck.bodyForms(header));
    return forms;
  }

  /**
   * Judges a message.
   *
   * @param message as {@link #read} returned it
   * @param envelope what is known of how it came; what is missing is looked for in its header
   * @return completes exceptionally only for a bug
   */
  public CompletableFuture<MessageVerdict> check(MessageSource message, Envelope envelope) {
    Instant now = clock.instant();
    Author author = Author.of(message.header());
    CompletableFuture<List<SignatureVerdict>> dkim = new DkimCheck(keys, now).verify(message);
    CompletableFuture<ArcVerdict> arc = new ArcCheck(keys, now).validate(message);
    CompletableFuture<SpfVerdict> spf = SpfStep.check(envelope.completed(message.header()), dns);
    CompletableFuture<DmarcVerdict> dmarc = new DmarcStep(dns, author).judge(dkim, spf);
    return CompletableFuture.allOf(dkim, arc, spf, dmarc)
        .thenApply(
            done ->
                new MessageVerdict(
                    message, author, dkim.join(), arc.join(), spf.join(), dmarc.join()));
  }
}
