package dev.mxray.net.dns;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * One question to several resolvers, the strategy of the engine. The first in order of health is
 * asked; when it is late the next is asked as well, when it fails the next is asked at once; the
 * first good answer wins and the others are cancelled. When every resolver has failed, or the time
 * is up, the question stays unknown.
 */
final class QuestionRun implements Ask.Listener {
  /** What came of a run. */
  sealed interface Result {}

  /** A message that could be read. */
  record Answered(AnswerReader.Reading reading, int size) implements Result {}

  /** Nobody had a good answer. */
  record Unanswered(Reason reason) implements Result {}

  private final EventLoop loop;
  private final List<Resolver> order;
  private final Query query;
  private final Reader reader;
  private final Consumer<Result> end;
  private final List<Ask> asks = new ArrayList<>();
  private @Nullable ScheduledFuture<?> hedge;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean done;
  private boolean won;

  /** Says what a message of one resolver is worth. */
  interface Reader {
    AnswerReader.Reading read(Resolver resolver, Message message);
  }

  QuestionRun(
      EventLoop loop, List<Resolver> resolvers, Query query, Reader reader, Consumer<Result> end) {
    this.loop = loop;
    this.order = inOrder(resolvers, System.nanoTime());
    this.query = query;
    this.reader = reader;
    this.end = end;
  }

  void start(long deadlineNanos) {
    long left = Math.max(0, deadlineNanos - System.nanoTime());
    deadline =
        loop.schedule(() -> finish(new Unanswered(Reason.TIMEOUT)), left, TimeUnit.NANOSECONDS);
    askNext();
  }

  /** Ends the run from outside. */
  void interrupt() {
    finish(new Unanswered(Reason.INTERRUPTED));
  }

  /** Ends the run because nobody answers. */
  void giveUp() {
    finish(new Unanswered(Reason.TIMEOUT));
  }

  /** Words of the transport; what the DNS itself says has no language. */
  private static Sentence told(String outcome) {
    return switch (outcome) {
      case "late" -> Sentence.of("net.dns-late");
      case "timeout" -> Sentence.of("net.dns-timeout");
      case "refused" -> Sentence.of("net.dns-refused");
      case "connection closed" -> Sentence.of("net.dns-closed");
      case "network" -> Sentence.of("net.dns-network");
      default -> Sentence.verbatim(outcome);
    };
  }

  /** Who was asked and what came of it, in order. */
  List<Attempt> attempts() {
    List<Attempt> attempts = new ArrayList<>();
    for (Ask ask : asks) {
      String outcome = ask.outcome(won ? "late" : "timeout");
      attempts.add(new Attempt(ask.resolver().name(), told(outcome), ask.millis()));
    }
    return attempts;
  }

  private static List<Resolver> inOrder(List<Resolver> resolvers, long now) {
    List<Resolver> order = new ArrayList<>();
    List<Resolver> suspects = new ArrayList<>();
    for (Resolver resolver : resolvers) {
      (resolver.health().isSuspect(now) ? suspects : order).add(resolver);
    }
    if (!order.isEmpty()) {
      order.get(0).health().tried(now);
    }
    order.addAll(suspects);
    return order;
  }

  private void askNext() {
    if (hedge != null) {
      hedge.cancel(/* mayInterruptIfRunning= */ false);
      hedge = null;
    }
    if (done || asks.size() == order.size()) {
      return;
    }
    Ask ask = new Ask(order.get(asks.size()), query, this);
    asks.add(ask);
    if (asks.size() < order.size()) {
      long delay = ask.resolver().health().hedgeDelay();
      hedge = loop.schedule(() -> late(ask), delay, TimeUnit.NANOSECONDS);
    }
    ask.start();
  }

  private void late(Ask ask) {
    ask.resolver().health().late(ask.startedAt(), System.nanoTime());
    askNext();
  }

  @Override
  public void answered(Ask ask, Message message, int size) {
    AnswerReader.Reading reading = reader.read(ask.resolver(), message);
    if (reading instanceof AnswerReader.Refused refused) {
      ask.refuse(refused.words());
      failed(ask);
    } else {
      finish(new Answered(reading, size));
    }
  }

  @Override
  public void doubted(Ask ask) {
    askNext();
  }

  @Override
  public void failed(Ask ask) {
    if (done) {
      return;
    }
    askNext();
    endIfHopeless();
  }

  @Override
  public void silent(Ask ask) {
    endIfHopeless(); // its resolver may count as dead by now
  }

  private void endIfHopeless() {
    if (!done && asks.size() == order.size() && asks.stream().allMatch(QuestionRun::isHopeless)) {
      boolean network = asks.stream().allMatch(Ask::isNetworkFailure);
      boolean answered = asks.stream().anyMatch(QuestionRun::isServerFailure);
      if (network) {
        finish(new Unanswered(Reason.NETWORK));
      } else if (answered) {
        finish(new Unanswered(Reason.SERVER_FAILURE));
      } else if (asks.stream().allMatch(Ask::isDone)) {
        finish(new Unanswered(Reason.TIMEOUT));
      }
    }
  }

  private static boolean isServerFailure(Ask ask) {
    return ask.isDone() && !ask.isNetworkFailure() && !ask.outcome("").equals("timeout");
  }

  /** Failed, or asked of a resolver that has never said a word: not worth the rest of the time. */
  private static boolean isHopeless(Ask ask) {
    return ask.isDone() || ask.resolver().health().isDead();
  }

  private void finish(Result result) {
    if (done) {
      return;
    }
    done = true;
    won = result instanceof Answered;
    if (hedge != null) {
      hedge.cancel(/* mayInterruptIfRunning= */ false);
    }
    if (deadline != null) {
      deadline.cancel(/* mayInterruptIfRunning= */ false);
    }
    for (Ask ask : asks) {
      ask.cancel();
    }
    end.accept(result);
  }
}
