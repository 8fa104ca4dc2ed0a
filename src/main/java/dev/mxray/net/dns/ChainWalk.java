package dev.mxray.net.dns;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * One question from its name to the end of its alias chain. Resolvers send the whole chain in one
 * message; where one stops short, the last target is asked for in the next run, within the same
 * time and the same number of aliases.
 */
final class ChainWalk {
  /** Enough for every resolver of a default scan, with some asked twice. */
  private static final int MAX_ATTEMPTS = 24;

  private static final long MIN_TTL = 1;
  private static final long MAX_TTL = TimeUnit.HOURS.toSeconds(1);

  /** RFC 2308 §5 advises at most hours; a scan wants to see repairs soon. */
  private static final long MAX_NEGATIVE_TTL = TimeUnit.MINUTES.toSeconds(5);

  private final EventLoop loop;
  private final List<Resolver> resolvers;
  private final Question question;
  private final Name first;
  private final long deadline;
  private final long startedAt = System.nanoTime();
  private final List<Attempt> attempts = new ArrayList<>();
  private long ttl = Long.MAX_VALUE;
  private @Nullable QuestionRun run;
  private @Nullable End end;

  /** Who waits for the end. */
  interface End {
    /**
     * @param holds how long the answer may be kept, in nanoseconds
     */
    void ended(DnsAnswer answer, long holds);
  }

  ChainWalk(
      EventLoop loop, List<Resolver> resolvers, Question question, Name first, long deadline) {
    this.loop = loop;
    this.resolvers = resolvers;
    this.question = question;
    this.first = first;
    this.deadline = deadline;
  }

  void start(End whoWaits) {
    end = whoWaits;
    ask(first, List.of());
  }

  void interrupt() {
    if (run != null) {
      run.interrupt();
    }
  }

  /** Waits no longer. */
  void giveUp() {
    if (run != null) {
      run.giveUp();
    }
  }

  private void ask(Name name, List<Name> aliases) {
    var query = Query.of(name, question.type().code());
    var next =
        new QuestionRun(
            loop,
            resolvers,
            query,
            (resolver, message) ->
                AnswerReader.read(first, query.name(), query.type(), message, aliases),
            this::ended);
    run = next;
    next.start(deadline);
  }

  private void ended(QuestionRun.Result result) {
    for (Attempt attempt : Objects.requireNonNull(run).attempts()) {
      if (attempts.size() < MAX_ATTEMPTS) {
        attempts.add(attempt);
      }
    }
    if (result instanceof QuestionRun.Answered answered) {
      read(answered.reading(), answered.size());
    } else {
      unknown(((QuestionRun.Unanswered) result).reason());
    }
  }

  private void read(AnswerReader.Reading reading, int size) {
    if (reading instanceof AnswerReader.Found found) {
      ttl = Math.min(ttl, found.ttl());
      finish(DnsAnswer.Status.FOUND, found.records(), found.aliases(), size, MAX_TTL);
    } else if (reading instanceof AnswerReader.NoData none) {
      ttl = Math.min(ttl, none.ttl());
      finish(DnsAnswer.Status.NODATA, List.of(), none.aliases(), size, MAX_NEGATIVE_TTL);
    } else if (reading instanceof AnswerReader.NoName none) {
      ttl = Math.min(ttl, none.ttl());
      finish(DnsAnswer.Status.NXDOMAIN, List.of(), none.aliases(), size, MAX_NEGATIVE_TTL);
    } else if (reading instanceof AnswerReader.Onward onward
        && onward.aliases().size() < AnswerReader.MAX_ALIASES) {
      ttl = Math.min(ttl, onward.ttl());
      ask(onward.target(), onward.aliases());
    } else {
      unknown(Reason.UNUSABLE_ANSWER);
    }
  }

  private void finish(
      DnsAnswer.Status status, List<Record> records, List<Name> aliases, int size, long maxTtl) {
    List<String> names = aliases.stream().map(name -> name.toString(true)).toList();
    var answer = new DnsAnswer(question, status, records, names, size, attempts, null, millis());
    long holds = Math.max(MIN_TTL, Math.min(maxTtl, ttl));
    Objects.requireNonNull(end).ended(answer, TimeUnit.SECONDS.toNanos(holds));
  }

  private void unknown(Reason reason) {
    Objects.requireNonNull(end).ended(DnsAnswer.unknown(question, reason, attempts, millis()), 0);
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
  }
}
