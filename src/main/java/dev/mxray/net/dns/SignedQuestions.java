package dev.mxray.net.dns;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mxray.net.dns.AnswerCache.Kept;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks for answers with their signatures. The first question is always for the keys of the trust
 * anchor's zone: who leaves out their signatures is not asked again. Everything else follows the
 * strategy of {@link QuestionRun}; whole messages are kept as long as their shortest TTL allows.
 */
final class SignedQuestions implements SignedDnsClient {
  /** A chain of trust has some ten; this is for bulk runs. */
  private static final long MAX_CACHED = 5_000;

  private static final long MAX_TTL = TimeUnit.HOURS.toSeconds(1);
  private static final long MAX_NEGATIVE_TTL = TimeUnit.MINUTES.toSeconds(5);

  private final EventLoop loop;
  private final List<Resolver> resolvers;
  private final long timeoutNanos;
  private final Question anchor;
  private final AnswerCache<SignedAnswer> cache;
  private final Set<QuestionRun> active = new HashSet<>();
  private boolean closed;

  /**
   * @param anchor the zone whose keys are trusted; empty for the root
   */
  SignedQuestions(
      EventLoop loop, List<Resolver> resolvers, long timeoutNanos, Ticker ticker, String anchor) {
    this.loop = loop;
    this.resolvers = resolvers;
    this.timeoutNanos = timeoutNanos;
    this.anchor = new Question(anchor, RecordType.DNSKEY);
    this.cache = new AnswerCache<>(MAX_CACHED, ticker, SignedQuestions::withoutAttempts);
  }

  @Override
  public CompletableFuture<SignedAnswer> ask(Question question) {
    CompletableFuture<SignedAnswer> keys = once(anchor);
    return question.equals(anchor)
        ? keys
        : keys.thenCompose(
            answer ->
                answer.message() == null
                    ? CompletableFuture.completedFuture(
                        new SignedAnswer(question, null, answer.attempts(), answer.reason()))
                    : once(question));
  }

  /** Ends what is in flight; on the loop. */
  void close() {
    closed = true;
    List.copyOf(active).forEach(QuestionRun::interrupt);
  }

  private CompletableFuture<SignedAnswer> once(Question question) {
    return cache.get(question, this::begin);
  }

  private static SignedAnswer withoutAttempts(SignedAnswer answer) {
    return new SignedAnswer(answer.question(), answer.message(), List.of(), answer.reason());
  }

  private CompletableFuture<Kept<SignedAnswer>> begin(Question question) {
    var future = new CompletableFuture<Kept<SignedAnswer>>();
    try {
      loop.execute(() -> run(question, future));
    } catch (RejectedExecutionException e) {
      future.complete(new Kept<>(SignedAnswer.unknown(question, Reason.INTERRUPTED, List.of()), 0));
    }
    return future;
  }

  private void run(Question question, CompletableFuture<Kept<SignedAnswer>> future) {
    Name name = name(question);
    List<Resolver> able = new ArrayList<>(resolvers);
    if (!question.equals(anchor)) {
      able.removeIf(Resolver::stripsSignatures);
    }
    if (closed || name == null || able.isEmpty()) {
      fail(question, future, closed ? Reason.INTERRUPTED : Reason.UNUSABLE_ANSWER, List.of());
      return;
    }
    var runs = new ArrayList<QuestionRun>(1);
    var run =
        new QuestionRun(
            loop,
            able,
            Query.signed(name, question.type().code()),
            question.equals(anchor) ? SignatureReader::ofAnchor : SignatureReader::ofAny,
            result -> ended(question, future, runs.get(0), result));
    runs.add(run);
    active.add(run);
    run.start(System.nanoTime() + timeoutNanos);
  }

  private void ended(
      Question question,
      CompletableFuture<Kept<SignedAnswer>> future,
      QuestionRun run,
      QuestionRun.Result result) {
    active.remove(run);
    List<Attempt> attempts = run.attempts();
    if (result instanceof QuestionRun.Answered answered
        && answered.reading() instanceof AnswerReader.Whole whole) {
      long holds = TimeUnit.SECONDS.toNanos(ttl(whole.message()));
      future.complete(
          new Kept<>(new SignedAnswer(question, whole.message(), attempts, null), holds));
      return;
    }
    boolean stripped =
        attempts.stream()
            .map(Attempt::outcome)
            .anyMatch(
                outcome ->
                    outcome.equals(SignatureReader.STRIPPED)
                        // It does not even know EDNS.
                        || outcome.equals("FORMERR")
                        || outcome.equals("NOTIMP"));
    Reason reason =
        stripped
            ? Reason.NO_SIGNATURES
            : result instanceof QuestionRun.Unanswered unanswered
                ? unanswered.reason()
                : Reason.UNUSABLE_ANSWER;
    fail(question, future, reason, attempts);
  }

  private void fail(
      Question question,
      CompletableFuture<Kept<SignedAnswer>> future,
      Reason reason,
      List<Attempt> attempts) {
    cache.forget(question, future);
    future.complete(new Kept<>(SignedAnswer.unknown(question, reason, attempts), 0));
  }

  private static long ttl(Message message) {
    boolean negative = message.getSection(Section.ANSWER).isEmpty();
    long ttl = negative ? MAX_NEGATIVE_TTL : MAX_TTL;
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (Record record : message.getSection(section)) {
        if (record.getType() != Type.NS) {
          ttl = Math.min(ttl, record.getTTL());
        }
      }
    }
    return Math.max(1, ttl);
  }

  private static @Nullable Name name(Question question) {
    try {
      return question.name().isEmpty() ? Name.root : Name.fromString(question.name(), Name.root);
    } catch (TextParseException e) {
      return null; // no such name can be written
    }
  }
}
