package dev.mxray.message.signature;

import dev.mxray.message.signature.ArcVerdict.State;
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
import java.util.concurrent.CompletableFuture;

/** Validates the ARC chain of a message (RFC 8617 §5.2). */
public final class ArcCheck {
  private final KeyFinder keys;
  private final SignatureCheck signatures;

  /** A check at a moment. */
  public ArcCheck(KeyFinder keys, Instant now) {
    this.keys = keys;
    this.signatures = new SignatureCheck(keys, now);
  }

  /** The body hashes that the check of a message needs: that of the last handler's signature. */
  public static List<BodyForm> bodyForms(MessageHeader header) {
    try {
      List<ArcSet> sets = ArcSet.all(header);
      return sets.isEmpty()
          ? List.of()
          : List.of(SignatureField.arc(sets.get(sets.size() - 1).message()).bodyForm());
    } catch (SignatureFault e) {
      // Reported when the chain is validated.
      return List.of();
    }
  }

  /** Validates the chain. */
  public CompletableFuture<ArcVerdict> validate(MessageSource message) {
    if (!ArcSet.any(message.header())) {
      return CompletableFuture.completedFuture(
          new ArcVerdict(State.NONE, Sentence.of("message.not-sealed"), List.of()));
    }
    try {
      return validate(message, ArcSet.all(message.header()));
    } catch (SignatureFault e) {
      return CompletableFuture.completedFuture(new ArcVerdict(State.FAIL, e.told(), List.of()));
    }
  }

  private CompletableFuture<ArcVerdict> validate(MessageSource message, List<ArcSet> sets)
      throws SignatureFault {
    var seals = new ArrayList<Seal>();
    for (ArcSet set : sets) {
      seals.add(Seal.of(set));
    }
    List<String> sealers = seals.stream().map(Seal::domain).toList();
    ArcSet last = sets.get(sets.size() - 1);
    SignatureField newest = SignatureField.arc(last.message());
    if (newest.signed().contains("arc-seal")) {
      throw new SignatureFault(Sentence.of("message.arc-signs-seals", last.instance()));
    }
    var tests = new ArrayList<CompletableFuture<Step>>();
    tests.add(
        signatures
            .verify(message, newest)
            .thenApply(
                tested ->
                    new Step(
                        Sentence.of("message.arc-signature", last.instance()), tested.outcome())));
    var before = new ArrayList<HeaderField>();
    for (int i = 0; i < sets.size(); i++) {
      before.add(sets.get(i).results());
      before.add(sets.get(i).message());
      tests.add(test(seals.get(i), SignedData.ofSeal(before, sets.get(i).seal())));
      before.add(sets.get(i).seal());
    }
    return Together.all(tests).thenApply(steps -> verdict(steps, sealers));
  }

  /** One signature of the chain, verified. */
  private record Step(Sentence what, Outcome outcome) {}

  private static ArcVerdict verdict(List<Step> steps, List<String> sealers) {
    for (State state : List.of(State.FAIL, State.TEMPERROR)) {
      for (Step step : steps) {
        SignatureResult result = step.outcome().result();
        boolean temporary = result == SignatureResult.TEMPERROR;
        if (result != SignatureResult.PASS && temporary == (state == State.TEMPERROR)) {
          return new ArcVerdict(
              state, Sentence.of("message.arc-step", step.what(), step.outcome().told()), sealers);
        }
      }
    }
    return new ArcVerdict(
        State.PASS, Sentence.of("message.arc-passes", sealers.get(sealers.size() - 1)), sealers);
  }

  private CompletableFuture<Step> test(Seal seal, byte[] data) {
    return keys.find(seal.selector(), seal.domain())
        .thenApply(
            answer -> {
              Algorithm algorithm = seal.algorithm();
              Outcome outcome =
                  SignatureCheck.test(
                          answer, algorithm, data, seal.signature(), /* strict= */ false)
                      .outcome();
              return new Step(Sentence.of("message.seal", seal.instance()), outcome);
            });
  }
}
