package dev.mxray.check.smtp;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.smtp.SmtpObservation.Unseen;
import dev.mxray.check.smtp.SubmissionLookup.Announced;
import dev.mxray.check.tls.EnumeratedPorts;
import dev.mxray.check.tls.Outside;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.ActiveTarget;
import dev.mxray.net.mail.ActiveTrial;
import dev.mxray.net.mail.Injection;
import dev.mxray.net.mail.InjectionTarget;
import dev.mxray.net.mail.InjectionTrial;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.Reply;
import dev.mxray.net.mail.SmtpDialogue;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a domain's mail servers, to each as soon as its address is known: nothing else is waited
 * for. All exchanges, addresses and ports at once, as far as the budget of connections allows.
 */
public final class SmtpProbe {
  /** Addresses of one exchange and family that are talked to; large providers have four or so. */
  public static final int MAX_ADDRESSES = 8;

  /** Questions at most: the name in each greeting, and where mail is submitted. */
  public static final int MAX_QUESTIONS =
      SmtpPlan.DEFAULT_MAX_HOSTS * 2 * MAX_ADDRESSES * 3
          + SubmissionLookup.QUESTIONS
          + SubmissionLookup.MAX_HOSTS * 2 * MAX_ADDRESSES;

  private static final Set<Ending.How> TURNED_AWAY =
      Set.of(Ending.How.REFUSED, Ending.How.RESET, Ending.How.CLOSED, Ending.How.REJECTED);

  private final String domain;
  private final SmtpPlan plan;
  private final DnsClient exchanges;
  private final DnsClient names;
  private final MailClient mail;
  private final Clients clients;
  private final TlsProbe tls;
  private final CompletableFuture<Ending.How> stop;
  private final Consumer<ServerObservation> listener;

  private SmtpProbe(
      String domain,
      SmtpPlan plan,
      Clients clients,
      CompletableFuture<Ending.How> stop,
      Consumer<ServerObservation> listener) {
    this.domain = domain;
    this.plan = plan;
    this.exchanges = clients.exchanges();
    this.names = clients.names();
    this.mail = clients.mail();
    this.clients = clients;
    this.tls = clients.tls();
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Whom to ask.
   *
   * @param exchanges where mail goes
   * @param names what greetings call themselves
   * @param injections used when the plan wants it
   * @param active used when the user wants it
   * @param tls looks at what handshakes showed
   * @param outside completes what is known of certificates
   */
  public record Clients(
      DnsClient exchanges,
      DnsClient names,
      MailClient mail,
      InjectionTrial injections,
      ActiveTrial active,
      TlsProbe tls,
      Outside outside) {

    /** Without anybody outside. */
    public Clients(
        DnsClient exchanges,
        DnsClient names,
        MailClient mail,
        InjectionTrial injections,
        ActiveTrial active,
        TlsProbe tls) {
      this(exchanges, names, mail, injections, active, tls, Outside.NOBODY);
    }
  }

  /** What is known of one family of one exchange. */
  private record Family(Observed<List<String>> addresses, List<ServerObservation> servers) {}

  /** What is known of one exchange. */
  private record Exchange(String host, List<Family> families) {}

  /**
   * Looks at the servers of one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param stop ends all conversations when it completes, with what is known by then
   * @param listener hears of each conversation that has ended, from an event loop
   */
  public static CompletableFuture<SmtpObservation> observe(
      String domain,
      SmtpPlan plan,
      Clients clients,
      CompletableFuture<Ending.How> stop,
      Consumer<ServerObservation> listener) {
    return new SmtpProbe(domain, plan, clients, stop, listener).observe();
  }

  private CompletableFuture<SmtpObservation> observe() {
    CompletableFuture<Announced> announced = announced();
    return MxProbe.records(domain, exchanges)
        .thenCompose(
            records -> {
              List<String> hosts = hosts(records);
              List<String> asked = hosts.stream().limit(plan.maxHosts()).toList();
              CompletableFuture<SmtpObservation> relays =
                  Together.all(asked.stream().map(this::exchange).toList())
                      .thenApply(talkedTo -> observation(records, hosts, talkedTo));
              CompletableFuture<SmtpObservation> submission =
                  announced.thenCompose(found -> submission(found, asked));
              return relays.thenCombine(submission, SmtpObservation::and);
            })
        .thenCompose(
            seen ->
                tls.together(seen.handshakes())
                    .thenCompose(clients.outside()::complete)
                    .thenApply(seen::withHandshakes));
  }

  /** By preference; the domain itself where there is no MX (RFC 5321 §5.1). */
  private List<String> hosts(Observed<List<MxRecord>> records) {
    return records.isAbsent()
        ? List.of(domain)
        : records.found().orElse(List.of()).stream()
            .map(MxRecord::host)
            .filter(host -> !host.isEmpty()) // a null MX (RFC 7505)
            .distinct()
            .toList();
  }

  private SmtpObservation observation(
      Observed<List<MxRecord>> records, List<String> hosts, List<Exchange> talkedTo) {
    // Without MX and without address the domain is no exchange of its own.
    boolean none =
        records.isAbsent()
            && talkedTo.stream()
                .flatMap(exchange -> exchange.families().stream())
                .allMatch(family -> family.addresses().isAbsent());
    var unseen = new ArrayList<Unseen>();
    records.unknown().ifPresent(unknown -> unseen.add(new Unseen(domain, unknown)));
    talkedTo.forEach(exchange -> unseen(exchange).ifPresent(unseen::add));
    return new SmtpObservation(
            domain,
            none ? List.of() : hosts.stream().limit(plan.maxHosts()).toList(),
            talkedTo.stream()
                .flatMap(exchange -> exchange.families().stream())
                .flatMap(family -> family.servers().stream())
                .toList(),
            hosts.stream().skip(plan.maxHosts()).toList(),
            unseen)
        .withBlocked();
  }

  /** Nothing where nobody asked for a port on which mail is submitted. */
  private CompletableFuture<Announced> announced() {
    boolean wanted =
        plan.ports().contains(SmtpPlan.SUBMISSION_PORT)
            || plan.ports().contains(SmtpPlan.IMPLICIT_TLS_PORT);
    return wanted
        ? SubmissionLookup.announced(domain, names)
        : CompletableFuture.completedFuture(new Announced(Map.of(), 0, List.of()));
  }

  /**
   * The servers that SRV records name, but for those that are talked to as exchanges.
   *
   * @param asked the exchanges that are talked to
   */
  private CompletableFuture<SmtpObservation> submission(Announced announced, List<String> asked) {
    var talks = new ArrayList<CompletableFuture<Exchange>>();
    announced
        .ports()
        .forEach(
            (host, ports) -> {
              List<Integer> left =
                  ports.stream()
                      .filter(port -> !asked.contains(host) || !plan.ports().contains(port))
                      .toList();
              if (!left.isEmpty()) {
                talks.add(
                    new SmtpProbe(domain, plan.withPorts(left), clients, stop, listener)
                        .exchange(host));
              }
            });
    return Together.all(talks).thenApply(talkedTo -> submission(announced, talkedTo));
  }

  private SmtpObservation submission(Announced announced, Collection<Exchange> talkedTo) {
    List<ServerObservation> servers =
        talkedTo.stream()
            .flatMap(exchange -> exchange.families().stream())
            .flatMap(family -> family.servers().stream())
            .toList();
    var unseen = new ArrayList<Unseen>();
    announced.unseen().stream()
        .limit(1)
        .forEach(unknown -> unseen.add(new Unseen(domain, unknown)));
    if (announced.more() > 0) {
      unseen.add(
          new Unseen(
              domain,
              new Observed.Unknown<>(
                  Reason.LIMIT, Sentence.count("smtp.more-hosts", announced.more()), List.of())));
    }
    talkedTo.forEach(exchange -> unseen(exchange).ifPresent(unseen::add));
    servers.forEach(server -> unreached(server).ifPresent(unseen::add));
    return new SmtpObservation(domain, List.of(), servers, List.of(), unseen);
  }

  /** What is announced should be there. */
  private static Optional<Unseen> unreached(ServerObservation server) {
    Ending ending = server.ending();
    return ending.step() != Ending.Step.CONNECT
            || server.state() == ServerObservation.State.NOT_PROBED
        ? Optional.empty()
        : Optional.of(
            new Unseen(
                server.subject(),
                new Observed.Unknown<>(
                    ending.how().reason(),
                    ending.step().told(),
                    List.of(new Attempt(server.subject(), ending.told(), server.millis())))));
  }

  private static Optional<Unseen> unseen(Exchange exchange) {
    return exchange.families().stream()
        .flatMap(family -> unseen(family.addresses()))
        .findFirst()
        .map(unknown -> new Unseen(exchange.host(), unknown));
  }

  private static Stream<Observed.Unknown<?>> unseen(Observed<List<String>> addresses) {
    int more = addresses.found().map(List::size).orElse(0) - MAX_ADDRESSES;
    return more > 0
        ? Stream.of(
            new Observed.Unknown<>(
                Reason.LIMIT, Sentence.count("smtp.more-addresses", more), List.of()))
        : addresses.unknown().stream().map(unknown -> unknown);
  }

  private CompletableFuture<Exchange> exchange(String host) {
    var shared = new EnumeratedPorts(tls, /* shared= */ true);
    Supplier<EnumeratedPorts> enumerated =
        plan.wishes().shareAddresses()
            ? () -> shared
            : () -> new EnumeratedPorts(tls, /* shared= */ false);
    return Together.all(
            List.of(
                family(host, RecordType.A, enumerated), family(host, RecordType.AAAA, enumerated)))
        .thenApply(families -> new Exchange(host, families));
  }

  private CompletableFuture<Family> family(
      String host, RecordType type, Supplier<EnumeratedPorts> enumerated) {
    return MxProbe.addresses(host, type, exchanges)
        .thenCompose(
            addresses ->
                Together.all(
                        addresses.found().orElse(List.of()).stream()
                            .sorted()
                            .limit(MAX_ADDRESSES)
                            .flatMap(address -> servers(host, address, addresses, enumerated.get()))
                            .toList())
                    .thenApply(servers -> new Family(addresses, servers)));
  }

  private Stream<CompletableFuture<ServerObservation>> servers(
      String host, String address, Observed<List<String>> addresses, EnumeratedPorts enumerated) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    var servers = new ArrayList<CompletableFuture<ServerObservation>>();
    for (int port : plan.ports()) {
      boolean implicit = port == SmtpPlan.IMPLICIT_TLS_PORT;
      if (implicit && plan.tls() == TlsDepth.NONE) {
        continue;
      }
      var target =
          new SmtpTarget(host, parsed, port, implicit, /* starttls= */ plan.tls() != TlsDepth.NONE);
      servers.add(server(target, addresses, enumerated));
    }
    return servers.stream();
  }

  private CompletableFuture<ServerObservation> server(
      SmtpTarget target, Observed<List<String>> addresses, EnumeratedPorts enumerated) {
    // The name is looked up while the conversation goes on.
    var named = new AtomicReference<@Nullable CompletableFuture<Observed<List<String>>>>();
    CompletableFuture<SmtpDialogue> talk =
        mail.converse(target, stop, greeting -> named.set(named(target, greeting, addresses)));
    CompletableFuture<Optional<TlsObservation>> shown =
        talk.thenCompose(dialogue -> handshake(target, dialogue));
    CompletableFuture<Optional<Injection>> injected =
        talk.thenCompose(dialogue -> injected(target, dialogue));
    CompletableFuture<Optional<ActiveObservation>> active =
        talk.thenCompose(dialogue -> injected.thenCompose(tried -> active(target, dialogue)));
    CompletableFuture<Optional<TlsObservation>> accepted =
        plan.tls() == TlsDepth.FULL
            ? enumerated.next(
                // Whoever tries a server out is to be the only one who bothers it.
                plan.active() == null ? shown : active.thenCompose(tried -> shown),
                known -> mail.enumerate(target, known, stop))
            : shown;
    CompletableFuture<Optional<Injection>> injectedAtLast =
        talk.thenCompose(
            dialogue ->
                injected.thenCompose(
                    first ->
                        first.filter(SmtpProbe::isCrowdedOut).isEmpty()
                            ? injected
                            : accepted.thenCompose(done -> injected(target, dialogue))));
    return talk.thenCompose(
            dialogue -> complete(target, dialogue, named.get(), shown, injectedAtLast, active))
        .thenApply(
            server -> {
              listener.accept(server);
              return server;
            })
        .thenCombine(accepted, (server, all) -> all.map(server::with).orElse(server));
  }

  /** What follows a conversation: reading its certificate, and what is tried beside it. */
  private CompletableFuture<ServerObservation> complete(
      SmtpTarget target,
      SmtpDialogue dialogue,
      @Nullable CompletableFuture<Observed<List<String>>> named,
      CompletableFuture<Optional<TlsObservation>> shown,
      CompletableFuture<Optional<Injection>> injected,
      CompletableFuture<Optional<ActiveObservation>> active) {
    CompletableFuture<Optional<Observed<List<String>>>> name =
        named == null
            ? CompletableFuture.completedFuture(Optional.empty())
            : named.thenApply(Optional::of);
    CompletableFuture<Tried> tried =
        injected.thenCombine(
            active,
            (one, other) -> new Tried(one.map(Injected::of).orElse(null), other.orElse(null)));
    return shown.thenCompose(
        session ->
            tried.thenCombine(
                name,
                (trial, found) ->
                    ServerReading.of(
                        target,
                        dialogue,
                        session.orElse(null),
                        found.orElse(null),
                        trial.injected(),
                        trial.active())));
  }

  /** What came of the trials. */
  private record Tried(@Nullable Injected injected, @Nullable ActiveObservation active) {}

  private CompletableFuture<Optional<ActiveObservation>> active(
      SmtpTarget target, SmtpDialogue dialogue) {
    ActivePlan wanted = plan.active();
    if (wanted == null || dialogue.ehlo() == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    boolean exchange = target.port() == SmtpPlan.RELAY_PORT;
    return clients
        .active()
        .tryOut(
            new ActiveTarget(
                target,
                offer(dialogue),
                domain,
                wanted.sender(),
                wanted.foreignTo(domain),
                exchange),
            stop)
        .thenApply(said -> Optional.of(ActiveObservation.of(exchange, said)));
  }

  private static TlsOffer offer(SmtpDialogue dialogue) {
    return dialogue.refusedUsual() == null ? TlsOffer.USUAL : TlsOffer.WIDEST;
  }

  /** The server turned the trial away, perhaps because there were other connections to it. */
  private static boolean isCrowdedOut(Injection trial) {
    return trial.outcome() == Injection.Outcome.UNSEEN
        && TURNED_AWAY.contains(trial.ending().how());
  }

  private CompletableFuture<Optional<Injection>> injected(
      SmtpTarget target, SmtpDialogue dialogue) {
    if (plan.tls() != TlsDepth.FULL || target.implicitTls() || dialogue.tls() == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return clients
        .injections()
        .inject(
            new InjectionTarget(
                Optional.empty(), target.host(), target.address(), target.port(), offer(dialogue)),
            stop)
        .thenApply(Optional::of);
  }

  private CompletableFuture<Optional<TlsObservation>> handshake(
      SmtpTarget target, SmtpDialogue dialogue) {
    TlsSession session = dialogue.tls();
    if (session == null) {
      return refused(target, dialogue);
    }
    return tls.observe(session, target.host(), target.address().toString(), target.port())
        .thenApply(Optional::of);
  }

  /**
   * A server that refused every suite that a handshake can be completed with may have others, which
   * a hello can name all the same.
   */
  private CompletableFuture<Optional<TlsObservation>> refused(
      SmtpTarget target, SmtpDialogue dialogue) {
    Ending ending = dialogue.ending();
    if (plan.tls() != TlsDepth.FULL
        || !ending.step().isHandshake()
        || ending.how() != Ending.How.OFFER_REFUSED) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return mail.enumerate(target, Enumeration.Known.NOTHING, stop)
        .thenCompose(
            support -> {
              TlsSession best = support.flatMap(TlsSupport::best).orElse(null);
              if (support.isEmpty() || best == null) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              return tls.observe(best, target.host(), target.address().toString(), target.port())
                  .thenCombine(
                      tls.accepted(support.get(), target.host(), null),
                      (shown, accepted) -> Optional.of(shown.with(accepted)));
            });
  }

  /** The addresses of the name in a greeting; null when it is not one that could have any. */
  private @Nullable CompletableFuture<Observed<List<String>>> named(
      SmtpTarget target, Reply greeting, Observed<List<String>> addresses) {
    String name = new Banner(greeting.texts()).name().toLowerCase(Locale.ROOT);
    if (!Banner.isQualified(name)) {
      return null;
    }
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.equals(target.host())) {
      return CompletableFuture.completedFuture(addresses);
    }
    return MxProbe.addresses(
        plain, target.address().isIpv4() ? RecordType.A : RecordType.AAAA, names);
  }
}
