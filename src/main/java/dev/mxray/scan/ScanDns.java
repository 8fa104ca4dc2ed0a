package dev.mxray.scan;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListResolvers;
import dev.mxray.domain.Domain;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import dev.mxray.net.dns.Question;
import dev.mxray.observe.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The DNS as one scan sees it: each question has one answer for the whole scan, each check a limit
 * of questions of its own, and when the scan stops, what is still open becomes unknown.
 */
final class ScanDns {
  private final Domain domain;
  private final DnsClient engine;
  private final CompletableFuture<Reason> stop;
  private final ScanListener listener;
  private final Map<Question, CompletableFuture<DnsAnswer>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger listQuestions = new AtomicInteger();

  /**
   * @param stop completes when the scan has to end, with the reason
   */
  ScanDns(Domain domain, DnsClient engine, CompletableFuture<Reason> stop, ScanListener listener) {
    this.domain = domain;
    this.engine = engine;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * The resolvers that are asked about lists, each alone, as this scan sees them.
   *
   * @param limit how many questions may be asked, of all of them together
   * @param lists what may be shown of a question depends on them
   */
  ListResolvers lists(List<LoneResolver> resolvers, int limit, BlockLists lists) {
    var left = new AtomicInteger(limit);
    return new ListResolvers(
        resolvers.stream().map(one -> lone(one, left, lists)).toList(),
        resolvers.stream().<DnsClient>map(one -> watched(one, lists)).toList(),
        stop);
  }

  private LoneResolver lone(LoneResolver resolver, AtomicInteger left, BlockLists lists) {
    DnsClient watched = watched(resolver, lists);
    return new LoneResolver() {
      @Override
      public CompletableFuture<DnsAnswer> ask(Question question) {
        if (left.getAndDecrement() <= 0) {
          return CompletableFuture.completedFuture(
              DnsAnswer.unknown(question, Reason.LIMIT, List.of(), 0));
        }
        listQuestions.incrementAndGet();
        return watched.ask(question).applyToEither(ended(question), answer -> answer);
      }

      @Override
      public boolean seemsDown() {
        return resolver.seemsDown();
      }
    };
  }

  /** Tells the listener, which never sees a user's key. */
  private DnsClient watched(DnsClient client, BlockLists lists) {
    return question -> {
      var shown = new Question(lists.shown(question.name()), question.type());
      listener.asked(domain, shown);
      return client
          .ask(question)
          .thenApply(
              answer -> {
                if (!stop.isDone()) {
                  listener.answered(domain, answer.about(shown));
                }
                return answer;
              });
    };
  }

  /** The client of one check, which may ask so many questions that nobody asked before. */
  DnsClient limited(int limit) {
    var left = new AtomicInteger(limit);
    return question -> {
      CompletableFuture<DnsAnswer> known = answers.get(question);
      if (known != null) {
        return known.copy();
      }
      if (left.getAndDecrement() <= 0) {
        return CompletableFuture.completedFuture(
            DnsAnswer.unknown(question, Reason.LIMIT, List.of(), 0));
      }
      return answers.computeIfAbsent(question, this::ask).copy();
    };
  }

  /** A client that asks nobody: for checks that an option switched off. */
  static DnsClient switchedOff() {
    return question ->
        CompletableFuture.completedFuture(
            DnsAnswer.unknown(question, Reason.SWITCHED_OFF, List.of(), 0));
  }

  /** A client that asks one question only. */
  DnsClient only(Question allowed) {
    DnsClient nobody = switchedOff();
    DnsClient client = limited(1);
    return question -> (question.equals(allowed) ? client : nobody).ask(question);
  }

  /** Completes when the scan has to end, with the reason. */
  CompletableFuture<Reason> stop() {
    return stop;
  }

  /** How many different questions were asked. */
  int questions() {
    return answers.size() + listQuestions.get();
  }

  private CompletableFuture<DnsAnswer> ask(Question question) {
    listener.asked(domain, question);
    CompletableFuture<DnsAnswer> answer =
        engine.ask(question).applyToEither(ended(question), result -> result);
    return answer.thenApply(
        result -> {
          listener.answered(domain, result);
          return result;
        });
  }

  private CompletableFuture<DnsAnswer> ended(Question question) {
    return stop.thenApply(reason -> DnsAnswer.unknown(question, reason, List.of(), 0));
  }
}
