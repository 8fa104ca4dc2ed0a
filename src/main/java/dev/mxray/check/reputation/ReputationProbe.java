package dev.mxray.check.reputation;

import dev.mxray.address.IpAddress;
import dev.mxray.check.hosts.HostAddress;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.check.mx.Exchange;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks all lists about the addresses of a domain's mail, about the domain, and about the domains of
 * its exchanges; every question as soon as its subject is known, and all of them at once.
 */
public final class ReputationProbe {
  /** Domains of exchanges that are asked for; more than one or two is rare. */
  public static final int MAX_EXCHANGE_DOMAINS = 16;

  private final String domain;
  private final List<BlockList> lists;
  private final boolean looked;
  private final ListDesk desk;
  private final Supplier<PublicSuffixes> suffixes;
  private final Map<String, CompletableFuture<List<ListAnswer>>> started =
      new ConcurrentHashMap<>();

  /**
   * @param domain the scanned domain: A-labels, lower case, no final dot
   * @param suffixes asked only for names whose registrable domain is not plain
   */
  public ReputationProbe(
      String domain,
      BlockLists lists,
      ListTests tests,
      ListResolvers resolvers,
      Supplier<PublicSuffixes> suffixes) {
    this.domain = domain;
    this.lists = lists.lists();
    this.looked = lists.countsAddresses();
    this.desk = new ListDesk(tests, resolvers);
    this.suffixes = suffixes;
  }

  /** Tests the lists, and asks those of domains about the domain. */
  public void start() {
    for (BlockList list : lists) {
      list.kinds().forEach(kind -> desk.prepare(list, kind));
    }
    var unused = asked(domain);
  }

  /**
   * Asks about an address or domain before it is known in which order they come. What is not among
   * those of {@link #observe} in the end is left out there.
   */
  public void start(String subject) {
    if (started.size() <= HostAddresses.MAX_ADDRESSES) {
      var unused = asked(subject);
    }
  }

  /** What all lists say about one address, and nothing else. */
  public static CompletableFuture<List<ListAnswer>> ask(
      IpAddress address, BlockLists lists, ListTests tests, ListResolvers resolvers) {
    return new ReputationProbe(address.toString(), lists, tests, resolvers, PublicSuffixes::bundled)
        .asked(address.toString());
  }

  /** Everything that the lists say. */
  public CompletableFuture<ReputationObservation> observe(HostAddresses addresses) {
    List<String> exchanges = addresses.mx().hosts().stream().map(Exchange::host).toList();
    CompletableFuture<List<ListAnswer>> byAddress =
        Together.all(addresses.addresses().stream().map(this::about).toList())
            .thenApply(ReputationProbe::flat);
    CompletableFuture<List<ListAnswer>> byDomain =
        lists.stream().noneMatch(list -> list.kinds().contains(ListKind.DOMAIN))
            ? CompletableFuture.completedFuture(List.of())
            : domains(exchanges)
                .thenCompose(
                    domains ->
                        Together.all(
                            domains.entrySet().stream()
                                .map(entry -> about(entry.getKey(), List.copyOf(entry.getValue())))
                                .toList()))
                .thenApply(ReputationProbe::flat);
    return byAddress.thenCombine(
        byDomain,
        (one, other) -> {
          var all = new ArrayList<>(one);
          all.addAll(other);
          return new ReputationObservation(domain, looked, all);
        });
  }

  private static List<ListAnswer> flat(List<List<ListAnswer>> answers) {
    return answers.stream().flatMap(List::stream).toList();
  }

  private CompletableFuture<List<ListAnswer>> about(HostAddress address) {
    return about(address.address(), address.hosts());
  }

  private CompletableFuture<List<ListAnswer>> about(String subject, List<String> hosts) {
    return asked(subject)
        .thenApply(
            answers ->
                answers.stream()
                    .map(
                        one ->
                            new ListAnswer(subject, hosts, one.kind(), one.list(), one.verdict()))
                    .toList());
  }

  /** What all lists say about a subject; asked once. */
  private CompletableFuture<List<ListAnswer>> asked(String subject) {
    var promise = new CompletableFuture<List<ListAnswer>>();
    CompletableFuture<List<ListAnswer>> before = started.putIfAbsent(subject, promise);
    if (before != null) {
      return before;
    }
    ListKind kind = IpAddress.parse(subject).map(ListKind::of).orElse(ListKind.DOMAIN);
    var unused =
        Together.all(
                BlockList.of(kind, lists).stream()
                    .map(
                        list ->
                            desk.ask(list, kind, subject)
                                .thenApply(
                                    verdict ->
                                        new ListAnswer(subject, List.of(), kind, list, verdict)))
                    .toList())
            .whenComplete(
                (answers, bug) -> {
                  if (bug == null) {
                    promise.complete(answers);
                  } else {
                    promise.completeExceptionally(bug);
                  }
                });
    return promise;
  }

  /**
   * The domains to ask for, with the exchanges that lie in them: the scanned one, then what was
   * registered for it, then what was registered for the exchanges. Reading the public suffix list
   * takes time, so names that need none of it are not looked up in it.
   */
  private CompletableFuture<Map<String, Set<String>>> domains(List<String> exchanges) {
    var foreign =
        exchanges.stream().filter(host -> !host.equals(domain) && !isBelow(host, domain)).toList();
    boolean plain = foreign.isEmpty() && domain.indexOf('.') == domain.lastIndexOf('.');
    return plain
        ? CompletableFuture.completedFuture(Map.of(domain, Set.of()))
        : CompletableFuture.supplyAsync(() -> registered(foreign, suffixes.get()));
  }

  private Map<String, Set<String>> registered(List<String> foreign, PublicSuffixes list) {
    Map<String, Set<String>> domains = new LinkedHashMap<>();
    domains.put(domain, new LinkedHashSet<>());
    list.registrableDomain(domain)
        .ifPresent(name -> domains.computeIfAbsent(name, first -> new LinkedHashSet<>()));
    for (String host : foreign) {
      Optional<String> name =
          host.indexOf('\\') >= 0 || IpAddress.parse(host).isPresent()
              ? Optional.empty()
              : list.registrableDomain(host);
      if (name.isPresent()
          && (domains.size() <= MAX_EXCHANGE_DOMAINS || domains.containsKey(name.get()))) {
        domains.computeIfAbsent(name.get(), first -> new LinkedHashSet<>()).add(host);
      }
    }
    return domains;
  }

  private static boolean isBelow(String name, String parent) {
    return name.endsWith("." + parent);
  }
}
