package dev.mxray.check.reputation;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which lists work, seen from which resolver: every list is tested once for all scans, when it is
 * first needed, by its points that must be listed and must not be (RFC 5782 §5). A list without
 * such a point passes when its zone exists and it does not list the other point.
 */
public final class ListTests {
  /** A scanner that runs for long looks again. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int MAX_KEPT = 10_000;

  private final AsyncCache<Key, Result> results =
      Caffeine.newBuilder()
          .maximumSize(MAX_KEPT)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .buildAsync();

  private record Key(String zone, ListKind kind, int resolver) {}

  /**
   * What a test found.
   *
   * @param verdict what every question to the list comes to; null when it passed
   * @param elsewhere true when another resolver may have more luck
   */
  record Result(@Nullable ListVerdict verdict, boolean elsewhere) {
    static final Result PASSED = new Result(null, false);

    static Result unknown(Observed.Unknown<?> unknown, boolean elsewhere) {
      return new Result(new ListVerdict.Unknown(unknown), elsewhere);
    }
  }

  /**
   * The test of a list through one resolver; asked when nobody has before.
   *
   * @param resolver the number of the resolver
   * @param client that resolver
   */
  CompletableFuture<Result> of(BlockList list, ListKind kind, int resolver, DnsClient client) {
    return results
        .get(new Key(list.zone(), kind, resolver), (key, executor) -> test(list, kind, client))
        .copy();
  }

  private static CompletableFuture<Result> test(BlockList list, ListKind kind, DnsClient client) {
    Optional<String> point = list.listedPoint(kind);
    var zone = new Question(list.zone(), RecordType.SOA);
    CompletableFuture<DnsAnswer> yes =
        client.ask(point.map(name -> new Question(name, RecordType.A)).orElse(zone));
    CompletableFuture<DnsAnswer> no = client.ask(new Question(list.cleanPoint(kind), RecordType.A));
    // The other point is not waited for where the list is gone: some resolvers are slow about it.
    return yes.thenCompose(
        found ->
            found.status() != DnsAnswer.Status.NXDOMAIN
                ? no.thenApply(clean -> both(list, kind, found, clean))
                : point.isEmpty()
                    ? CompletableFuture.completedFuture(gone(list, found))
                    : client
                        .ask(zone)
                        .thenCompose(
                            soa ->
                                soa.status() == DnsAnswer.Status.NXDOMAIN
                                    ? CompletableFuture.completedFuture(gone(list, soa))
                                    : no.thenApply(clean -> both(list, kind, found, clean))));
  }

  /** Nothing can be below a name that does not exist (RFC 8020). */
  private static Result gone(BlockList list, DnsAnswer zone) {
    return broken(list, zone, Sentence.of("reputation.gone"), /* elsewhere= */ false);
  }

  private static Result both(BlockList list, ListKind kind, DnsAnswer yes, DnsAnswer no) {
    return list.isTested(kind)
        ? tested(list, kind, yes, no)
        : badly(list, no).orElseGet(() -> passed(list, no));
  }

  private static Result tested(BlockList list, ListKind kind, DnsAnswer yes, DnsAnswer no) {
    return badly(list, yes, no)
        .orElseGet(
            () -> {
              if (yes.status() == DnsAnswer.Status.UNKNOWN) {
                return unknown(list, yes);
              }
              if (yes.status() != DnsAnswer.Status.FOUND) {
                // Some lists give resolvers that they do not like this in place of a refusal.
                return broken(list, yes, mustBeListed(kind), /* elsewhere= */ true);
              }
              return passed(list, no);
            });
  }

  private static Result passed(BlockList list, DnsAnswer no) {
    return no.status() == DnsAnswer.Status.UNKNOWN ? unknown(list, no) : Result.PASSED;
  }

  private static Sentence mustBeListed(ListKind kind) {
    return kind == ListKind.IP6
        ? Sentence.of("reputation.must-list-ipv6")
        : Sentence.of("reputation.must-list");
  }

  /** What is wrong with what was found, the last answer being to what must not be listed. */
  private static Optional<Result> badly(BlockList list, DnsAnswer... answers) {
    for (DnsAnswer answer : answers) {
      Optional<Sentence> refusal = list.codes().refusal(ListAnswers.addresses(answer));
      if (refusal.isPresent()) {
        return Optional.of(
            new Result(new ListVerdict.Refused(refusal.get(), answer.attempts()), true));
      }
    }
    for (DnsAnswer answer : answers) {
      if (ListCodes.foreign(ListAnswers.addresses(answer)).isPresent()) {
        return Optional.of(broken(list, answer, Sentence.of("reputation.foreign"), false));
      }
    }
    DnsAnswer last = answers[answers.length - 1];
    List<String> addresses = ListAnswers.addresses(last);
    return addresses.isEmpty() || list.codes().read(addresses).isEmpty()
        ? Optional.empty()
        : Optional.of(broken(list, last, Sentence.of("reputation.must-not-list"), false));
  }

  private static Result broken(BlockList list, DnsAnswer answer, Sentence why, boolean elsewhere) {
    return new Result(ListAnswers.broken(list, answer, why), elsewhere);
  }

  private static Result unknown(BlockList list, DnsAnswer answer) {
    Reason reason = answer.reason() == null ? Reason.SERVER_FAILURE : answer.reason();
    List<Attempt> attempts = answer.attempts();
    return Result.unknown(
        new Observed.Unknown<>(reason, ListAnswers.step(list, answer), attempts),
        ListAnswers.isRefusal(reason));
  }
}
