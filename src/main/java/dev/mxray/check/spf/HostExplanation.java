package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.Exp;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The words of a domain that rejects (RFC 7208 §6.2): of the record that decided, not of one that
 * it includes or that redirected to it. Whatever goes wrong, there is no explanation, and the
 * result stays.
 */
final class HostExplanation {
  private final HostQuestions questions;
  private final HostExpansion expansion;

  HostExplanation(HostQuestions questions, HostExpansion expansion) {
    this.questions = questions;
    this.expansion = expansion;
  }

  CompletableFuture<Optional<String>> of(HostEvaluation.Verdict verdict) {
    SpfRecord record = verdict.record();
    if (verdict.result() != SpfResult.FAIL || record == null) {
      return none();
    }
    for (SpfTerm term : record.terms()) {
      if (term instanceof Exp exp) {
        return expansion
            .name(exp.domain(), verdict.domain())
            .thenCompose(name -> words(name, verdict.domain()));
      }
    }
    return none();
  }

  private CompletableFuture<Optional<String>> words(String name, String domain) {
    if (!TargetName.isAskable(name)) {
      return none();
    }
    return questions
        .ask(TargetName.escaped(name), RecordType.TXT)
        .thenCompose(answer -> expanded(answer, domain));
  }

  private CompletableFuture<Optional<String>> expanded(DnsAnswer answer, String domain) {
    if (answer.records().size() != 1) {
      return none();
    }
    String text = Texts.joined(answer.records().get(0));
    if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      return none();
    }
    MacroString words = new MacroReader(text, MacroReader.ALL_LETTERS).read();
    return words == null
        ? none()
        : expansion
            .expand(words, domain)
            .thenApply(all -> all.substring(0, Math.min(all.length(), CheckHost.MAX_EXPLANATION)))
            .thenApply(Optional::of);
  }

  private static CompletableFuture<Optional<String>> none() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
