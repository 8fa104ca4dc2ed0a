package dev.mxray.report;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.TreeWalk;
import dev.mxray.message.Alignment;
import dev.mxray.message.Author;
import dev.mxray.message.Conclusion;
import dev.mxray.message.DmarcVerdict;
import dev.mxray.message.Envelope;
import dev.mxray.message.MessageVerdict;
import dev.mxray.message.SpfVerdict;
import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.signature.SignatureVerdict;
import dev.mxray.message.source.HeaderField;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document of {@code mxray message}.
 *
 * @param message what was read
 * @param conclusion what it comes to, a sentence each
 */
public record MessagePart(
    Message message, List<Dkim> dkim, Arc arc, Spf spf, Dmarc dmarc, List<String> conclusion) {

  /**
   * The message.
   *
   * @param from the addresses of the From field
   * @param domain the one domain of them, in A-labels; null when there is none
   * @param octets its length, as read
   * @param faults what is against RFC 5322 in its header
   */
  public record Message(
      List<String> from,
      @Nullable String domain,
      @Nullable String messageId,
      long octets,
      List<String> faults) {}

  /**
   * One signature.
   *
   * @param result {@code pass}, {@code fail}, {@code permerror}, {@code temperror} or {@code
   *     policy}
   * @param aligned whether the domain speaks for the author's; null when the signature does not
   *     pass, or it was not seen
   */
  public record Dkim(
      @Nullable String domain,
      @Nullable String selector,
      @Nullable String algorithm,
      String result,
      String reason,
      @Nullable String identity,
      @Nullable Integer keyBits,
      @Nullable Boolean aligned,
      List<String> remarks) {}

  /** The ARC chain: {@code none}, {@code pass}, {@code fail} or {@code temperror}. */
  public record Arc(String state, String reason, List<String> sealers) {}

  /**
   * SPF.
   *
   * @param result of check_host(); null when it was not evaluated
   * @param identity {@code mailfrom} or {@code helo}
   */
  public record Spf(
      @Nullable String result,
      @Nullable String domain,
      @Nullable String identity,
      @Nullable String ip,
      @Nullable String helo,
      @Nullable String sender,
      @Nullable String mechanism,
      String reason) {}

  /**
   * DMARC.
   *
   * @param result {@code pass}, {@code fail}, {@code none} or {@code temperror}
   * @param policy what is published for the author's domain; null when there is none
   * @param disposition {@code none}, {@code quarantine} or {@code reject}; null when not seen
   * @param alignedBy {@code dkim}, {@code spf}, both or neither
   */
  public record Dmarc(
      String result,
      @Nullable String policy,
      @Nullable String disposition,
      List<String> alignedBy,
      @Nullable String domain,
      @Nullable String organizationalDomain,
      @Nullable String record,
      @Nullable String foundAt,
      String reason) {}

  public MessagePart {
    dkim = List.copyOf(dkim);
    conclusion = List.copyOf(conclusion);
  }

  /** The document that shows a verdict. */
  public static MessagePart of(MessageVerdict verdict, Wording words) {
    return new MessagePart(
        message(verdict, words),
        verdict.dkim().stream().map(one -> dkim(one, verdict.dmarc(), words)).toList(),
        arc(verdict.arc(), words),
        spf(verdict.spf(), words),
        dmarc(verdict.dmarc(), words),
        told(Conclusion.of(verdict), words));
  }

  private static List<String> told(List<Sentence> sentences, Wording words) {
    return sentences.stream().map(sentence -> sentence.in(words)).toList();
  }

  private static Message message(MessageVerdict verdict, Wording words) {
    Author author = verdict.author();
    return new Message(
        author.addresses(),
        author.domain() == null ? null : author.domain().ascii(),
        verdict.message().header().first("message-id").map(HeaderField::unfolded).orElse(null),
        verdict.message().octets(),
        told(verdict.message().faults(), words));
  }

  private static Dkim dkim(SignatureVerdict one, DmarcVerdict dmarc, Wording words) {
    return new Dkim(
        one.domain(),
        one.selector(),
        one.algorithm(),
        one.result().id(),
        one.told().in(words),
        one.identity(),
        one.keyBits(),
        aligned(one, dmarc),
        told(one.remarks(), words));
  }

  private static @Nullable Boolean aligned(SignatureVerdict one, DmarcVerdict dmarc) {
    return dmarc.alignments().stream()
        .filter(found -> found.by().equals("dkim") && found.domain().equals(one.domain()))
        .filter(found -> found.state() != Alignment.State.UNKNOWN)
        .filter(found -> one.result() == SignatureResult.PASS)
        .map(found -> found.state() == Alignment.State.ALIGNED)
        .findFirst()
        .orElse(null);
  }

  private static Arc arc(ArcVerdict arc, Wording words) {
    return new Arc(arc.state().id(), arc.told().in(words), arc.sealers());
  }

  private static Spf spf(SpfVerdict spf, Wording words) {
    Envelope envelope = spf.envelope();
    return new Spf(
        spf.check() == null ? null : spf.check().result().id(),
        spf.domain(),
        spf.identity(),
        envelope.client() == null ? null : envelope.client().toString(),
        envelope.helo(),
        envelope.sender(),
        spf.check() == null ? null : spf.check().mechanism(),
        spf.told().in(words));
  }

  private static Dmarc dmarc(DmarcVerdict dmarc, Wording words) {
    DmarcObservation seen = dmarc.observation();
    TreeWalk.Step step = seen == null ? null : seen.walk().policy().found().orElse(null);
    return new Dmarc(
        dmarc.result().id(),
        dmarc.policy() == null ? null : dmarc.policy().id(),
        dmarc.disposition() == null ? null : dmarc.disposition().id(),
        dmarc.alignments().stream()
            .filter(one -> one.state() == Alignment.State.ALIGNED)
            .map(Alignment::by)
            .distinct()
            .toList(),
        seen == null ? null : seen.domain(),
        seen == null ? null : seen.organizationalDomain(),
        step == null ? null : step.record().map(record -> record.text()).orElse(null),
        step == null ? null : step.name(),
        dmarc.told().in(words));
  }
}
