package dev.mxray.check.dkim;

import dev.mxray.key.KeyWeakness;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.MXRecord;

/**
 * Looks for a domain's DKIM keys. Two dependent round trips: first {@code _domainkey}, the wildcard
 * test, the given selectors and what tells the provider; then the selectors that follow from that.
 * A third one only where a name server turns out to have denied {@code _domainkey} wrongly.
 */
public final class DkimProbe {
  private final DkimSearch search;
  private final DnsClient dns;

  /** Every selector that was asked for, in order, with its answer. */
  private final Map<String, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();

  /** Who uses a selector, by its name; the inferred provider comes before the catalogue's. */
  private final Map<String, String> providers = new HashMap<>();

  private final CompletableFuture<DnsAnswer> node;
  private final CompletableFuture<DnsAnswer> random;
  private final CompletableFuture<DnsAnswer> texts;
  private final CompletableFuture<DnsAnswer> exchanges;

  private DkimProbe(DkimSearch search, DnsClient dns) {
    this.search = search;
    this.dns = dns;
    this.node = ask("_domainkey." + search.domain(), RecordType.TXT);
    this.random = ask(randomName(), RecordType.TXT);
    this.texts = ask(search.domain(), RecordType.TXT);
    this.exchanges = ask(search.domain(), RecordType.MX);
    search.givenSelectors().forEach(name -> ask(new Selector(name, null)));
  }

  /** Looks for the keys; completes exceptionally only for a bug. */
  public static CompletableFuture<DkimObservation> observe(DkimSearch search, DnsClient dns) {
    var probe = new DkimProbe(search, dns);
    return Together.all(List.of(probe.node, probe.random, probe.texts, probe.exchanges))
        .thenCompose(
            facts -> probe.answers().thenCompose(given -> probe.second(new Facts(facts), given)));
  }

  /** The answers that decide which selectors are asked. */
  private record Facts(DnsAnswer node, DnsAnswer random, DnsAnswer texts, DnsAnswer exchanges) {
    Facts(List<DnsAnswer> answers) {
      this(answers.get(0), answers.get(1), answers.get(2), answers.get(3));
    }

    /** NXDOMAIN says that nothing is below the name; an alias at the name says that it exists. */
    boolean denied() {
      return isDenied(node) && isDenied(random);
    }

    /** False when a provider could have been told by what was not answered. */
    boolean inferenceSeen() {
      return texts.status() != Status.UNKNOWN && exchanges.status() != Status.UNKNOWN;
    }

    boolean silent() {
      return List.of(node, random, texts, exchanges).stream()
          .allMatch(answer -> answer.status() == Status.UNKNOWN);
    }
  }

  private CompletableFuture<DkimObservation> second(Facts facts, List<DnsAnswer> given) {
    if (facts.silent() && given.stream().allMatch(a -> a.status() == Status.UNKNOWN)) {
      // Nobody answers for this domain: a hundred more questions would not be answered either.
      return CompletableFuture.completedFuture(observation(facts, given));
    }
    infer(facts).forEach(this::ask);
    boolean proof = facts.denied() && facts.inferenceSeen() && allDenied(given);
    if (!proof) {
      askCatalogue();
      return answers().thenApply(answers -> observation(facts, answers));
    }
    return answers()
        .thenCompose(
            answers -> {
              if (!allDenied(answers)) {
                askCatalogue();
              }
              return answers();
            })
        .thenApply(answers -> observation(facts, answers));
  }

  private List<Selector> infer(Facts facts) {
    List<String> hosts =
        facts.exchanges().records().stream()
            .filter(MXRecord.class::isInstance)
            .map(record -> ((MXRecord) record).getTarget().toString(true))
            .toList();
    List<String> texts = facts.texts().records().stream().map(Texts::joined).toList();
    return Providers.bundled().infer(texts, hosts, search.domain(), search.today());
  }

  private void askCatalogue() {
    search.selectors().search(search.domain(), search.today(), search.deep()).forEach(this::ask);
  }

  private void ask(Selector selector) {
    if (selector.provider() != null) {
      providers.putIfAbsent(selector.name(), selector.provider());
    }
    if (!asked.containsKey(selector.name())) {
      asked.put(selector.name(), ask(selector.keyName(search.domain()), RecordType.TXT));
    }
  }

  private CompletableFuture<DnsAnswer> ask(String name, RecordType type) {
    return dns.ask(new Question(name, type));
  }

  private String randomName() {
    return new Selector(search.randomLabel(), null).keyName(search.domain());
  }

  private CompletableFuture<List<DnsAnswer>> answers() {
    return Together.all(List.copyOf(asked.values()));
  }

  private static boolean isDenied(DnsAnswer answer) {
    return answer.status() == Status.NXDOMAIN && answer.aliases().isEmpty();
  }

  private static boolean allDenied(List<DnsAnswer> answers) {
    return answers.stream().allMatch(DkimProbe::isDenied);
  }

  private DkimObservation observation(Facts facts, List<DnsAnswer> answers) {
    DnsAnswer wild = WildcardAnswer.of(facts.random(), answers);
    var selectors = new ArrayList<SelectorObservation>();
    var unanswered = new ArrayList<Observed.Unknown<List<DkimRecord>>>();
    int i = 0;
    for (String selector : asked.keySet()) {
      DnsAnswer answer = answers.get(i++);
      Observed<List<DkimRecord>> records = records(answer);
      records.unknown().ifPresent(unanswered::add);
      SelectorObservation seen = seen(selector, answer, records.found().orElse(List.of()));
      boolean something = seen.shown().isPresent() || !seen.aliases().isEmpty();
      if (something && !records.isUnknown() && !WildcardAnswer.same(answer, wild)) {
        selectors.add(seen);
      }
    }
    return new DkimObservation(
        search.domain(),
        isDenied(facts.node()) || facts.node().status() == Status.UNKNOWN
            ? facts.node().observed(record -> true).map(list -> true)
            : Observed.present(true),
        randomName(),
        records(facts.random()),
        compared(selectors),
        asked.size(),
        unanswered,
        facts.denied() && facts.inferenceSeen() && allDenied(answers));
  }

  /** Keys that have a prime in common with another key of the run are marked. */
  private List<SelectorObservation> compared(List<SelectorObservation> selectors) {
    selectors.stream()
        .flatMap(selector -> selector.keys().stream())
        .map(DkimRecord.Key::key)
        .filter(DkimKey.Rsa.class::isInstance)
        .forEach(key -> search.moduli().add(((DkimKey.Rsa) key).modulus()));
    return selectors.stream().map(selector -> selector.map(this::compared)).toList();
  }

  private DkimRecord compared(DkimRecord record) {
    return record instanceof DkimRecord.Key key
            && key.key() instanceof DkimKey.Rsa rsa
            && search.moduli().shares(rsa.modulus())
        ? key.with(rsa.with(KeyWeakness.SHARED_FACTOR))
        : record;
  }

  private static Observed<List<DkimRecord>> records(DnsAnswer answer) {
    return answer.observed(record -> DkimRecord.parse(Texts.joined(record)));
  }

  /** The provider is told best by where the alias leads, then by what the selector is called. */
  private SelectorObservation seen(String selector, DnsAnswer answer, List<DkimRecord> records) {
    List<String> aliases =
        answer.aliases().stream().map(alias -> alias.toLowerCase(Locale.ROOT)).toList();
    String provider = Providers.bundled().ofAliases(aliases).orElse(providers.get(selector));
    boolean dangling = answer.status() == Status.NXDOMAIN && !aliases.isEmpty();
    return new SelectorObservation(selector, provider, records, aliases, dangling);
  }
}
