package dev.mxray.message.signature;

import dev.mxray.message.signature.KeyTest.Outcome;
import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.HeaderField;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.message.source.MessageSource;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Verifies every DKIM-Signature of a message (RFC 6376 §6.1). */
public final class DkimCheck {
  /** Signatures that are verified; mail in use has three at most. */
  public static final int MAX_SIGNATURES = 20;

  private static final String FIELD = "dkim-signature";

  private final SignatureCheck signatures;

  /** A check at a moment. */
  public DkimCheck(KeyFinder keys, Instant now) {
    this.signatures = new SignatureCheck(keys, now);
  }

  /** The body hashes that the DKIM signatures of a message need. */
  public static List<BodyForm> bodyForms(MessageHeader header) {
    return verified(header).stream().map(DkimCheck::bodyForm).flatMap(Optional::stream).toList();
  }

  private static Optional<BodyForm> bodyForm(HeaderField field) {
    try {
      return Optional.of(SignatureField.dkim(field).bodyForm());
    } catch (SignatureFault e) {
      return Optional.empty(); // Reported when it is verified.
    }
  }

  /** Who signed, each once; signatures that cannot be read are left out. */
  public static List<Signer> signers(MessageHeader header) {
    return verified(header).stream()
        .map(DkimCheck::signer)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<Signer> signer(HeaderField field) {
    try {
      SignatureField signature = SignatureField.dkim(field);
      return Optional.of(new Signer(signature.domain(), signature.selector()));
    } catch (SignatureFault e) {
      return Optional.empty();
    }
  }

  private static List<HeaderField> verified(MessageHeader header) {
    return header.all(FIELD).stream().limit(MAX_SIGNATURES).toList();
  }

  /** Verifies the signatures, all of them at once; the verdicts are in the order of the fields. */
  public CompletableFuture<List<SignatureVerdict>> verify(MessageSource message) {
    List<HeaderField> fields = message.header().all(FIELD);
    var verdicts = new ArrayList<CompletableFuture<SignatureVerdict>>();
    for (HeaderField field : verified(message.header())) {
      verdicts.add(verify(message, field));
    }
    for (HeaderField field : fields.subList(verdicts.size(), fields.size())) {
      verdicts.add(
          CompletableFuture.completedFuture(
              unread(
                  field,
                  SignatureResult.POLICY,
                  Sentence.of("message.not-verified", MAX_SIGNATURES))));
    }
    return Together.all(verdicts);
  }

  private CompletableFuture<SignatureVerdict> verify(MessageSource message, HeaderField field) {
    try {
      SignatureField signature = SignatureField.dkim(field);
      return signatures
          .verify(message, signature)
          .thenApply(tested -> verdict(message, signature, tested));
    } catch (SignatureFault e) {
      return CompletableFuture.completedFuture(unread(field, SignatureResult.PERMERROR, e.told()));
    }
  }

  private static SignatureVerdict verdict(
      MessageSource message, SignatureField signature, SignatureCheck.Tested tested) {
    Outcome outcome = tested.outcome();
    return new SignatureVerdict(
        signature.domain(),
        signature.selector(),
        signature.algorithm(),
        signature.identity().orElse(null),
        outcome.result(),
        outcome.result() == SignatureResult.PASS
            ? Sentence.of("message.verifies", tested.keyName())
            : outcome.told(),
        tested.keyBits(),
        SignatureRemarks.of(message, signature, tested));
  }

  private static SignatureVerdict unread(
      HeaderField field, SignatureResult result, Sentence reason) {
    return new SignatureVerdict(
        SignatureTags.guess(field, "d").orElse(null),
        SignatureTags.guess(field, "s").orElse(null),
        SignatureTags.guess(field, "a").orElse(null),
        null,
        result,
        reason,
        null,
        List.of());
  }
}
