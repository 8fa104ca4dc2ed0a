package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Severity;
import dev.mxray.mcss.OutsideView.Dkim;
import dev.mxray.mcss.OutsideView.SigningKey;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.stream.Stream;

/** Decides by the DKIM keys that are published. Other selectors may exist that nobody asked for. */
final class KeyRules {
  private static final int MIN_RSA_BITS = 2048;

  /** So many keys are named in the evidence. */
  private static final int MAX_NAMED = 3;

  private static final Sentence NOT_SEEN = Sentence.of("decision.no-key-found");

  private KeyRules() {}

  /** There is a key that receivers accept; there is none when that is proved, or all are broken. */
  static Rule.Verdict usableKey(DecisionRow row, OutsideView view) {
    Dkim dkim = view.dkim();
    if (dkim == null) {
      return Rule.Verdict.notAssessed(Sentence.of("decision.dkim-not-looked-at"));
    }
    List<SigningKey> usable = dkim.keys().stream().filter(SigningKey::usable).toList();
    if (!usable.isEmpty()) {
      return passed(row, usable);
    }
    if (view.sendsNoMail()) {
      return sendsNoMail();
    }
    return dkim.provedAbsent()
        ? absent(row, view)
        : dkim.keys().isEmpty() && dkim.unreadable().isEmpty()
            ? Rule.Verdict.notAssessed(NOT_SEEN)
            : failed(
                row,
                view,
                Status.FAIL,
                Stream.concat(
                        dkim.keys().stream().map(KeyRules::told),
                        dkim.unreadable().stream().map(Sentence::verbatim))
                    .toList());
  }

  /** Every readable RSA key is long enough; other types are by their nature. */
  static Rule.Verdict longKeys(DecisionRow row, OutsideView view) {
    Dkim dkim = view.dkim();
    if (dkim == null || dkim.keys().isEmpty()) {
      return dkim != null && view.sendsNoMail()
          ? sendsNoMail()
          : Rule.Verdict.notAssessed(Sentence.of("decision.no-key-seen"));
    }
    List<SigningKey> shorter =
        dkim.keys().stream()
            .filter(key -> key.type().equals("rsa") && key.bits() < MIN_RSA_BITS)
            .toList();
    return shorter.isEmpty()
        ? passed(row, dkim.keys())
        : failed(
            row,
            view,
            shorter.size() == dkim.keys().size() ? Status.FAIL : Status.PARTIAL,
            shorter.stream().map(KeyRules::told).toList());
  }

  /** Every selector that was found leads to a key that can be read. */
  static Rule.Verdict readableSelectors(DecisionRow row, OutsideView view) {
    Dkim dkim = view.dkim();
    if (dkim == null) {
      return Rule.Verdict.notAssessed(Sentence.of("decision.dkim-not-looked-at"));
    }
    if (view.sendsNoMail() && dkim.keys().isEmpty()) {
      return sendsNoMail();
    }
    if (dkim.provedAbsent()) {
      return absent(row, view);
    }
    if (!dkim.unreadable().isEmpty()) {
      return failed(
          row,
          view,
          dkim.keys().isEmpty() ? Status.FAIL : Status.PARTIAL,
          dkim.unreadable().stream().map(Sentence::verbatim).toList());
    }
    return dkim.keys().isEmpty() ? Rule.Verdict.notAssessed(NOT_SEEN) : passed(row, dkim.keys());
  }

  private static Rule.Verdict sendsNoMail() {
    return Rule.Verdict.notApplicable(Strength.DIRECT, Sentence.of("decision.sends-no-mail"));
  }

  private static Rule.Verdict absent(DecisionRow row, OutsideView view) {
    boolean signedForByAnother =
        view.findings().stream()
            .anyMatch(
                finding ->
                    finding.type().id().equals("dkim-absent")
                        && finding.severity() == Severity.INFO);
    return signedForByAnother
        ? Rule.Verdict.notAssessed(Sentence.of("decision.keys-of-organization-only"))
        : failed(row, view, Status.FAIL, List.of(Sentence.of("decision.proof-of-no-key")));
  }

  private static Rule.Verdict passed(DecisionRow row, List<SigningKey> keys) {
    return Rule.Verdict.of(
        Status.PASS,
        row.whenPassed(),
        row.findings(),
        Facts.stated(Facts.listed(keys.stream().map(KeyRules::told).toList(), MAX_NAMED)));
  }

  private static Rule.Verdict failed(
      DecisionRow row, OutsideView view, Status status, List<Sentence> facts) {
    List<String> reported =
        view.findings().stream()
            .map(Finding::type)
            .map(type -> type.id())
            .filter(row.findings()::contains)
            .distinct()
            .sorted()
            .toList();
    return Rule.Verdict.of(
        status, row.whenFailed(), reported, Facts.stated(Facts.listed(facts, MAX_NAMED)));
  }

  private static Sentence told(SigningKey key) {
    return Sentence.of("decision.key", key.name(), key.type(), key.bits());
  }
}
