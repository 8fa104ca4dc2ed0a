package dev.mxray.check.spf;

import static dev.mxray.check.spf.SpfAnalysis.MAX_LOOKUPS;
import static dev.mxray.check.spf.SpfAnalysis.MAX_VOID_LOOKUPS;

import dev.mxray.check.spf.CheckHostResult.Step;
import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of check_host(): term after term, one at a time, so that the counters need no
 * lock. Records nest and follow each other at most as often as terms may query the DNS, which
 * bounds the recursion.
 */
final class HostEvaluation {
  private final HostQuestions questions;
  private final HostTerms terms;
  private final HostExplanation explanation;
  private int lookups;
  private int voids;

  /**
   * The result of one record and of what it led to.
   *
   * @param record the record that decided, for its explanation; null for an error or none
   * @param domain whose record that is
   * @param mechanism the mechanism that matched in it; null when none did
   * @param path from this record inwards
   * @param problem why it is an error or none; null otherwise
   */
  record Verdict(
      SpfResult result,
      @Nullable SpfRecord record,
      String domain,
      @Nullable Mechanism mechanism,
      List<Step> path,
      @Nullable Sentence problem) {

    static Verdict error(SpfResult result, String domain, List<Step> path, Sentence problem) {
      return new Verdict(result, null, domain, null, path, problem);
    }

    Verdict behind(Step step) {
      var longer = new ArrayList<Step>();
      longer.add(step);
      longer.addAll(path);
      return new Verdict(result, record, domain, mechanism, longer, problem);
    }
  }

  HostEvaluation(MacroValues values, HostQuestions questions) {
    this.questions = questions;
    var expansion = new HostExpansion(values, questions);
    this.terms = new HostTerms(values.ip(), questions, expansion, this::checkHost);
    this.explanation = new HostExplanation(questions, expansion);
  }

  CompletableFuture<CheckHostResult> run(String domain) {
    return checkHost(domain)
        .thenCompose(
            verdict ->
                explanation.of(verdict).thenApply(words -> result(verdict, words.orElse(null))));
  }

  private CheckHostResult result(Verdict verdict, @Nullable String words) {
    Mechanism mechanism = verdict.mechanism();
    return new CheckHostResult(
        verdict.result(),
        mechanism == null ? null : mechanism.text(),
        words,
        lookups,
        voids,
        verdict.path(),
        questions.asked(),
        verdict.problem());
  }

  /** The recursive function of RFC 7208 §4: of the domain itself, an include, or a redirect. */
  private CompletableFuture<Verdict> checkHost(String domain) {
    if (!TargetName.isDomain(domain)) {
      return completed(
          Verdict.error(SpfResult.NONE, domain, List.of(), Sentence.of("spf.not-a-name", domain)));
    }
    return questions
        .ask(TargetName.escaped(domain), RecordType.TXT)
        .thenCompose(answer -> selected(domain, answer));
  }

  /** Record selection (RFC 7208 §4.4, §4.5) and the check of its grammar as a whole (§4.6). */
  private CompletableFuture<Verdict> selected(String domain, DnsAnswer answer) {
    if (answer.status() == DnsAnswer.Status.UNKNOWN) {
      return completed(
          Verdict.error(
              SpfResult.TEMPERROR, domain, List.of(), HostTerms.failure(answer, "TXT " + domain)));
    }
    List<SpfRecord> records =
        SpfParser.select(answer.records().stream().map(Texts::joined).toList());
    if (records.isEmpty()) {
      return completed(
          Verdict.error(SpfResult.NONE, domain, List.of(), Sentence.of("spf.none-at", domain)));
    }
    if (records.size() > 1) {
      return completed(
          Verdict.error(
              SpfResult.PERMERROR,
              domain,
              List.of(),
              Sentence.of("spf.several-at", domain, records.size())));
    }
    SpfRecord record = records.get(0);
    List<BadTerm> errors = record.errors();
    if (!errors.isEmpty()) {
      BadTerm bad = errors.get(0);
      return completed(
          Verdict.error(SpfResult.PERMERROR, domain, List.of(Step.of(domain, bad)), bad.told()));
    }
    return from(0, record.evaluated(), record, domain);
  }

  /** Evaluates the terms from an index on: at once as long as they need no DNS. */
  private CompletableFuture<Verdict> from(
      int index, List<SpfTerm> list, SpfRecord record, String domain) {
    for (int i = index; i < list.size(); i++) {
      SpfTerm term = list.get(i);
      if (term.queriesDns()) {
        if (++lookups > MAX_LOOKUPS) {
          return completed(permerror(domain, term, Sentence.of("spf.lookup-limit", MAX_LOOKUPS)));
        }
        int next = i + 1;
        return term instanceof Redirect redirect
            ? redirected(redirect, domain)
            : terms
                .evaluate((Mechanism) term, domain)
                .thenCompose(match -> after(match, (Mechanism) term, next, list, record, domain));
      }
      if (terms.matchesAtOnce(term)) {
        return completed(matched((Mechanism) term, record, domain));
      }
    }
    // RFC 7208 §4.7: neutral when nothing matches.
    return completed(new Verdict(SpfResult.NEUTRAL, record, domain, null, List.of(), null));
  }

  private CompletableFuture<Verdict> after(
      HostTerms.Match match,
      Mechanism term,
      int next,
      List<SpfTerm> list,
      SpfRecord record,
      String domain) {
    Step step = Step.of(domain, term);
    if (match.error() != null) {
      return completed(match.error().behind(step));
    }
    if (match.isVoid() && ++voids > MAX_VOID_LOOKUPS) {
      return completed(permerror(domain, term, Sentence.of("spf.void-limit", MAX_VOID_LOOKUPS)));
    }
    if (!match.matches()) {
      return from(next, list, record, domain);
    }
    Verdict verdict = matched(term, record, domain);
    var path = new ArrayList<>(verdict.path());
    path.addAll(match.inside());
    return completed(
        new Verdict(verdict.result(), record, domain, term, path, /* problem= */ null));
  }

  /** RFC 7208 §6.1: the other domain's result, but that it has to have a record. */
  private CompletableFuture<Verdict> redirected(Redirect redirect, String domain) {
    return terms
        .target(redirect.domain(), domain)
        .thenCompose(this::checkHost)
        .thenApply(
            verdict ->
                verdict.result() == SpfResult.NONE
                    ? permerror(
                        domain,
                        redirect,
                        Optional.ofNullable(verdict.problem()).orElse(Sentence.of("spf.no-record")))
                    : verdict.behind(Step.of(domain, redirect)));
  }

  private static Verdict matched(Mechanism term, SpfRecord record, String domain) {
    return new Verdict(
        SpfResult.of(term.qualifier()),
        record,
        domain,
        term,
        List.of(Step.of(domain, term)),
        /* problem= */ null);
  }

  private static Verdict permerror(String domain, SpfTerm term, Sentence problem) {
    return Verdict.error(SpfResult.PERMERROR, domain, List.of(Step.of(domain, term)), problem);
  }

  private static CompletableFuture<Verdict> completed(Verdict verdict) {
    return CompletableFuture.completedFuture(verdict);
  }
}
