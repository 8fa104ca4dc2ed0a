package dev.mxray.scan;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListResolvers;
import dev.mxray.domain.Domain;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.SignedAnswer;
import dev.mxray.net.dns.SignedDnsClient;
import dev.mxray.observe.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

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
  private final AtomicInteger signedQuestions = new AtomicInteger();

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

  /**
   * The questions with signatures of this scan: each has one answer here too.
   *
   * @param client shared by all scans
   * @param limit how many different ones may be asked
   */
  SignedDnsClient signed(SignedDnsClient client, int limit) {
    var left = new AtomicInteger(limit);
    Map<Question, CompletableFuture<SignedAnswer>> known = new ConcurrentHashMap<>();
    return question ->
        known
            .computeIfAbsent(
                question,
                asked ->
                    left.getAndDecrement() <= 0
                        ? CompletableFuture.completedFuture(
                            SignedAnswer.unknown(asked, Reason.LIMIT, List.of()))
                        : ask(client, asked))
            .copy();
  }

  private CompletableFuture<SignedAnswer> ask(SignedDnsClient client, Question question) {
    signedQuestions.incrementAndGet();
    listener.asked(domain, question);
    return client
        .ask(question)
        .applyToEither(
            stop.thenApply(reason -> SignedAnswer.unknown(question, reason, List.of())),
            answer -> answer)
        .thenApply(
            answer -> {
              listener.answered(domain, told(answer));
              return answer;
            });
  }

  /** As listeners are told of it. */
  private static DnsAnswer told(SignedAnswer answer) {
    Message message = answer.message();
    if (message == null) {
      return DnsAnswer.unknown(
          answer.question(),
          answer.reason() == null ? Reason.SERVER_FAILURE : answer.reason(),
          answer.attempts(),
          0);
    }
    List<Record> records =
        message.getSection(Section.ANSWER).stream()
            .filter(record -> record.getType() == answer.question().type().code())
            .toList();
    DnsAnswer.Status status =
        !records.isEmpty()
            ? DnsAnswer.Status.FOUND
            : message.getRcode() == Rcode.NXDOMAIN
                ? DnsAnswer.Status.NXDOMAIN
                : DnsAnswer.Status.NODATA;
    return new DnsAnswer(
        answer.question(), status, records, List.of(), 0, answer.attempts(), null, 0);
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
    return answers.size() + listQuestions.get() + signedQuestions.get();
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
