package dev.mxray.net.dns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Answers by their question. One question is in flight once, and all who ask meanwhile hear how it
 * went; an answer is kept as long as it holds, and what is not known is not kept at all.
 *
 * @param <A> an answer with its attempts
 */
final class AnswerCache<A> {
  /** An answer and how long it holds, in nanoseconds. */
  record Kept<A>(A answer, long holds) {}

  private final AsyncCache<Question, Kept<A>> answers;
  private final UnaryOperator<A> fromCache;

  /**
   * @param most how many are kept
   * @param fromCache an answer as it is for those who ask later: nothing was sent for them
   */
  AnswerCache(long most, Ticker ticker, UnaryOperator<A> fromCache) {
    this.fromCache = fromCache;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfter(
                Expiry.<Question, Kept<A>>creating(
                    (question, kept) -> Duration.ofNanos(kept.holds())))
            .executor(Runnable::run)
            .ticker(ticker)
            .buildAsync();
  }

  /**
   * The answer that is kept, or that is on its way, or else what asking now will give.
   *
   * @param begin asks; what it returns may be complete at once
   */
  CompletableFuture<A> get(
      Question question, Function<Question, CompletableFuture<Kept<A>>> begin) {
    // Looked at first: a question begun below may be answered before the cache hands it over.
    CompletableFuture<Kept<A>> earlier = answers.getIfPresent(question);
    boolean ready = earlier != null && earlier.isDone();
    CompletableFuture<Kept<A>> found =
        answers.get(question, (asked, executor) -> begin.apply(asked));
    boolean kept = ready && found == earlier;
    // A future of the caller's own: what it does to it does not concern the others.
    return found.thenApply(k -> kept ? fromCache.apply(k.answer()) : k.answer());
  }

  /** Takes out what ends without an answer: the next one who asks may have more luck. */
  void forget(Question question, CompletableFuture<Kept<A>> unanswered) {
    answers.asMap().remove(question, unanswered);
  }
}
