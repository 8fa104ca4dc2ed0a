package dev.mxray.check.spf;

import java.util.concurrent.CompletableFuture;

/** Expands macros, and looks for the client's name when one of them needs it. */
final class HostExpansion {
  private final MacroValues values;
  private final HostQuestions questions;

  HostExpansion(MacroValues values, HostQuestions questions) {
    this.values = values;
    this.questions = questions;
  }

  /** The text with its macros expanded. */
  CompletableFuture<String> expand(MacroString text, String domain) {
    if (!MacroValues.needsClientName(text)) {
      return CompletableFuture.completedFuture(values.expand(text, domain, ""));
    }
    return questions
        .clientNames(values.ip())
        .thenApply(names -> values.expand(text, domain, names.nameFor(TargetName.escaped(domain))));
  }

  /** The name that a domain-spec stands for; it may be one that the DNS cannot have. */
  CompletableFuture<String> name(MacroString text, String domain) {
    return expand(text, domain).thenApply(TargetName::fitted);
  }
}
