package dev.mxray.check.spf;

import static dev.mxray.check.spf.SpfAnalysis.MAX_EXCHANGES;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHostResult.Step;
import dev.mxray.check.spf.HostEvaluation.Verdict;
import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.Exists;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Ptr;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;

/** Which mechanisms match a client (RFC 7208 §5). */
final class HostTerms {
  private static final Match NO = new Match(false, false, List.of(), null);
  private static final Match VOID = new Match(false, true, List.of(), null);
  private static final Match YES = new Match(true, false, List.of(), null);

  private final IpAddress ip;
  private final IpNetwork client;
  private final HostQuestions questions;
  private final HostExpansion expansion;
  private final Function<String, CompletableFuture<Verdict>> checkHost;

  /**
   * What came of a mechanism.
   *
   * @param isVoid true when its questions led to nothing (§4.6.4)
   * @param inside for an include that matches: the path within
   * @param error ends the evaluation; null when there is none
   */
  record Match(boolean matches, boolean isVoid, List<Step> inside, @Nullable Verdict error) {}

  HostTerms(
      IpAddress ip,
      HostQuestions questions,
      HostExpansion expansion,
      Function<String, CompletableFuture<Verdict>> checkHost) {
    this.ip = ip;
    this.client = IpNetwork.of(ip.octets());
    this.questions = questions;
    this.expansion = expansion;
    this.checkHost = checkHost;
  }

  /** True when a term that needs no DNS matches: all, ip4, ip6. */
  boolean matchesAtOnce(SpfTerm term) {
    return term instanceof All
        || (term instanceof Ip4 ip4 && ip4.network().contains(client))
        || (term instanceof Ip6 ip6 && ip6.network().contains(client));
  }

  /** Evaluates a mechanism that needs the DNS. */
  CompletableFuture<Match> evaluate(Mechanism term, String domain) {
    if (term instanceof Include include) {
      return target(include.domain(), domain).thenCompose(this::include);
    }
    if (term instanceof A a) {
      return asked(a.domain(), domain, name -> a(name, length(a.ipv4Length(), a.ipv6Length())));
    }
    if (term instanceof Mx mx) {
      return asked(mx.domain(), domain, name -> mx(name, length(mx.ipv4Length(), mx.ipv6Length())));
    }
    if (term instanceof Exists exists) {
      return asked(exists.domain(), domain, this::exists);
    }
    return asked(((Ptr) term).domain(), domain, this::ptr);
  }

  /** The name that a term leads to; the record's own domain when it names none (§4.8). */
  CompletableFuture<String> target(@Nullable MacroString spec, String domain) {
    return spec == null ? CompletableFuture.completedFuture(domain) : expansion.name(spec, domain);
  }

  /** What a failed question is called. */
  static Sentence failure(DnsAnswer answer, String what) {
    return Sentence.of(
        "spf.failure",
        what,
        answer.reason() == null ? Sentence.of("spf.no-answer") : answer.reason().told());
  }

  /** A name that the DNS cannot have matches nothing (§4.3, §4.8 by analogy); nobody is asked. */
  private CompletableFuture<Match> asked(
      @Nullable MacroString spec, String domain, Function<String, CompletableFuture<Match>> how) {
    return target(spec, domain)
        .thenCompose(
            name ->
                TargetName.isAskable(name)
                    ? how.apply(TargetName.escaped(name))
                    : CompletableFuture.completedFuture(NO));
  }

  private int length(int ipv4, int ipv6) {
    return ip.isIpv4() ? ipv4 : ipv6;
  }

  /** The table of RFC 7208 §5.2. */
  private CompletableFuture<Match> include(String target) {
    return checkHost
        .apply(target)
        .thenApply(
            verdict ->
                switch (verdict.result()) {
                  case PASS -> new Match(true, false, verdict.path(), null);
                  case FAIL, SOFTFAIL, NEUTRAL -> NO;
                  case TEMPERROR, PERMERROR -> error(verdict);
                  case NONE ->
                      error(
                          Verdict.error(
                              SpfResult.PERMERROR,
                              verdict.domain(),
                              List.of(),
                              Objects.requireNonNullElse(
                                  verdict.problem(), Sentence.of("spf.no-record"))));
                });
  }

  private CompletableFuture<Match> a(String name, int length) {
    return questions
        .addresses(name, ip)
        .thenApply(
            answer ->
                answer.status() == DnsAnswer.Status.UNKNOWN
                    ? temperror(answer)
                    : HostQuestions.isVoid(answer) ? VOID : matches(answer, length) ? YES : NO);
  }

  private CompletableFuture<Match> exists(String name) {
    // An A record, whatever the family of the client (RFC 7208 §5.7).
    return questions
        .ask(name, RecordType.A)
        .thenApply(
            answer ->
                switch (answer.status()) {
                  case FOUND -> YES;
                  case NODATA, NXDOMAIN -> VOID;
                  case UNKNOWN -> temperror(answer);
                });
  }

  /** The addresses of all exchanges are asked for at once, and compared by preference. */
  private CompletableFuture<Match> mx(String name, int length) {
    return questions
        .ask(name, RecordType.MX)
        .thenCompose(
            answer -> {
              if (answer.status() == DnsAnswer.Status.UNKNOWN) {
                return CompletableFuture.completedFuture(temperror(answer));
              }
              if (HostQuestions.isVoid(answer)) {
                return CompletableFuture.completedFuture(VOID);
              }
              if (answer.records().size() > MAX_EXCHANGES) {
                return CompletableFuture.completedFuture(tooManyExchanges(name, answer));
              }
              return Together.all(
                      exchanges(answer).stream()
                          .map(host -> questions.addresses(host, ip))
                          .toList())
                  .thenApply(addresses -> firstMatch(addresses, length));
            });
  }

  private static Match tooManyExchanges(String name, DnsAnswer answer) {
    return error(
        Verdict.error(
            SpfResult.PERMERROR,
            name,
            List.of(),
            Sentence.of("spf.exchange-limit", name, answer.records().size(), MAX_EXCHANGES)));
  }

  private static List<String> exchanges(DnsAnswer answer) {
    return answer.records().stream()
        .map(record -> (MXRecord) record)
        .sorted(Comparator.comparingInt(MXRecord::getPriority))
        .map(MXRecord::getTarget)
        .filter(target -> !target.equals(Name.root)) // a null MX (RFC 7505)
        .map(target -> target.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  private Match firstMatch(List<DnsAnswer> addresses, int length) {
    boolean allVoid = !addresses.isEmpty();
    for (DnsAnswer answer : addresses) {
      if (answer.status() == DnsAnswer.Status.UNKNOWN) {
        return temperror(answer);
      }
      if (matches(answer, length)) {
        return YES;
      }
      allVoid &= HostQuestions.isVoid(answer);
    }
    return allVoid ? VOID : NO;
  }

  /** A failure of the reverse DNS only means that nothing matches (RFC 7208 §5.5). */
  private CompletableFuture<Match> ptr(String domain) {
    return questions
        .clientNames(ip)
        .thenApply(
            names ->
                names.none()
                    ? VOID
                    : names.validated().stream().anyMatch(n -> TargetName.isWithin(n, domain))
                        ? YES
                        : NO);
  }

  private boolean matches(DnsAnswer answer, int length) {
    IpNetwork wanted = client.widen(length);
    return answer.records().stream()
        .anyMatch(r -> IpNetwork.of(r.rdataToWireCanonical()).widen(length).equals(wanted));
  }

  private static Match temperror(DnsAnswer answer) {
    return error(
        Verdict.error(
            SpfResult.TEMPERROR,
            answer.question().name(),
            List.of(),
            failure(answer, answer.question().toString())));
  }

  private static Match error(Verdict verdict) {
    return new Match(false, false, List.of(), verdict);
  }
}
