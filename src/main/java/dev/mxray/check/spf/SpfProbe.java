package dev.mxray.check.spf;

import dev.mxray.check.general.RegistrationProbe;
import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.Exists;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Asks for a domain's SPF record and, as soon as a record is known, for everything that its terms
 * name, all at once, down the whole tree of includes and redirects. Terms that nobody evaluates,
 * and terms with macros in their names, are not asked.
 *
 * <p>One walk is bounded by {@link #MAX_DEPTH}, {@link #MAX_RECORDS}, {@link #MAX_OCTETS} and
 * {@link #MAX_QUESTIONS}; what lies behind a bound is unknown, with {@link Reason#LIMIT}.
 */
public final class SpfProbe {
  /**
   * How many includes or redirects deep the walk goes. Ten in a row already exceed the limit of RFC
   * 7208 §4.6.4; two more show by how much.
   */
  public static final int MAX_DEPTH = 12;

  /** Names whose SPF record is asked for; ten times what RFC 7208 §4.6.4 lets a receiver follow. */
  public static final int MAX_RECORDS = 120;

  /** Octets of SPF records that are read in all: 2 KiB for each of the records. */
  public static final int MAX_OCTETS = 256 * 1024;

  /** Different questions asked by one walk, of all types. */
  public static final int MAX_QUESTIONS = 250;

  /** Exchanges of an mx term whose addresses are asked for; more are a permerror (§4.6.4). */
  public static final int MAX_EXCHANGES = 10;

  private static final int MAX_LOOKALIKES = 5;
  private static final int MAX_LOOKALIKE_LENGTH = 200;

  private final String domain;
  private final DnsClient dns;
  private final RegistrationProbe registration;
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger records = new AtomicInteger();
  private final AtomicInteger octets = new AtomicInteger();
  private final Map<Question, CompletableFuture<DnsAnswer>> asked = new ConcurrentHashMap<>();
  private final Map<Question, DnsAnswer> answers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<SpfPolicy>> walked = new ConcurrentHashMap<>();
  private final Map<String, SpfPolicy> policies = new ConcurrentHashMap<>();
  private final Map<String, Integer> depths = new ConcurrentHashMap<>();
  private final Map<String, Observed<String>> unregistered = new ConcurrentHashMap<>();

  private SpfProbe(String domain, DnsClient dns, Supplier<PublicSuffixes> suffixes) {
    this.domain = domain;
    this.dns = dns;
    this.registration =
        new RegistrationProbe(question -> ask(question.name(), question.type()), suffixes);
  }

  /**
   * Looks at a domain's SPF policy.
   *
   * @param domain A-labels, lower case, no final dot
   * @param suffixes asked only when a target does not exist
   * @return completes when everything was asked and answered, or the client gave up
   */
  public static CompletableFuture<SpfObservation> observe(
      String domain, DnsClient dns, Supplier<PublicSuffixes> suffixes) {
    var probe = new SpfProbe(domain, dns, suffixes);
    var type99 = probe.ask(domain, RecordType.SPF);
    return CompletableFuture.allOf(type99, probe.visit(domain, 0))
        .thenCompose(done -> type99)
        .thenApply(answer -> probe.observation(answer.observed(Texts::joined)));
  }

  /**
   * Walks the tree below a name. A name that is met again nearer to the root is followed again, so
   * that {@link #MAX_DEPTH} counts the shortest way; nothing is asked twice.
   */
  private CompletableFuture<Void> visit(String name, int depth) {
    return depth > MAX_DEPTH || !nearer(name, depth)
        ? CompletableFuture.completedFuture(null)
        : policy(name).thenCompose(policy -> follow(policy, depth));
  }

  /** Notes the depth of a name; false when it was as near before, which also ends loops. */
  private boolean nearer(String name, int depth) {
    Integer before = depths.putIfAbsent(name, depth);
    while (before != null && before > depth) {
      if (depths.replace(name, before, depth)) {
        return true;
      }
      before = depths.get(name);
    }
    return before == null;
  }

  private CompletableFuture<SpfPolicy> policy(String name) {
    var promise = new CompletableFuture<SpfPolicy>();
    CompletableFuture<SpfPolicy> before = walked.putIfAbsent(name, promise);
    if (before != null) {
      return before;
    }
    var question = new Question(name, RecordType.TXT);
    var answer =
        records.incrementAndGet() > MAX_RECORDS
            ? CompletableFuture.completedFuture(overLimit(question))
            : ask(name, RecordType.TXT);
    return answer
        .thenApply(txt -> policy(name, txt))
        .whenComplete(
            (policy, bug) -> {
              if (bug == null) {
                policies.put(name, policy);
                promise.complete(policy);
              } else {
                promise.completeExceptionally(bug);
              }
            })
        .thenCompose(policy -> promise);
  }

  private SpfPolicy policy(String name, DnsAnswer answer) {
    Observed<List<String>> texts = answer.observed(Texts::joined);
    List<String> spf = texts.found().orElse(List.of()).stream().filter(SpfParser::isSpf).toList();
    if (texts.isPresent() && spf.isEmpty()) {
      return new SpfPolicy(
          name,
          Observed.absent(Observed.Proof.OTHER_RECORDS),
          lookalikes(texts.found().orElseThrow()));
    }
    int size = spf.stream().mapToInt(String::length).sum();
    if (octets.addAndGet(size) > MAX_OCTETS) {
      return new SpfPolicy(
          name,
          new Observed.Unknown<>(Reason.LIMIT, answer.question().toString(), List.of()),
          List.of());
    }
    return new SpfPolicy(name, texts.map(all -> SpfParser.select(spf)), List.of());
  }

  private static List<String> lookalikes(List<String> texts) {
    return texts.stream()
        .filter(
            text -> {
              String start = text.strip().toLowerCase(Locale.ROOT);
              start = start.startsWith("\"") ? start.substring(1).strip() : start;
              return start.startsWith("v=spf") || start.startsWith("v =spf");
            })
        .map(text -> text.substring(0, Math.min(text.length(), MAX_LOOKALIKE_LENGTH)))
        .limit(MAX_LOOKALIKES)
        .toList();
  }

  /** Asks everything that the terms of a record name. */
  private CompletableFuture<Void> follow(SpfPolicy policy, int depth) {
    var work = new ArrayList<CompletableFuture<?>>();
    if (depth > 0 && policy.records().isNxdomain()) {
      work.add(registration(policy.domain()));
    }
    for (SpfTerm term : policy.record().map(SpfRecord::evaluated).orElse(List.of())) {
      Optional<String> target = term.target(policy.domain());
      if (target.isEmpty()) {
        continue;
      }
      String name = target.get();
      if (term instanceof Include || term instanceof Redirect) {
        work.add(visit(name, depth + 1));
      } else if (term instanceof A) {
        work.add(ask(name, RecordType.A));
        work.add(ask(name, RecordType.AAAA));
      } else if (term instanceof Exists) {
        work.add(ask(name, RecordType.A));
      } else if (term instanceof Mx) {
        work.add(ask(name, RecordType.MX).thenCompose(this::exchangeAddresses));
      }
    }
    return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> exchangeAddresses(DnsAnswer mx) {
    return CompletableFuture.allOf(
        mx.records().stream()
            .map(SpfProbe::exchange)
            .filter(host -> !host.isEmpty())
            .distinct()
            .limit(MAX_EXCHANGES)
            .flatMap(host -> List.of(ask(host, RecordType.A), ask(host, RecordType.AAAA)).stream())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * Whether a target that does not exist, or the name that it is an alias of, can be registered.
   */
  private CompletableFuture<?> registration(String target) {
    DnsAnswer missing = answers.get(new Question(target, RecordType.TXT));
    String end = missing == null ? target : missing.aliasTarget().orElse(target);
    return registration
        .observe(end.toLowerCase(Locale.ROOT))
        .thenAccept(seen -> unregistered.put(target, seen));
  }

  /** Asks a question once, within the limit. */
  private CompletableFuture<DnsAnswer> ask(String name, RecordType type) {
    var question = new Question(name, type);
    var promise = new CompletableFuture<DnsAnswer>();
    CompletableFuture<DnsAnswer> before = asked.putIfAbsent(question, promise);
    if (before != null) {
      return before;
    }
    var answer =
        questions.incrementAndGet() > MAX_QUESTIONS
            ? CompletableFuture.completedFuture(overLimit(question))
            : dns.ask(question);
    // Noted before anyone who waits for the promise goes on.
    return answer
        .whenComplete(
            (value, bug) -> {
              if (bug == null) {
                answers.put(question, value);
                promise.complete(value);
              } else {
                promise.completeExceptionally(bug);
              }
            })
        .thenCompose(value -> promise);
  }

  private static DnsAnswer overLimit(Question question) {
    return DnsAnswer.unknown(question, Reason.LIMIT, List.of(), 0);
  }

  private SpfObservation observation(Observed<List<String>> type99) {
    var ipv4 = new HashMap<String, Observed<List<IpNetwork>>>();
    var ipv6 = new HashMap<String, Observed<List<IpNetwork>>>();
    var exchanges = new HashMap<String, Observed<List<String>>>();
    answers.forEach(
        (question, answer) -> {
          switch (question.type()) {
            case A -> ipv4.put(question.name(), answer.observed(SpfProbe::ipv4));
            case AAAA -> ipv6.put(question.name(), answer.observed(SpfProbe::ipv6));
            case MX -> exchanges.put(question.name(), answer.observed(SpfProbe::exchange));
            case TXT, SPF, NS, CNAME, PTR, SOA, CAA, DNSKEY, DS, TLSA, SRV -> {}
          }
        });
    return new SpfObservation(domain, policies, ipv4, ipv6, exchanges, unregistered, type99);
  }

  private static IpNetwork ipv4(Record record) {
    return IpNetwork.of(((ARecord) record).getAddress().getAddress());
  }

  private static IpNetwork ipv6(Record record) {
    // The wire form: the JDK turns a mapped address into an IPv4 one.
    return IpNetwork.of(((AAAARecord) record).rdataToWireCanonical());
  }

  private static String exchange(Record record) {
    Name target = ((MXRecord) record).getTarget();
    return target.equals(Name.root) ? "" : target.toString(true).toLowerCase(Locale.ROOT);
  }
}
