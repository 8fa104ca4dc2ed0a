package dev.mxray.check.reputation;

import dev.mxray.check.reputation.ListTests.Result;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.LoneResolver;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks lists for one scan. A question goes to one resolver, beside the test of the list through
 * that same resolver, and to the next one only when this one is refused or fails: an answer counts
 * only from a resolver through which the list works. A list that is known not to work is not asked.
 */
final class ListDesk {
  /** Resolvers that are tried for one question; each may cost a round trip. */
  static final int MAX_RESOLVERS = 4;

  private final ListTests tests;
  private final ListResolvers resolvers;
  private final int count;

  ListDesk(ListTests tests, ListResolvers resolvers) {
    this.tests = tests;
    this.resolvers = resolvers;
    this.count = Math.min(MAX_RESOLVERS, resolvers.questions().size());
  }

  /** Finds the resolver through which a list works, before there is anything to ask it. */
  void prepare(BlockList list, ListKind kind) {
    prepare(list, kind, 0);
  }

  private void prepare(BlockList list, ListKind kind, int resolver) {
    var unused =
        test(list, kind, resolver)
            .thenAccept(
                result -> {
                  if (isWorthAnother(result, resolver) && resolver + 1 < count) {
                    prepare(list, kind, resolver + 1);
                  }
                });
  }

  /** What a list says about an address or a domain. */
  CompletableFuture<ListVerdict> ask(BlockList list, ListKind kind, String subject) {
    var question = new Question(list.question(subject), RecordType.A);
    return ask(list, kind, question, 0, null);
  }

  private CompletableFuture<ListVerdict> ask(
      BlockList list,
      ListKind kind,
      Question question,
      int resolver,
      @Nullable ListVerdict before) {
    CompletableFuture<Result> test = test(list, kind, resolver);
    Result known = known(test);
    if (known != null && known.verdict() != null) {
      return next(list, kind, question, resolver, before, known);
    }
    LoneResolver client = resolvers.questions().get(resolver);
    if (known == null && client.seemsDown() && resolver + 1 < count) {
      return ask(list, kind, question, resolver + 1, before);
    }
    CompletableFuture<DnsAnswer> answer = client.ask(question);
    // Where the list does not work its answer need not be waited for.
    return test.thenCompose(
            result ->
                result.verdict() != null
                    ? CompletableFuture.completedFuture(result)
                    : answer.thenApply(found -> read(list, found)))
        .thenCompose(
            result -> {
              if (result.verdict() instanceof ListVerdict.Listed listed) {
                return withReason(listed, client, question);
              }
              return next(list, kind, question, resolver, before, result);
            });
  }

  private static Result read(BlockList list, DnsAnswer answer) {
    ListVerdict verdict = ListAnswers.read(list, answer);
    return new Result(
        verdict, verdict instanceof ListVerdict.Refused || ListAnswers.isRefusal(answer.reason()));
  }

  private CompletableFuture<ListVerdict> next(
      BlockList list,
      ListKind kind,
      Question question,
      int resolver,
      @Nullable ListVerdict before,
      Result result) {
    ListVerdict best = better(before, result.verdict());
    boolean end = resolvers.end().isDone() || resolver + 1 >= count;
    return end || !isWorthAnother(result, resolver)
        ? CompletableFuture.completedFuture(best)
        : ask(list, kind, question, resolver + 1, best);
  }

  /** Silence is the list's own fault, unless its resolver is silent about everything. */
  private boolean isWorthAnother(Result result, int resolver) {
    return result.elsewhere()
        || (result.verdict() instanceof ListVerdict.Unknown unknown
            && unknown.unknown().reason() == Reason.TIMEOUT
            && resolvers.questions().get(resolver).seemsDown());
  }

  /** Of what two resolvers saw, what says more, with the attempts of both. */
  private static ListVerdict better(@Nullable ListVerdict before, @Nullable ListVerdict now) {
    if (now == null) {
      throw new IllegalStateException("a list that passed has a verdict of its own");
    }
    if (before == null || now.isUsable()) {
      return now;
    }
    boolean kept = rank(before) <= rank(now);
    var attempts = new ArrayList<>(attempts(before));
    attempts.addAll(attempts(now));
    return withAttempts(kept ? before : now, attempts);
  }

  private static int rank(ListVerdict verdict) {
    return verdict instanceof ListVerdict.Refused
        ? 0
        : verdict instanceof ListVerdict.Broken ? 1 : 2;
  }

  private static List<Attempt> attempts(ListVerdict verdict) {
    return verdict instanceof ListVerdict.Refused refused
        ? refused.attempts()
        : verdict instanceof ListVerdict.Broken broken
            ? broken.attempts()
            : verdict instanceof ListVerdict.Unknown unknown
                ? unknown.unknown().attempts()
                : List.of();
  }

  private static ListVerdict withAttempts(ListVerdict verdict, List<Attempt> attempts) {
    if (verdict instanceof ListVerdict.Refused refused) {
      return new ListVerdict.Refused(refused.told(), attempts);
    }
    if (verdict instanceof ListVerdict.Broken broken) {
      return new ListVerdict.Broken(broken.told(), attempts);
    }
    return verdict instanceof ListVerdict.Unknown unknown
        ? new ListVerdict.Unknown(
            new Observed.Unknown<>(unknown.unknown().reason(), unknown.unknown().doing(), attempts))
        : verdict;
  }

  private static CompletableFuture<ListVerdict> withReason(
      ListVerdict.Listed listed, LoneResolver client, Question question) {
    return client
        .ask(new Question(question.name(), RecordType.TXT))
        .thenApply(
            answer ->
                new ListVerdict.Listed(
                    listed.addresses(), listed.codes(), ListAnswers.reason(answer)));
  }

  /** A test that other scans share: it goes on when this scan ends. */
  private CompletableFuture<Result> test(BlockList list, ListKind kind, int resolver) {
    CompletableFuture<Result> test =
        tests.of(list, kind, resolver, resolvers.tests().get(resolver));
    if (test.isDone()) {
      return test;
    }
    return test.applyToEither(
        resolvers
            .end()
            .thenApply(
                reason ->
                    Result.unknown(
                        new Observed.Unknown<>(
                            reason, Sentence.of("reputation.test", list.name()), List.of()),
                        /* elsewhere= */ false)),
        result -> result);
  }

  private static @Nullable Result known(CompletableFuture<Result> test) {
    return Optional.ofNullable(test.getNow(null)).orElse(null);
  }
}
