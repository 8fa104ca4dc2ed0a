package dev.mxray.message.signature;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.message.signature.KeyTest.Outcome;
import dev.mxray.message.source.BodyDigest;
import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.MessageSource;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Verifies one signature over header and body (RFC 6376 §6.1). */
final class SignatureCheck {
  /** Key records at one selector that are tried; the RFC leaves open what several mean. */
  private static final int MAX_RECORDS = 4;

  /** How far clocks may differ. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final KeyFinder keys;
  private final Instant now;

  SignatureCheck(KeyFinder keys, Instant now) {
    this.keys = keys;
    this.now = now;
  }

  /**
   * What came of it.
   *
   * @param keyName where the key is published
   * @param key the record that decided; null when there is none
   */
  record Tested(Outcome outcome, String keyName, DkimRecord.@Nullable Key key) {
    @Nullable Integer keyBits() {
      if (key == null) {
        return null;
      }
      if (key.key() instanceof DkimKey.Rsa rsa) {
        return rsa.bits();
      }
      return key.key() instanceof DkimKey.Ed25519 ? ED25519_BITS : null;
    }
  }

  private static final Integer ED25519_BITS = 256;

  CompletableFuture<Tested> verify(MessageSource message, SignatureField signature) {
    return keys.find(signature.selector(), signature.domain())
        .thenApply(answer -> test(message, signature, answer));
  }

  private Tested test(MessageSource message, SignatureField signature, KeyAnswer answer) {
    Optional<Outcome> before = withoutKey(message, signature);
    if (before.isPresent()) {
      return new Tested(before.get(), answer.name(), firstKey(answer));
    }
    Algorithm algorithm = Algorithm.of(signature.algorithm()).orElseThrow();
    boolean strict =
        !signature.identityDomain().orElse(signature.domain()).equals(signature.domain());
    return test(
        answer,
        algorithm,
        SignedData.of(message.header(), signature),
        signature.signature(),
        strict);
  }

  /** Tests octets with what is published. */
  static Tested test(
      KeyAnswer answer, Algorithm algorithm, byte[] data, byte[] signature, boolean strict) {
    Outcome worst = null;
    DkimRecord.Key tested = null;
    for (DkimRecord record : candidates(answer)) {
      Outcome outcome =
          record instanceof DkimRecord.Key key
              ? KeyTest.test(key, algorithm, data, signature, strict)
              : Outcome.permanent(
                  Sentence.of("message.record-unreadable", ((DkimRecord.Malformed) record).told()));
      DkimRecord.Key key = record instanceof DkimRecord.Key read ? read : null;
      if (outcome.result() == SignatureResult.PASS) {
        return new Tested(outcome, answer.name(), key);
      }
      if (worst == null || worst.result() == SignatureResult.PERMERROR) {
        worst = outcome;
        tested = key;
      }
    }
    return new Tested(worst == null ? noKey(answer) : worst, answer.name(), tested);
  }

  private static List<DkimRecord> candidates(KeyAnswer answer) {
    return answer.records().found().orElse(List.of()).stream()
        .filter(record -> !(record instanceof DkimRecord.Foreign))
        .limit(MAX_RECORDS)
        .toList();
  }

  private static DkimRecord.@Nullable Key firstKey(KeyAnswer answer) {
    for (DkimRecord record : candidates(answer)) {
      if (record instanceof DkimRecord.Key key) {
        return key;
      }
    }
    return null;
  }

  private static Outcome noKey(KeyAnswer answer) {
    if (answer.records() instanceof Observed.Unknown<List<DkimRecord>> unknown) {
      return new Outcome(
          SignatureResult.TEMPERROR,
          Sentence.of("message.key-unseen", answer.name(), unknown.reason().told()));
    }
    return Outcome.permanent(
        answer.records().isNxdomain()
            ? Sentence.of("message.no-key-name", answer.name())
            : Sentence.of("message.no-key", answer.name()));
  }

  /** What decides without the key. */
  private Optional<Outcome> withoutKey(MessageSource message, SignatureField signature) {
    Optional<Algorithm> algorithm = Algorithm.of(signature.algorithm());
    if (algorithm.isEmpty()) {
      return Optional.of(
          Outcome.permanent(
              Sentence.of("message.algorithm", SignatureTags.shown(signature.algorithm()))));
    }
    if (algorithm.get() == Algorithm.RSA_SHA1) {
      return Optional.of(new Outcome(SignatureResult.FAIL, Sentence.of("message.sha1")));
    }
    return time(signature).or(() -> body(message, signature));
  }

  private Optional<Outcome> time(SignatureField signature) {
    long seconds = now.getEpochSecond();
    if (signature.expiry().isPresent() && signature.expiry().getAsLong() < seconds) {
      return Optional.of(
          new Outcome(
              SignatureResult.FAIL,
              Sentence.of("message.expired", moment(signature.expiry().getAsLong()))));
    }
    if (signature.time().isPresent()
        && signature.time().getAsLong() > seconds + CLOCK_SKEW.toSeconds()) {
      return Optional.of(
          new Outcome(
              SignatureResult.POLICY,
              Sentence.of("message.future", moment(signature.time().getAsLong()))));
    }
    return Optional.empty();
  }

  private static Sentence moment(long seconds) {
    return seconds > Instant.MAX.getEpochSecond()
        ? Sentence.of("message.no-time")
        : Sentence.verbatim(Instant.ofEpochSecond(seconds).toString());
  }

  private static Optional<Outcome> body(MessageSource message, SignatureField signature) {
    BodyForm form = signature.bodyForm();
    BodyDigest digest =
        message
            .body(form)
            .orElseThrow(() -> new IllegalArgumentException("the body was not hashed as " + form));
    if (form.limit() > digest.length()) {
      return Optional.of(
          Outcome.permanent(Sentence.of("message.body-short", form.limit(), digest.length())));
    }
    return digest.matches(signature.bodyHash())
        ? Optional.empty()
        : Optional.of(new Outcome(SignatureResult.FAIL, Sentence.of("message.body-changed")));
  }
}
